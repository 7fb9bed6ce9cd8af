internal import Diagnostics
public import PromptCore
internal import YAMLTree

/// The comparison of two states of one record, by modules, variables and keys.
public struct RecordComparison: Sendable {
    /// The old file; `nil` if the record is new.
    public let before: ParsedFile?
    /// The new file; `nil` if the record was deleted.
    public let after: ParsedFile?
    /// The form of the comparison.
    public let form: Form
    /// The differences, part by part; empty unless ``form`` is `structure`.
    public let record: PartComparison

    /// The form in which two files can be compared.
    public enum Form: Sendable, Hashable {
        /// The files are equal byte for byte.
        case same
        /// They are compared as records.
        case structure
        /// The records are equal: only comments, layout or the order of keys differ.
        case layout
        /// The records have the same meaning, but a value is written differently (`yes` for `true`, an
        /// explicit default, `content` as a list of one option).
        case spelling
        /// At least one file can't be read as a record, for the given reason, so only lines are compared.
        case lines(reason: String)
    }

    /// Compares two states of a file. If one is `nil`, the whole other one was added or removed; if both are,
    /// there is no difference.
    ///
    /// Two files of different kinds, and files with errors, are compared by ``lines(context:)`` only.
    public static func between(_ before: ParsedFile?, and after: ParsedFile?) -> RecordComparison {
        let none = PartComparison(part: .record)
        func result(_ form: Form, record: PartComparison) -> RecordComparison {
            RecordComparison(before: before, after: after, form: form, record: record)
        }
        if let before, let after, before.kind == after.kind, before.source.bytes == after.source.bytes {
            return result(.same, record: none)
        }
        if before == nil, after == nil { return result(.same, record: none) }
        if let before, let after, before.kind != after.kind {
            return result(.lines(reason: "a \(before.kind.rawValue) became a \(after.kind.rawValue)"), record: none)
        }
        for (file, side) in [(before, "before"), (after, "after")] {
            guard let file, let reason = file.reasonForNoComparison else { continue }
            let suffix = before != nil && after != nil ? " \(side)" : ""
            return result(.lines(reason: "the file has an error\(suffix): \(reason)"), record: none)
        }
        var builder = ComparisonBuilder()
        let record = builder.compare(
            before.flatMap { PartOutline($0) }, with: after.flatMap { PartOutline($0) }, as: .record)
        if !record.isEmpty { return result(.structure, record: record) }
        guard let before, let after else { return result(.structure, record: record) }
        let isSpelling = !TreeEquality.isEqual(before.tree?.root, after.tree?.root)
        return result(isSpelling ? .spelling : .layout, record: none)
    }

    /// True if the files are equal byte for byte.
    public var isEmpty: Bool { form == .same }

    /// The differences as one flat list: fields first, then variables, then modules with their options, each
    /// in the order of the new file; a removed part is at its old position. Empty unless ``form`` is
    /// `structure`.
    public var changes: [RecordChange] { record.changes(at: "") }

    /// Returns the difference of the files' lines; available in every form.
    public func lines(context: Int = 3) -> UnifiedDiff {
        UnifiedDiff.between(before?.source.bytes ?? [], and: after?.source.bytes ?? [], context: context)
    }
}

extension ParsedFile {
    /// The first error in the file, with its line; `nil` if it is a valid record.
    fileprivate var reasonForNoComparison: String? {
        guard let error = diagnostics.first(where: { $0.severity == .error }) else {
            return record == nil ? "it is no \(kind.rawValue)" : nil
        }
        guard let range = error.range else { return error.message }
        return "line \(LineTable(source).position(at: range.lowerBound).line): \(error.message)"
    }
}

internal import Diagnostics
public import PromptCore
internal import YAMLTree

/// How one record became another, as people see it: module by module, variable by variable, key by key.
public struct RecordComparison: Sendable {
    /// The file before; `nil` where it is new.
    public let before: ParsedFile?
    /// The file after; `nil` where it is gone.
    public let after: ParsedFile?
    /// In which terms the two can be compared.
    public let form: Form
    /// What differs, part by part; empty unless ``form`` is `structure`.
    public let record: PartComparison

    /// In which terms two files can be compared.
    public enum Form: Sendable, Hashable {
        /// Byte for byte the same.
        case same
        /// As records.
        case structure
        /// The records are equal: only comments, layout or the order of keys differ.
        case layout
        /// The records mean the same, but some value is written differently (`yes` for `true`, a default
        /// spelled out, `content` as a list of one option).
        case spelling
        /// At least one of them can't be read as a record, so that only lines can be compared; and why.
        case lines(reason: String)
    }

    /// Compares two versions of a file. Where one is `nil`, all of the other is added or removed; where both are,
    /// there is no difference.
    ///
    /// Two files of different kinds, and files with errors, are compared by ``lines(context:)`` only.
    public static func between(_ before: ParsedFile?, _ after: ParsedFile?) -> RecordComparison {
        let none = PartComparison(part: .record)
        func result(_ form: Form, _ record: PartComparison) -> RecordComparison {
            RecordComparison(before: before, after: after, form: form, record: record)
        }
        if let before, let after, before.kind == after.kind, before.source.bytes == after.source.bytes {
            return result(.same, none)
        }
        if before == nil, after == nil { return result(.same, none) }
        if let before, let after, before.kind != after.kind {
            return result(.lines(reason: "a \(before.kind.rawValue) became a \(after.kind.rawValue)"), none)
        }
        for (file, side) in [(before, "before"), (after, "after")] {
            guard let file, let reason = file.reasonForNoComparison else { continue }
            let place = before != nil && after != nil ? " \(side)" : ""
            return result(.lines(reason: "the file has an error\(place): \(reason)"), none)
        }
        var comparing = PartComparing()
        let record = comparing.compare(
            before.flatMap { PartOutline($0) }, after.flatMap { PartOutline($0) }, as: .record)
        if !record.isEmpty { return result(.structure, record) }
        guard let before, let after else { return result(.structure, record) }
        let isSpelling = !TreeMeaning.isEqual(before.tree?.root, after.tree?.root)
        return result(isSpelling ? .spelling : .layout, none)
    }

    /// Whether the files are the same, byte for byte.
    public var isEmpty: Bool { form == .same }

    /// What differs, as one flat list: fields first, then variables, then modules with their options, each in the
    /// order of the file after, removed ones where they stood. Empty unless ``form`` is `structure`.
    public var changes: [RecordChange] { record.changes(at: "") }

    /// The difference of the files' lines, whatever the form.
    public func lines(context: Int = 3) -> UnifiedDiff {
        UnifiedDiff.between(before?.source.bytes ?? [], after?.source.bytes ?? [], context: context)
    }
}

extension ParsedFile {
    /// The first error in the file, with its line; `nil` where it is a good record.
    fileprivate var reasonForNoComparison: String? {
        guard let error = diagnostics.first(where: { $0.severity == .error }) else {
            return record == nil ? "it is no \(kind.rawValue)" : nil
        }
        guard let range = error.range else { return error.message }
        return "line \(LineTable(source).position(at: range.lowerBound).line): \(error.message)"
    }
}

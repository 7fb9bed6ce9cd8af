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
            return result(
                .lines(reason: "a \(before.kind.rawValue) became a \(after.kind.rawValue)"), record: none)
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
            return record == nil ? "it is not a \(kind.rawValue)" : nil
        }
        guard let range = error.range else { return error.message }
        return "line \(LineTable(source).position(at: range.lowerBound).line): \(error.message)"
    }
}

/// One difference of two records, as in `diff --json`.
public struct RecordChange: Sendable, Hashable {
    /// The kind of thing that changed.
    public enum What: String, Sendable, Hashable {
        case module, option, variable
        /// A key with its value.
        case field
        /// The text of an option.
        case text
    }

    /// The kind of change.
    public enum Kind: String, Sendable, Hashable {
        case added, removed, changed, renamed, moved
    }

    /// The kind of the changed part.
    public var what: What
    /// The path in the syntax of `set`: `modules.task.options.engineer.content`, `variables.words.max`. It
    /// has the new names, unless the part was removed.
    public var path: String
    /// The kind of the change.
    public var change: Kind
    /// A field's value, a renamed part's name, a moved part's number from 1, or a removed part with all its
    /// keys; `nil` if there was none, and for texts.
    public var before: FreeValue?
    /// The same after the change.
    public var after: FreeValue?
    /// The word difference of a text.
    public var text: TextDifference?
}

extension PartComparison {
    /// Returns the differences as a flat list.
    ///
    /// - Parameter path: the path of this part; empty for the record.
    func changes(at path: String) -> [RecordChange] {
        let prefix = path.isEmpty ? "" : path + "."
        if part != .record, before == nil || after == nil {
            // If a text is the `content` key of its owner, the owner's key has changed.
            let isBare = (after ?? before)?.isBare ?? false
            return [
                RecordChange(
                    what: isBare ? .text : what, path: isBare ? prefix + "content" : path,
                    change: isAdded ? .added : .removed, before: isAdded ? nil : value,
                    after: isAdded ? value : nil)
            ]
        }
        var changes: [RecordChange] = []
        if isRenamed, let before, let after {
            changes.append(
                RecordChange(
                    what: what, path: path, change: .renamed, before: .scalar(before.shown, isQuoted: true),
                    after: .scalar(after.shown, isQuoted: true)))
        }
        if let move {
            changes.append(
                RecordChange(
                    what: what, path: path, change: .moved,
                    before: .scalar(String(move.from), isQuoted: false),
                    after: .scalar(String(move.to), isQuoted: false)))
        }
        for field in fields {
            changes.append(
                RecordChange(
                    what: .field, path: prefix + field.key, change: field.kind, before: field.before,
                    after: field.after, text: field.text))
        }
        if let text {
            changes.append(RecordChange(what: .text, path: prefix + "content", change: .changed, text: text))
        }
        for variable in variables {
            changes += variable.changes(at: "\(prefix)variables.\(variable.handle)")
        }
        for child in parts {
            changes += child.changes(at: childPath(of: child, prefix: prefix, parent: path))
        }
        return changes
    }

    private func childPath(of child: PartComparison, prefix: String, parent path: String) -> String {
        if (child.after ?? child.before)?.isBare ?? false { return path }
        return "\(prefix)\(child.part == .module ? "modules" : "options").\(child.handle)"
    }

    private var handle: String { (after ?? before)?.handle ?? "" }

    private var what: RecordChange.What {
        switch part {
        case .module: .module
        case .variable: .variable
        case .option, .record: .option
        }
    }
}

extension FieldChange {
    /// The kind of the change.
    public var kind: RecordChange.Kind { before == nil ? .added : after == nil ? .removed : .changed }
}

public import PromptCore

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
        for child in parts { changes += child.changes(at: childPath(of: child, prefix: prefix, parent: path)) }
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

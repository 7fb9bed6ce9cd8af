internal import PromptCore

/// The default message of a commit of saved edits.
enum SaveMessage {
    /// `Edit marketing/launch-email`, `Move a/x to b/x`, `Add 3 prompts`, `Edit 4 files`.
    static func summary(of changes: [StatusChange]) -> String {
        if changes.count == 1, let change = changes.first { return one(change) }
        let kinds = Set(changes.map(\.kind))
        let verb = kinds.count == 1 ? changes.first?.kind.verb ?? "Edit" : "Edit"
        let records = Set(changes.map(\.record?.kind))
        guard records.count == 1, let kind = changes.first?.record?.kind, kind != .manifest else {
            return "\(verb) \(changes.count) files"
        }
        return "\(verb) \(changes.count) \(kind.rawValue)s"
    }

    /// Returns one line for each of several changes; `nil` for one change.
    static func body(of changes: [StatusChange]) -> String? {
        guard changes.count > 1 else { return nil }
        let lines = changes.prefix(limit).map { "- " + one($0) }
        let rest = changes.count - lines.count
        return (lines + (rest > 0 ? ["- and \(rest) more"] : [])).joined(separator: "\n")
    }

    /// The largest number of lines. People read a message: the diff has the contents of a large first
    /// version.
    private static let limit = 50

    private static func one(_ change: StatusChange) -> String {
        let verb = change.kind.verb
        if let old = change.oldAddress, let new = change.record?.address, old != new {
            return "\(verb) \(old.path) to \(new.path)"
        }
        return "\(verb) \(name(change))"
    }

    /// Returns the address, if there is one; for a folder its own.
    static func name(_ change: StatusChange) -> String {
        change.record.map(name(of:)) ?? change.path
    }

    static func name(of record: Contents.File) -> String {
        record.address.path.isEmpty ? record.path : record.address.path
    }
}

extension StatusChange.Kind {
    /// The first word of the commit message.
    fileprivate var verb: String {
        switch self {
        case .new: "Add"
        case .edited: "Edit"
        case .deleted: "Delete"
        case .renamed: "Move"
        }
    }
}

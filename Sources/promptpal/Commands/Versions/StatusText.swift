internal import Diagnostics
internal import Git
internal import PromptCore
internal import PromptMerge
internal import PromptStore

/// The output of `status` and `save` for unsaved edits.
struct StatusText {
    private let status: StoreStatus

    init(_ status: StoreStatus) {
        self.status = status
    }

    /// Returns the changes in groups, each with a heading; empty if there are none.
    func lines(of changes: [StatusChange]) -> String {
        var text = ""
        for group in Group.allCases {
            let members = changes.filter { Group($0) == group }
            if members.isEmpty { continue }
            text += Terminal.styled(group.heading, as: .bold) + "\n"
            var table = Table()
            for change in members {
                table.rows.append([
                    "  " + Terminal.styled(Terminal.line(StatusText.name(change)), as: group.style),
                    note(change).map(Terminal.line) ?? "",
                ])
            }
            text += table.text(width: Output.standard.isTerminal ? Terminal.width : nil)
        }
        return text
    }

    /// The operation in progress, and a note if nothing is committed yet; `nil` if neither applies.
    var situation: String? {
        if let operation = status.operation {
            return "\(operation.name) is in progress: \(operation.finish)"
        }
        return status.hasVersions
            ? nil : "nothing is committed yet; run `promptpal save --all` to make the first commit"
    }

    /// Returns the name of a change: `a/x`, `a/x → b/x`, with the kind unless it is a prompt.
    static func name(_ change: StatusChange) -> String {
        guard let record = change.record else { return change.path }
        if record.kind == .manifest || record.kind == .folder { return change.path }
        let kind = record.kind == .prompt ? "" : " (\(record.kind.rawValue))"
        guard let old = change.oldAddress, old != record.address else { return record.shownAddress + kind }
        return "\(old.path) → \(record.shownAddress)\(kind)"
    }

    /// Returns the errors, or the difference of a prompt.
    private func note(_ change: StatusChange) -> String? {
        if let errors = change.errors {
            let count = errors.diagnostics.count
            return "\(counted(count, one: "error")): \(errors.diagnostics.first?.message ?? "")"
        }
        guard change.kind == .edited || change.kind == .renamed else { return nil }
        return status.comparison(of: change).flatMap(ComparisonSummary.text)
    }

    private enum Group: CaseIterable {
        case new, edited, renamed, deleted, invalid

        init(_ change: StatusChange) {
            switch change.kind {
            case _ where change.isInvalid: self = .invalid
            case .new: self = .new
            case .edited: self = .edited
            case .renamed: self = .renamed
            case .deleted: self = .deleted
            }
        }

        var heading: String {
            switch self {
            case .new: "new"
            case .edited: "edited"
            case .renamed: "moved"
            case .deleted: "deleted"
            case .invalid: "with errors"
            }
        }

        var style: Terminal.Style {
            switch self {
            case .new: .green
            case .edited, .renamed: .yellow
            case .deleted, .invalid: .red
            }
        }
    }
}

/// The difference of a record in one line: `description, variable words, module Task, option Engineer new`.
enum ComparisonSummary {
    /// Returns `nil` if the files are the same.
    static func text(_ comparison: RecordComparison) -> String? {
        switch comparison.form {
        case .same: return nil
        case .layout: return "only comments or layout"
        case .spelling: return "only the spelling of values"
        case .lines(let reason): return reason
        case .structure:
            if comparison.before == nil || comparison.after == nil { return nil }
            return shortened(pieces(comparison.record))
        }
    }

    /// The largest number of parts on a line.
    private static let limit = 4

    private static func shortened(_ pieces: [String]) -> String {
        let rest = pieces.count - limit
        return rest > 0
            ? pieces.prefix(limit).joined(separator: ", ") + " and \(rest) more"
            : pieces.joined(separator: ", ")
    }

    private static func pieces(_ part: PartComparison) -> [String] {
        var pieces = part.fields.map(\.key)
        if part.text != nil { pieces.append("text") }
        pieces += part.variables.map(one)
        for child in part.parts {
            // A text in `content` belongs to its module or prompt directly.
            if (child.after ?? child.before)?.isBare ?? false {
                pieces += self.pieces(child)
            } else if child.part == .module, isOnlyOptions(child) {
                pieces += child.parts.map { one($0) + " of " + name(child) }
            } else {
                pieces.append(one(child))
            }
        }
        return pieces
    }

    /// Returns true for a module of which only some options changed: it is named with them.
    private static func isOnlyOptions(_ module: PartComparison) -> Bool {
        !module.isAdded && !module.isRemoved && !module.isRenamed && module.move == nil
            && module.fields.isEmpty
            && module.text == nil && module.variables.isEmpty
            && !module.parts.contains { ($0.after ?? $0.before)?.isBare ?? false }
    }

    private static func one(_ part: PartComparison) -> String {
        let what = "\(part.part.rawValue) \(name(part))"
        if part.isAdded { return what + " new" }
        if part.isRemoved { return what + " removed" }
        if part.isRenamed, let before = part.before { return "\(what) (was \(before.shown))" }
        return part.move == nil ? what : what + " moved"
    }

    private static func name(_ part: PartComparison) -> String { (part.after ?? part.before)?.shown ?? "" }
}

internal import Diagnostics
internal import Git
internal import PromptCore
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
            ? nil : "nothing is in a version yet; `promptpal save --all` makes the first"
    }

    /// Returns the name of a change: `a/x`, `a/x → b/x`, with the kind unless it is a prompt.
    static func name(_ change: StatusChange) -> String {
        guard let record = change.record else { return change.path }
        if record.kind == .manifest || record.kind == .folder { return change.path }
        let kind = record.kind == .prompt ? "" : " (\(record.kind.rawValue))"
        guard let old = change.oldAddress, old != record.address else { return record.address.path + kind }
        return "\(old.path) → \(record.address.path)\(kind)"
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

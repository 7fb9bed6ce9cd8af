internal import Diagnostics
internal import PromptCore

extension DiagnosticRule {
    /// A label on a commit that is not in the history of the branch.
    static let labelOutsideHistory = DiagnosticRule(
        "PP711", severity: .warning, title: "a label outside the history of the branch",
        explanation: """
            In a store of format 1 a label pins a commit. This commit exists here, but `HEAD` does not descend from it, as after \
            a squash merge, a rebase or `git commit --amend`; other clones may not get it. Set the label again. In a store \
            of format 2 labels have their texts and need no history; see `promptpal migrate`.
            """,
        wrong: "a label set on a branch, after the branch was merged with `git merge --squash`.",
        right: "a label on a commit of the branch, or a store of format 2.", isFile: false)
}

extension Diagnostic {
    /// Reports the label of `pin`, whose commit is not in the history of `HEAD`.
    static func labelOutsideHistory(of pin: Labels.Pin) -> Diagnostic {
        let record = pin.address ?? pin.id.description
        return Diagnostic(
            .labelOutsideHistory,
            message:
                "\(quoted(pin.label)) of \(record) is at commit \(pin.commit.prefix(7)), which is not in the history of this branch",
            at: pin.commitRange,
            help:
                "`promptpal label set \(ShellWord.quoted(record)) \(pin.label)` sets it again, for other clones too"
        )
    }
}

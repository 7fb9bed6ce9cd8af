internal import Diagnostics
internal import Git
internal import PromptCore

extension DiagnosticRule {
    /// A label on a commit that the repository does not have.
    static let lostLabelCommit = DiagnosticRule(
        "PP705", severity: .error, title: "a label whose commit is missing",
        explanation: """
            A label pins a commit, and this repository does not have it: the history was rewritten (`git rebase`, \
            `git commit --amend`), or a shallow clone does not reach back to it. Set the label again, or fetch the rest with \
            `git fetch --unshallow`.
            """,
        wrong: "a label set on a commit that `git commit --amend` replaced.",
        right: "a label on a commit of the history.", isFile: false)
}

extension Diagnostic {
    /// Reports the label of `pin`, whose commit is missing.
    static func lostLabelCommit(_ commit: ObjectID, of pin: Labels.Pin) -> Diagnostic {
        let record = pin.address ?? pin.id.description
        return Diagnostic(
            .lostLabelCommit,
            message:
                "\(quoted(pin.label)) of \(record) is at commit \(commit.short), which is not in this repository",
            at: pin.commitRange,
            help:
                "`promptpal label set \(ShellWord.quoted(record)) \(pin.label)` sets it again; in a shallow clone, `git fetch --unshallow` gets the rest"
        )
    }
}

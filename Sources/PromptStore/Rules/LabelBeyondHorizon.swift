internal import Diagnostics
internal import Git
internal import PromptCore

extension DiagnosticRule {
    /// A label on a commit that a shallow clone does not have.
    static let labelBeyondHorizon = DiagnosticRule(
        "PP708", severity: .note, title: "a label beyond the horizon of a shallow clone",
        explanation: """
            In a store of format 1 a label pins a commit, and a shallow clone (`git clone --depth 1`) does not have old \
            commits, so the label can't be used here. `git fetch --unshallow` gets the rest. In a store of format 2 \
            labels have their texts, and work in every clone; see `promptpal migrate`.
            """,
        wrong: "a label on an old commit, in a clone with `--depth 1`.",
        right: "the same label in a whole clone, or in a store of format 2.", isFile: false)
}

extension Diagnostic {
    /// Reports the label of `pin`, whose commit a shallow clone does not have.
    static func labelBeyondHorizon(_ commit: ObjectID, of pin: Labels.Pin) -> Diagnostic {
        let record = pin.address ?? pin.id.description
        return Diagnostic(
            .labelBeyondHorizon,
            message:
                "\(quoted(pin.label)) of \(record) is at commit \(commit.short), which this shallow clone does not have",
            at: pin.commitRange,
            help: "`git fetch --unshallow` gets it; `promptpal migrate` keeps the texts in the label"
        )
    }
}

internal import Diagnostics

extension DiagnosticRule {
    /// A layer of the manifest that is not used.
    static let unusedLayer = DiagnosticRule(
        "PP220", severity: .warning, title: "a layer that is not used", exampleName: "promptpal.yaml",
        explanation: """
            `layers` names directories of other stores, told from this one. What is not here is looked up there. A layer that is \
            missing, is no store, or lies outside of this store without your permission is passed over: a store from a stranger \
            must not read your other directories. `git config --global --add promptpal.layers DIRECTORY` allows one.
            """,
        wrong: "`layers: [../team]` where there is no such directory.",
        right: "`layers: [../team]` where it is a store that you have allowed.", isFile: false)
}

extension Diagnostic {
    /// Reports a layer; `reason` is a sentence without a full stop.
    static func unusedLayer(_ reason: String, at range: Range<Int>?, help: String?) -> Diagnostic {
        Diagnostic(.unusedLayer, message: reason, at: range, help: help)
    }
}

internal import Diagnostics

extension DiagnosticRule {
    /// A layer of the manifest that is not used.
    static let unusedLayer = DiagnosticRule(
        "PP220", severity: .warning, title: "a layer that is not used", exampleName: "promptpal.yaml",
        explanation: """
            `layers` names directories of other stores, relative to this store. Records that this store does \
            not have are looked up there. A layer is skipped if it is missing, is not a store, or is outside \
            this store without your permission: a store from a stranger must not read your other \
            directories. `git config --global --add promptpal.layers DIRECTORY` allows a directory.
            """,
        wrong: "`layers: [../team]` if that directory does not exist.",
        right: "`layers: [../team]` if it is a store that you have allowed.", isFile: false)
}

extension Diagnostic {
    /// Reports a layer; `reason` is a sentence without a full stop.
    static func unusedLayer(_ reason: String, at range: Range<Int>?, help: String?) -> Diagnostic {
        Diagnostic(.unusedLayer, message: reason, at: range, help: help)
    }
}

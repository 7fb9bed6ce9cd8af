internal import Diagnostics

extension DiagnosticRule {
    /// Keys of a module that exclude each other.
    static let incompatibleKeys = DiagnosticRule(
        "PP212", severity: .error, title: "keys that don't go together",
        explanation: """
            A module with `use` takes its text from a shared module, so it can't have `options`, `content` \
            or `syntax`. A `slot` has no text at all, so it can have only `id`, `visible`, `description` and `metadata`. `default` on a module chooses an option of the shared module; if a module has its \
            own options, write `default: true` in one of them.
            """,
        wrong: "modules:\n  - default: Brief\n    content: Be brief.\n",
        right:
            "modules:\n  - options:\n      - name: Brief\n        default: true\n        content: Be brief.\n"
    )
}

extension Diagnostic {
    /// Reports `key` beside `use`.
    static func incompatibleKeys(_ key: String, besideUseAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .incompatibleKeys,
            message: "`\(key)` can't be combined with `use`: the text comes from the shared module",
            at: range, help: "remove one of the two")
    }

    /// Reports `key` beside `slot`.
    static func incompatibleKeys(_ key: String, besideSlotAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .incompatibleKeys,
            message: "`\(key)` can't be combined with `slot`: the caller gives the messages",
            at: range, help: "remove one of the two")
    }

    /// Reports `default` on a module without `use`.
    static func incompatibleKeys(defaultWithoutUseAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .incompatibleKeys, message: "`default` on a module needs `use`", at: range,
            help: "to choose among its own options write `default: true` in the option")
    }
}

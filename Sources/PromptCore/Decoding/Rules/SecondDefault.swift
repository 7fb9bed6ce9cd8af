internal import Diagnostics

extension DiagnosticRule {
    /// A second option of a module that is marked as the default.
    static let secondDefault = DiagnosticRule(
        "PP213", severity: .error, title: "two defaults",
        explanation: """
            At most one option of a module is the default. If none is marked, the first option is the default. Leave `default: true` on one of them.
            """,
        wrong: """
            modules:
              - options:
                  - {name: Brief, default: true, content: Be brief.}
                  - {name: Full, default: true, content: Be thorough.}

            """,
        right: """
            modules:
              - options:
                  - {name: Brief, default: true, content: Be brief.}
                  - {name: Full, content: Be thorough.}

            """)
}

extension Diagnostic {
    /// Reports the second `default: true`.
    static func secondDefault(at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .secondDefault, message: "a second option is marked as the default", at: range,
            help: "leave `default: true` on one option of the module")
    }
}

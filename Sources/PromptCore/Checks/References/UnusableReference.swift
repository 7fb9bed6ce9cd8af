internal import Diagnostics

extension DiagnosticRule {
    /// A reference that can't be the address of a module.
    static let unusableReference = DiagnosticRule(
        "PP305", severity: .error, title: "a reference that can't be an address",
        explanation: """
            A reference is a path below `prompts/` without the ending: it can't leave the library, so `..`, \
            `\\`, drive names, `.git`, names that Windows reserves and control characters are refused. \
            Shared modules are looked up in the parent folders anyway; write the name alone, or the path \
            from `prompts/` after a `/`.
            """,
        wrong: "modules:\n  - use: ../tone\n", right: "modules:\n  - use: tone\n", beside: [.tone])
}

extension Diagnostic {
    /// Reports `reference`, which is not an address because of `error`.
    static func unusableReference(
        _ reference: String, error: AddressError, at range: Range<Int>
    ) -> Diagnostic {
        Diagnostic(
            .unusableReference, message: "\(quoted(reference)) can't be a module's address: \(error)",
            at: range,
            help: "write its path below `prompts/` without the ending; a leading `/` starts at `prompts/`")
    }
}

internal import Diagnostics

extension DiagnosticRule {
    /// A name under `partials` that no tag can have.
    static let unusablePartialName = DiagnosticRule(
        "PP224", severity: .error, title: "unusable name of a partial",
        explanation: """
            A text under `partials` is inserted by a tag with its name, so the name can't have white space or begin with `*`. \
            Slashes are allowed, but not at the start, because `{{> /tone}}` names a module of the library.
            """,
        wrong: "partials: {house rules: Be brief.}\ncontent: Write it.\n",
        right: "partials: {house-rules: Be brief.}\ncontent: \"Write it. {{> house-rules}}\"\n",
        beside: [.formatTwo])
}

extension Diagnostic {
    /// Reports the name of a partial.
    static func unusablePartialName(_ name: Located<String>) -> Diagnostic {
        let words = name.value.split { $0 == " " || $0 == "/" || $0 == "*" }
        return Diagnostic(
            .unusablePartialName, message: "no tag can name the partial \(quoted(name.value))",
            at: name.range,
            help: words.isEmpty
                ? "give it a name" : "call it \(quoted(words.joined(separator: "-"))), for example")
    }
}

extension ExampleFile {
    /// The manifest of a store of format 2.
    static let formatTwo = ExampleFile("promptpal.yaml", text: "format: 2\n")
}

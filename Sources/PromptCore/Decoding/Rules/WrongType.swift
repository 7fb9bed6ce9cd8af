internal import Diagnostics
internal import YAMLTree

extension DiagnosticRule {
    /// A value whose form is not that of its key.
    static let wrongType = DiagnosticRule(
        "PP202", severity: .error, title: "wrong type",
        explanation: """
            The value does not have the form that the key needs: a text, a list (`[a, b]`, or one `- item` a line) or a map \
            (`key: value`). A file itself is a map of keys. Write the value in the form that the message names.
            """,
        wrong: "tags: marketing\ncontent: Write it.\n",
        right: "tags: [marketing]\ncontent: Write it.\n")
}

extension Diagnostic {
    /// Reports the value `node` of `key`, which is not `wanted`: "text", "a list", "a map" or another form.
    static func wrongType(
        of key: StaticString, wanted: String, node: YAMLNode, help: String? = nil
    ) -> Diagnostic {
        Diagnostic(
            .wrongType, message: "`\(key)` must be \(wanted), not \(node.kindInWords)", at: node.range,
            help: help ?? form(wanted, of: key))
    }

    /// Reports a file of `kind` whose root is `node`.
    static func wrongType(ofFile kind: RecordKind, node: YAMLNode) -> Diagnostic {
        Diagnostic(
            .wrongType, message: "a \(kind.rawValue) file must be a map of keys, not \(node.kindInWords)",
            at: node.range,
            help: kind == .prompt
                ? "put the text below `content: |`, indented"
                : "`promptpal schema \(kind.rawValue)` shows its keys")
    }

    /// Reports an item of `modules`.
    static func wrongType(ofModule node: YAMLNode) -> Diagnostic {
        Diagnostic(
            .wrongType, message: "a module must be a map, not \(node.kindInWords)", at: node.range,
            help: "write `- content: …`, or `- use: …` for a shared module")
    }

    /// Reports an item of a module's `options`.
    static func wrongType(ofOption node: YAMLNode) -> Diagnostic {
        Diagnostic(
            .wrongType, message: "an option must be a map, not \(node.kindInWords)", at: node.range,
            help: "write `- content: …`")
    }

    /// Reports a list as the definition of a variable.
    static func wrongType(ofVariable node: YAMLNode) -> Diagnostic {
        Diagnostic(
            .wrongType,
            message: "a variable must be a map of keys, or a text that is its default, not a list",
            at: node.range, help: "for choices write `{type: select, options: […]}`")
    }

    /// Reports an item of `conflicts`.
    static func wrongType(ofConflict node: YAMLNode) -> Diagnostic {
        Diagnostic(
            .wrongType, message: "a conflict must be a map with `at` and `theirs`", at: node.range,
            help: "a merge writes it; `promptpal resolve` removes it")
    }

    /// Returns an instruction how to write a value of the wanted form.
    private static func form(_ wanted: String, of key: StaticString) -> String {
        switch wanted {
        case "text": "write one value, in quotes if it has brackets or braces in it"
        case "a list": "write `\(key): [first, second]`, or one `- item` a line below it"
        case "a map": "write `name: value` lines below `\(key):`, indented"
        default: "write `\(key): …` with \(wanted)"
        }
    }
}

extension YAMLNode {
    /// The form of the node, for messages.
    fileprivate var kindInWords: String {
        switch kind {
        case .scalar: isNull ? "empty" : "the text \(quoted(text))"
        case .sequence: "a list"
        case .mapping: "a map"
        }
    }
}

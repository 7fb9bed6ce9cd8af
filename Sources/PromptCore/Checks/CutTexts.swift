internal import Diagnostics
internal import YAMLTree

extension DiagnosticRule {
    /// A plain text that a comment cuts.
    static let cutTexts = DiagnosticRule(
        "PP221", severity: .warning, title: "a text that ends at a #",
        explanation: """
            In YAML, ` #` begins a comment, so a text without quotes ends there: `Fix issue #5 and be brief` is only `Fix issue`. \
            A `#` with a blank after it is taken for a comment that is meant. Put the text in quotes or below `content: |`, or write \
            a blank after the `#`. `promptpal validate --fix` writes the quotes.
            """,
        wrong: "content: Fix issue #5 and be brief\n", right: "content: \"Fix issue #5 and be brief\"\n")
}

/// A text without quotes that goes on behind ` #` was probably not meant to end there.
enum CutTexts: Check {
    static func run(on subject: Subject, into report: inout [Diagnostic]) {
        guard let tree = subject.file.tree, let root = tree.root,
            tree.source.bytes.contains(UInt8(ascii: "#"))
        else { return }
        var walk = CutTextWalk()
        walk.visit(root, as: Keys.description(of: subject.file.kind))
        report += walk.found
    }
}

/// Visits the values that are texts for people or models.
private struct CutTextWalk {
    var found: [Diagnostic] = []

    /// Keys whose values are names of something; a comment after them is no part of a text.
    private static let names: Set<String> = [
        "use", "created_by", "provider", "conflict", "conflicts", "layers",
    ]

    mutating func visit(_ map: YAMLNode, as object: ObjectDescription) {
        let isFlow = map.style == .flow
        for entry in map.entries {
            let name = entry.key.text
            guard let key = object.keys.first(where: { $0.name == name }), !Self.names.contains(name) else {
                continue
            }
            // The name of a model, and of the option of a shared module.
            if object.name == "model" || (object.name == "module" && name == "default") { continue }
            visit(entry.value, as: key.shape, isFlow: isFlow, isContent: name == "metadata")
        }
    }

    private mutating func visit(_ node: YAMLNode, as shape: Shape, isFlow: Bool, isContent: Bool) {
        switch (shape, node.kind) {
        case (.text, .scalar), (.content, .scalar): check(node, isFlow: isFlow)
        case (.free, _) where isContent: visitContent(node, isFlow: isFlow)
        case (.list(let item, _), .sequence):
            for value in node.items {
                visit(value, as: item, isFlow: node.style == .flow || isFlow, isContent: isContent)
            }
        case (.map(let value, _), .mapping):
            for entry in node.entries {
                visit(entry.value, as: value, isFlow: isFlow || node.style == .flow, isContent: isContent)
            }
        case (.either(let shapes), _):
            for shape in shapes { visit(node, as: shape, isFlow: isFlow, isContent: isContent) }
        case (.object(let object), .mapping): visit(node, as: object)
        default: break
        }
    }

    /// Visits free data.
    private mutating func visitContent(_ node: YAMLNode, isFlow: Bool) {
        let isFlow = isFlow || node.style == .flow
        switch node.kind {
        case .scalar: check(node, isFlow: isFlow)
        case .sequence: for item in node.items { visitContent(item, isFlow: isFlow) }
        case .mapping: for entry in node.entries { visitContent(entry.value, isFlow: isFlow) }
        }
    }

    private mutating func check(_ node: YAMLNode, isFlow: Bool) {
        // A number or Boolean is no text, so its comment is one. An empty value may be a text.
        guard let cut = node.commentCut, node.range.isEmpty || !node.isTyped else { return }
        found.append(.cutTexts(cut, isFlow: isFlow))
    }
}

extension Diagnostic {
    /// Reports a cut text. In brackets or braces its end is unknown, so there is no fix.
    fileprivate static func cutTexts(_ cut: YAMLCommentCut, isFlow: Bool) -> Diagnostic {
        Diagnostic(
            .cutTexts, message: "the text ends at this `#`, which begins a comment", at: cut.comment,
            help: isFlow
                ? "put the text in quotes, or write a blank after the `#`"
                : "put the text in quotes if the rest belongs to it, or write a blank after the `#`",
            fix: isFlow ? nil : .edits([TextEdit(cut.range, replacement: cut.quoted)]))
    }
}

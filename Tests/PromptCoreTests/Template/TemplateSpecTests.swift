import Diagnostics
import Foundation
import PromptCore
import Testing
import YAMLTree

/// The cases in `Spec/`: the differences between prompts and the specification, and the points that it leaves
/// open.
struct TemplateSpecTests {
    @Test(arguments: try TemplateSpec.files())
    func everyCaseOf(file: String) throws {
        let cases = try TemplateSpec.cases(of: file)
        #expect(cases.count >= 5)
        for spec in cases {
            let template = Template(spec.template)
            #expect(template.problems.isEmpty, "\(spec.name)")
            let rendered = try template.render(spec.data) { name in spec.partials[name].map { Template($0) } }
            #expect(rendered == spec.expected, "\(spec.name)")
        }
    }

    @Test func everyFileIsThere() throws {
        #expect(try TemplateSpec.files().count == 9)
    }
}

enum TemplateSpec {
    struct Case {
        let name: String
        let template: String
        let data: TemplateValue
        let partials: [String: String]
        let expected: String
    }

    struct Unreadable: Error {
        let what: String
    }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .appendingPathComponent("Spec")

    static func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
            .sorted()
    }

    static func cases(of file: String) throws -> [Case] {
        let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
        let parsed = YAMLTree.parse(SourceText(name: file, text))
        guard let root = parsed.tree?.root, parsed.diagnostics.isEmpty else {
            throw Unreadable(what: "\(file): \(parsed.diagnostics)")
        }
        return try root.items.map { node in
            guard let name = node["name"], let template = node["template"], let data = node["data"],
                let expected = node["expected"]
            else { throw Unreadable(what: "\(file): \(node.text)") }
            let partials = node["partials"]?.entries.map { ($0.key.text, $0.value.text) } ?? []
            return Case(
                name: name.text, template: template.text, data: value(data),
                partials: Dictionary(uniqueKeysWithValues: partials), expected: expected.text)
        }
    }

    /// A plain `true`, `false` or `null` has that type; everything else is a text as written.
    static func value(_ node: YAMLNode) -> TemplateValue {
        switch node.kind {
        case .sequence: return .list(node.items.map(value))
        case .mapping:
            guard let inserts = node["inserts"] else { return .object(fields(node)) }
            if let truth = node["truth"] { return .bool(truth.text == "true", label: inserts.text) }
            return .labelled(inserts.text, fields: node["fields"].map(fields) ?? [:])
        default:
            if node.isNull { return .null }
            guard node.style == .plain, node.text == "true" || node.text == "false" else {
                return .text(node.text)
            }
            return .bool(node.text == "true")
        }
    }

    private static func fields(_ node: YAMLNode) -> TemplateObject {
        TemplateObject(node.entries.map { ($0.key.text, value($0.value)) })
    }
}

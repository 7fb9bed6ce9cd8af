import Diagnostics
import PromptTestSupport
import Testing

@testable import PromptCore

/// The tables of keys agree with decoding: it accepts every key in its shape and refuses it in another one.
@Suite struct KeysTests {
    /// A key and a map in which it is allowed.
    struct Place: Sendable, CustomTestStringConvertible {
        let object: ObjectDescription
        let key: KeyDescription
        /// The file, and the text around the key's map.
        let file: String
        let around: @Sendable (String) -> String
        /// The other keys that the key requires.
        let beside: String

        var testDescription: String { "\(file): \(object.name).\(key.name)" }

        func diagnostics(_ value: String) -> [Diagnostic] {
            let parts = [beside, "\(key.name): \(value)"].filter { !$0.isEmpty }
            let text = around("{" + parts.joined(separator: ", ") + "}") + "\n"
            return DictionaryLibrary.file(file, text, format: .newest).diagnostics
        }
    }

    private static func places(
        _ object: ObjectDescription, _ file: String, _ around: @escaping @Sendable (String) -> String,
        _ beside: (String) -> String
    ) -> [Place] {
        object.keys.map {
            Place(object: object, key: $0, file: file, around: around, beside: beside($0.name))
        }
    }

    private static func body(_ key: String) -> String {
        if ["content", "options", "modules", "use", "slot"].contains(key) { return "" }
        return key == "default" ? "use: a" : "content: x"
    }

    private static func type(_ key: String) -> String {
        if key == "type" { return "" }
        guard let type = Keys.types(knowing: key)?.last else { return "type: text" }
        let choices = type == .multiselect && key != "options" ? ", options: [a]" : ""
        return "type: \(type.rawValue)\(choices)"
    }

    static let all: [Place] =
        places(Keys.prompt, "t.prompt.yaml", { $0 }, body)
        + places(Keys.moduleEntry, "t.prompt.yaml", { "modules: [\($0), {content: x}]" }, body)
        + places(Keys.option, "t.prompt.yaml", { "modules: [{options: [\($0)]}]" }) {
            $0 == "content" ? "" : "content: x"
        }
        + places(Keys.model, "t.prompt.yaml", { "{content: x, model: \($0)}" }) { _ in "" }
        + places(Keys.variableEntry, "t.prompt.yaml", { "{content: x, variables: {v: \($0)}}" }, type)
        + places(
            Keys.choice, "t.prompt.yaml", { "{content: x, variables: {v: {type: select, options: [\($0)]}}}" }
        ) {
            $0 == "value" ? "" : "value: x"
        }
        + places(Keys.module, "t.module.yaml", { $0 }, body)
        + places(Keys.variable, "t.variable.yaml", { $0 }, type)
        + places(Keys.folder, "folder.yaml", { $0 }) { _ in "" }

    @Test(arguments: all) func taken(_ place: Place) {
        #expect(place.diagnostics(Self.right(place)).map(\.code) == [])
    }

    @Test(arguments: all.filter { if case .free = $0.key.shape { false } else { true } })
    func refused(_ place: Place) {
        for value in Self.wrong(place.key.shape) {
            #expect(place.diagnostics(value).contains { $0.severity == .error }, "\(value)")
        }
    }

    @Test func manifestKeys() {
        #expect(Keys.manifest.keyNames == ["format", "name", "usage", "layers", "conflicts"])
        func codes(_ text: String) -> [String] {
            ParsedFile(.init(name: "promptpal.yaml", text), kind: .manifest, address: .top, format: .newest)
                .diagnostics.map(
                    \.code)
        }
        #expect(codes("{format: 1, name: x, usage: {record: true, share: false}}\n") == [])
        #expect(codes("{format: [1]}\n") != [])
        #expect(codes("{format: 1, name: [x], usage: {record: [], share: 7}}\n").count == 3)
        #expect(codes("{format: 1, usage: x}\n") != [])
    }

    private static func right(_ place: Place) -> String {
        if place.key.name == "max", place.object.name == "variable" { return "2026-11-24" }
        if place.key.name == "min", place.object.name == "variable" { return "2026-11-24" }
        if place.key.name == "name", place.file == "t.variable.yaml" { return "v" }
        return right(place.key.shape)
    }

    private static func right(_ shape: Shape) -> String {
        switch shape {
        case .text, .content, .free: "x"
        case .boolean: "true"
        case .count: "1"
        case .number, .limit: "0.5"
        case .uuid: "0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11"
        case .dateTime: "2026-11-24T09:30:00Z"
        case .word(let words): words[0]
        case .oneOf(let numbers): String(numbers[0])
        case .list(let item, _): "[\(right(item))]"
        case .map(let value, _): "{k: \(right(value))}"
        case .either(let shapes): right(shapes[0])
        case .object(let object):
            "{"
                + object.keys.filter { $0.isRequired || $0.name == "content" }
                .map { "\($0.name): \(right($0.shape))" }.joined(separator: ", ") + "}"
        }
    }

    private static func wrong(_ shape: Shape) -> [String] {
        switch shape {
        case .text, .content: ["[x]", "{a: b}"]
        case .boolean: ["[true]", "perhaps", "2"]
        case .count: ["[1]", "-1", "1.5", "one"]
        case .number: ["[1]", "one", "1e3"]
        case .limit: ["[1]", "soon"]
        case .uuid: ["[x]", "x", "{a: b}"]
        case .dateTime: ["[x]", "soon", "2026-13-01"]
        case .word: ["[x]", "nothing-like-it", "{a: b}"]
        case .oneOf: ["[1]", "x"]
        case .list(_, let least): least > 0 ? ["x", "{a: b}", "[]"] : ["x", "{a: b}"]
        case .map, .object: ["x", "[x]"]
        case .either: ["{a: b}"]
        case .free: []
        }
    }
}

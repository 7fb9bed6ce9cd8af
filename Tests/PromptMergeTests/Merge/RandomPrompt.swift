import PromptCore
import TestSupport

@testable import PromptMerge

/// A random prompt, as a person may have written it, with random changes. Each part has its own layout and
/// comment, so that a change of one part leaves the bytes of the others unchanged.
struct RandomPrompt {
    var comment = ""
    var id = "0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11"
    var name = ""
    var description: String?
    var tags: [String] = []
    var hasFlowTags = true
    var variables: [Variable] = []
    var modules: [Module] = []
    var metadata: [(String, String)] = []

    struct Variable {
        var name: String
        var fields: [(String, String)]
        var isFlow: Bool
        var comment: String?
    }

    struct Module {
        var name: String
        var role: String?
        var description: String?
        var comment: String?
        var isShort: Bool
        var isVisible: Bool?
        var options: [Option]
    }

    struct Option {
        var name: String
        var isDefault = false
        var description: String?
        var lines: [String]
    }

    /// The text of the file.
    var text: String {
        var text = comment.isEmpty ? "" : "# \(comment)\n"
        text += "id: \(id)\nname: \(name)\n"
        if let description { text += "description: \(description)\n" }
        if !tags.isEmpty {
            text +=
                hasFlowTags
                ? "tags: [\(tags.joined(separator: ", "))]\n"
                : "tags:\n" + tags.map { "  - \($0)\n" }.joined()
        }
        if !variables.isEmpty { text += "\nvariables:\n" + variables.map(\.text).joined() }
        text += "\nmodules:\n" + modules.map(\.text).joined()
        if !metadata.isEmpty { text += "metadata:\n" + metadata.map { "  \($0): \($1)\n" }.joined() }
        return text
    }
}

extension RandomPrompt.Variable {
    var text: String {
        let head = (comment.map { "  # \($0)\n" } ?? "") + "  \(name):"
        if isFlow { return head + " {\(fields.map { "\($0): \($1)" }.joined(separator: ", "))}\n" }
        return head + "\n" + fields.map { "    \($0): \($1)\n" }.joined()
    }
}

extension RandomPrompt.Module {
    var text: String {
        var text = comment.map { "  # \($0)\n" } ?? ""
        text += "  - name: \(name)\n"
        if let role { text += "    role: \(role)\n" }
        if let isVisible { text += "    visible: \(isVisible)\n" }
        if let description { text += "    description: \(description)\n" }
        if isShort, options.count == 1 {
            text += "    content: |\n" + options[0].lines.map { $0.isEmpty ? "\n" : "      \($0)\n" }.joined()
        } else {
            text += "    options:\n" + options.map(\.text).joined()
        }
        return text
    }
}

extension RandomPrompt.Option {
    var text: String {
        var text = "      - name: \(name)\n"
        if isDefault { text += "        default: true\n" }
        if let description { text += "        description: \(description)\n" }
        return text + "        content: |\n" + lines.map { $0.isEmpty ? "\n" : "          \($0)\n" }.joined()
    }
}

/// Makes prompts and changes them.
struct RandomPrompts {
    var random: SeededRandom
    private var number = 0
    /// Marks the words of one side.
    var mark = "b"
    /// True if modules, options and variables may be renamed, and texts may get another form.
    var renames: Bool

    init(_ seed: Int, renames: Bool) {
        random = SeededRandom(seed)
        self.renames = renames
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(bound, 1), using: &random) }
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// Returns a word that was never used before.
    mutating func word() -> String {
        number += 1
        return "\(mark)\(number)"
    }

    mutating func words(_ count: Int) -> String { (0..<count).map { _ in word() }.joined(separator: " ") }

    mutating func line() -> String { chance(12) ? "" : words(2 + below(5)) + "." }

    mutating func prompt() -> RandomPrompt {
        var prompt = RandomPrompt()
        if chance(40) { prompt.comment = words(3) }
        prompt.name = words(2)
        if chance(50) { prompt.description = words(5) }
        prompt.tags = (0..<below(4)).map { _ in word() }
        prompt.hasFlowTags = chance(70)
        prompt.variables = (0..<below(5)).map { _ in variable() }
        prompt.modules = (0..<1 + below(5)).map { _ in module() }
        if chance(30) { prompt.metadata = (0..<1 + below(3)).map { _ in (word(), word()) } }
        return prompt
    }

    mutating func variable() -> RandomPrompt.Variable {
        var fields = [
            ("type", "number"), ("min", "\(below(50))"), ("max", "\(100 + below(100))"),
            ("default", "\(60 + below(30))"),
        ]
        if chance(50) { fields = [("type", "text"), ("help", word())] }
        if chance(20) { fields = [("type", "select"), ("options", "[\(word()), \(word()), \(word())]")] }
        return RandomPrompt.Variable(
            name: word(), fields: fields, isFlow: chance(60), comment: chance(30) ? words(3) : nil)
    }

    mutating func module() -> RandomPrompt.Module {
        let isShort = chance(50)
        return RandomPrompt.Module(
            name: words(1), role: chance(30) ? "system" : nil, description: chance(20) ? words(3) : nil,
            comment: chance(20) ? words(3) : nil, isShort: isShort,
            options: (0..<(isShort ? 1 : 1 + below(3))).map { _ in option() })
    }

    mutating func option() -> RandomPrompt.Option {
        let count = 1 + below(8)
        var lines = (0..<count).map { _ in line() }
        // A text neither begins nor ends with an empty line, which YAML would read differently.
        lines[0] = words(3)
        lines[count - 1] = words(3)
        return RandomPrompt.Option(name: word(), description: chance(20) ? words(2) : nil, lines: lines)
    }
}

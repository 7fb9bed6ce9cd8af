import PromptCore
import TestSupport

@testable import PromptMerge

/// A random prompt with random edits, which returns the expected report of each edit.
struct RandomRecord {
    struct Part {
        var name: String
        var role = "user"
        var isVisible = true
        var options: [(name: String, words: [String])]
    }

    var description: String
    var tags: [String]
    var variables: [(name: String, most: Int)]
    var modules: [Part]
    private var random: SeededRandom
    private var used = 0

    init(_ seed: Int) {
        random = SeededRandom(seed)
        description = "About number \(seed)"
        tags = ["one", "two"]
        variables = []
        modules = []
        variables = (0..<Int.random(in: 1...4, using: &random)).map { ("v\($0)", 10 * $0 + 100) }
        for _ in 0..<Int.random(in: 2...5, using: &random) { modules.append(part()) }
    }

    private mutating func word() -> String {
        used += 1
        return "word\(used)"
    }

    private mutating func part() -> Part {
        var part = Part(name: "Part \(word())", options: [])
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            part.options.append(("Option \(word())", (0..<12).map { _ in word() }))
        }
        return part
    }

    var text: String {
        var text = "description: \(description)\ntags: [\(tags.joined(separator: ", "))]\nvariables:\n"
        for variable in variables { text += "  \(variable.name): {type: number, max: \(variable.most)}\n" }
        text += "modules:\n"
        for module in modules {
            text +=
                "  - name: \(module.name)\n    role: \(module.role)\n    visible: \(module.isVisible)\n    options:\n"
            for option in module.options {
                text += "      - name: \(option.name)\n        content: |\n"
                for line in stride(from: 0, to: option.words.count, by: 6) {
                    text += "          \(option.words[line..<line + 6].joined(separator: " "))\n"
                }
            }
        }
        return text
    }

    /// Makes up to `count` edits that do not touch each other. Returns the expected reports: `what path
    /// change`.
    mutating func edit(_ count: Int) -> [String] {
        var reports: [String] = []
        var kinds = Array(0..<8).shuffled(using: &random).prefix(count)
        // Edited parts are not edited again.
        var free = Array(modules.indices).shuffled(using: &random)
        while let kind = kinds.popLast() {
            switch kind {
            case 0:
                description += " " + word()
                reports.append("field description changed")
            case 1:
                tags.append(word())
                reports.append("field tags changed")
            case 2:
                variables[0].most += 1
                reports.append("field variables.v0.max changed")
            case 3:
                let name = word()
                variables.append((name, 7))
                reports.append("variable variables.\(name) added")
            default:
                guard let index = free.popLast() else { continue }
                reports.append(editModule(index, kind))
            }
        }
        return reports
    }

    private mutating func editModule(_ index: Int, _ kind: Int) -> String {
        let path = "modules.\(Slug.make(modules[index].name))"
        switch kind {
        case 4:
            modules[index].role = "system"
            return "field \(path).role changed"
        case 5:
            let option = modules[index].options.indices.randomElement(using: &random) ?? 0
            let place = modules[index].options[option].words.indices.randomElement(using: &random) ?? 0
            modules[index].options[option].words[place] = word()
            return "text \(path).options.\(Slug.make(modules[index].options[option].name)).content changed"
        case 6:
            modules[index].name = "Part \(word())"
            return "module modules.\(Slug.make(modules[index].name)) renamed"
        default:
            let option = (name: "Option \(word())", words: (0..<12).map { _ in word() })
            modules[index].options.append(option)
            return "option \(path).options.\(Slug.make(option.name)) added"
        }
    }

    /// Moves one module far enough that only this one has moved. Returns the expected report.
    mutating func move() -> String? {
        guard modules.count > 2 else { return nil }
        let module = modules.remove(at: 0)
        modules.append(module)
        return "module modules.\(Slug.make(module.name)) moved"
    }
}

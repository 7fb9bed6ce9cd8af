@testable import PromptCore

/// Random prompts in many layouts, and random changes of them.
struct StructureRandom {
    private var state: UInt64
    private var names = 0
    let isCRLF: Bool

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        isCRLF = seed % 5 == 0
    }

    private mutating func below(_ count: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(max(1, count)))
    }

    private mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
    private mutating func pick<Element>(_ all: [Element]) -> Element { all[below(all.count)] }

    private mutating func fresh(_ stem: String) -> String {
        names += 1
        return stem + String(names)
    }

    private mutating func words() -> String {
        pick([
            "Do it.", "It's: {{a}} #1", "no", "{{#a}}x {{b}}{{/a}}", "é 日本", "a\nb\n", "  lead\n{{b}}\n",
            "x\n\n\ny\n",
            "trail \n{{a}}\n\n", "12", "- x\n", "# head\n{{a}}\n",
        ])
    }

    // MARK: Prompts

    private mutating func comment(_ column: Int) -> String {
        chance(30) ? String(repeating: " ", count: column) + "# \(fresh("c"))\n" : ""
    }

    private mutating func tail() -> String { chance(25) ? "  # \(fresh("c"))" : "" }

    /// `content:` at a column, in one of many styles.
    private mutating func content(_ column: Int, _ step: Int) -> String {
        let lead = String(repeating: " ", count: column)
        let inner = lead + String(repeating: " ", count: step)
        switch below(6) {
        case 0: return "content: \(pick(["Do it.", "'It''s {{a}}'", "\"x\\ty {{b}}\""]))\(tail())\n"
        case 1: return "content: |\(tail())\n\(inner)One {{a}}\n\n\(inner) two {{#b}}x{{/b}}\n"
        case 2: return "content: >-\(tail())\n\(inner)One\n\(inner)two {{b}}\n\n\(inner)three\n"
        case 3: return "content: |\(step)+\n\(inner)keep {{a}}\n\n"
        case 4: return "content: \"two\n\(inner)lines {{b}}\"\n"
        default: return "content:\(tail())\n\(inner)plain {{a}}\n\(inner)lines\n"
        }
    }

    mutating func prompt() -> String {
        var text = comment(0) + (chance(30) ? "\n" : "")
        if chance(60) { text += "name: X\(tail())\n" }
        if chance(80) {
            text += comment(0) + "variables:\(tail())\n"
            text +=
                comment(2) + "  a: \(pick(["1", "{type: text, default: x}", "{required: true}"]))\(tail())\n"
            text +=
                comment(2) + "  b:\(tail())\n    type: text\n" + (chance(50) ? "    help: H\(tail())\n" : "")
        }
        let step = pick([2, 2, 4])
        if chance(15) {
            text += comment(0) + content(0, step)
        } else if chance(12) {
            text += "modules: [{name: M1, content: 'x {{a}}'}, {content: y, visible: false}]\(tail())\n"
        } else {
            text += comment(0) + "modules:\(tail())\n"
            let dash = pick([0, 2, 4])
            for _ in 0..<1 + below(4) { text += module(dash, step) }
        }
        if chance(40) { text += comment(0) + "metadata: {x: 1}\(tail())\n" }
        return isCRLF ? text.replacing("\n", with: "\r\n") : text
    }

    private mutating func module(_ dash: Int, _ step: Int) -> String {
        let lead = String(repeating: " ", count: dash)
        let column = dash + 2
        let pad = String(repeating: " ", count: column)
        var keys: [String] = []
        if chance(70) { keys.append("name: \(fresh("Mod "))\(tail())\n") }
        if chance(30) { keys.append("visible: \(pick(["true", "false"]))\(tail())\n") }
        if chance(40) {
            let inner = column + pick([0, 2])
            var list = "options:\(tail())\n"
            let marked = below(4)
            for index in 0..<1 + below(3) {
                list += comment(inner) + String(repeating: " ", count: inner) + "- "
                let indent = String(repeating: " ", count: inner + 2)
                if chance(60) { list += "name: \(fresh("Opt "))\(tail())\n\(indent)" }
                if index == marked { list += "default: true\(tail())\n\(indent)" }
                list += content(inner + 2, step)
            }
            keys.append(list)
        } else {
            keys.append(content(column, step))
        }
        return (chance(20) ? "\n" : "") + comment(dash) + lead + "- " + keys.joined(separator: pad)
    }

    // MARK: Changes

    mutating func step(for model: StructureModel) -> StructureStep {
        let number = below(model.parts.count)
        let module = String(number + 1)
        let option = String(below(model.parts[number].options.count) + 1)
        let names = model.variables.map(\.name)
        switch below(14) {
        case 0, 1: return .add(fresh("New "), words(), .number(1 + below(model.parts.count + 1)))
        case 2: return .renameModule(module, fresh("Named "))
        case 3, 4: return .moveModule(module, .number(1 + below(model.parts.count)))
        case 5: return .removeModule(module)
        case 6: return .show(module, chance(50))
        case 7, 8: return .add(fresh("Alt "), words(), to: module, default: chance(30))
        case 9: return .renameOption(module, option, fresh("Called "))
        case 10: return .removeOption(module, option)
        case 11: return .choose(module, option)
        case 12 where !names.isEmpty:
            return chance(30) ? .removeVariable(pick(names)) : .renameVariable(pick(names), fresh("v"))
        default:
            let name = names.isEmpty || chance(30) ? fresh("w") : pick(names)
            return .set(
                name, chance(50) ? ["help": pick(["H: x", "no"])] : ["default": pick(["1", "x y", "#"])])
        }
    }
}

@testable import PromptCore

/// The content of a prompt, as far as these changes affect it.
struct StructureModel: Equatable {
    struct Option: Equatable {
        var name: String?
        var isDefault: Bool
        var text: String
    }

    struct Part: Equatable {
        var name: String?
        var isVisible: Bool
        var options: [Option]
    }

    struct Setting: Equatable {
        var name: String
        var preset: String?
        var help: String?
    }

    var parts: [Part]
    var variables: [Setting]

    init?(_ file: ParsedFile) {
        guard case .prompt(let prompt)? = file.record else { return nil }
        parts = prompt.modules.map { module in
            let index = module.options.defaultIndex
            return Part(
                name: module.header.name?.value, isVisible: module.visible ?? true,
                options: module.options.enumerated().map {
                    Option(name: $1.name?.value, isDefault: $0 == index, text: $1.content?.text ?? "")
                })
        }
        variables = prompt.variables.map {
            Setting(name: $0.name.value, preset: $0.defaultText, help: $0.help)
        }
    }

    private func index(_ number: String) -> Int { (Int(number) ?? 1) - 1 }

    /// Steps in these tests name modules and options by number.
    mutating func apply(_ step: StructureStep) {
        switch step {
        case .addModule(let new, .number(let number)):
            guard case .content(let text) = new.body else { return }
            parts.insert(
                Part(
                    name: new.name, isVisible: true,
                    options: [Option(name: nil, isDefault: true, text: text)]), at: number - 1)
        case .addModule: return
        case .renameModule(let module, let name): parts[index(module)].name = name
        case .moveModule(let module, .number(let number)):
            parts.insert(parts.remove(at: index(module)), at: number - 1)
        case .moveModule: return
        case .removeModule(let module): parts.remove(at: index(module))
        case .show(let module, let visible): parts[index(module)].isVisible = visible
        case .addOption(let module, let new):
            let part = index(module ?? "1")
            parts[part].options.append(Option(name: new.name, isDefault: false, text: new.content))
            if new.isDefault { choose(parts[part].options.count - 1, part) }
        case .renameOption(let module, let option, let name):
            parts[index(module ?? "1")].options[index(option)].name = name
        case .removeOption(let module, let option):
            let part = index(module ?? "1")
            let old = parts[part].options.remove(at: index(option))
            if old.isDefault { choose(0, part) }
        case .choose(let module, let option): choose(index(option), index(module ?? "1"))
        case .set(let name?, let keys):
            if !variables.contains(where: { $0.name == name }) {
                variables.append(Setting(name: name, preset: nil, help: nil))
            }
            guard let place = variables.firstIndex(where: { $0.name == name }) else { return }
            for key in keys {
                var text: String?
                if case .text(let given) = key.value { text = given }
                if key.name == "default" { variables[place].preset = text }
                if key.name == "help" { variables[place].help = text }
            }
        case .set: return
        case .removeVariable(let name): variables.removeAll { $0.name == name }
        case .renameVariable(let old, let new):
            for place in variables.indices where variables[place].name == old { variables[place].name = new }
            for part in parts.indices {
                for option in parts[part].options.indices {
                    let text = parts[part].options[option].text
                    parts[part].options[option].text = text.replacing("{{\(old ?? "")}}", with: "{{\(new)}}")
                        .replacing("{{#\(old ?? "")}}", with: "{{#\(new)}}")
                        .replacing("{{/\(old ?? "")}}", with: "{{/\(new)}}")
                }
            }
        }
    }

    private mutating func choose(_ option: Int, _ part: Int) {
        for index in parts[part].options.indices { parts[part].options[index].isDefault = index == option }
    }

    /// True if the step removes the last element, which is refused.
    func mayRefuse(_ step: StructureStep) -> Bool {
        switch step {
        case .removeModule: parts.count == 1
        case .removeOption(let module, _): parts[index(module ?? "1")].options.count == 1
        default: false
        }
    }
}

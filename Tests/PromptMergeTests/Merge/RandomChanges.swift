extension RandomPrompts {
    /// Returns `prompt` after one to five changes by `side`.
    mutating func changed(_ prompt: RandomPrompt, by side: String) -> RandomPrompt {
        mark = side
        var prompt = prompt
        for _ in 0..<1 + below(5) { change(&prompt) }
        return prompt
    }

    private mutating func change(_ prompt: inout RandomPrompt) {
        switch below(renames ? 26 : 21) {
        case 0: prompt.name = words(2)
        case 1: prompt.description = chance(25) ? nil : words(4)
        case 2: prompt.tags.insert(word(), at: below(prompt.tags.count + 1))
        case 3: if !prompt.tags.isEmpty { prompt.tags.remove(at: below(prompt.tags.count)) }
        case 4: prompt.variables.insert(variable(), at: below(prompt.variables.count + 1))
        case 5: if !prompt.variables.isEmpty { prompt.variables.remove(at: below(prompt.variables.count)) }
        case 6, 7: changeVariable(&prompt)
        case 8: prompt.modules.insert(module(), at: below(prompt.modules.count + 1))
        case 9: if prompt.modules.count > 1 { prompt.modules.remove(at: below(prompt.modules.count)) }
        case 10:
            let module = prompt.modules.remove(at: below(prompt.modules.count))
            prompt.modules.insert(module, at: below(prompt.modules.count + 1))
        case 11: changeModule(&prompt) { $1.role = $0.chance(50) ? "assistant" : "system" }
        case 12: changeModule(&prompt) { $1.description = $0.words(3) }
        case 13: changeModule(&prompt) { $1.isVisible = $0.chance(50) }
        case 14: changeModule(&prompt) { $1.comment = $0.words(3) }
        case 15:
            changeModule(&prompt) { random, module in
                if !module.isShort {
                    module.options.insert(random.option(), at: random.below(module.options.count + 1))
                }
            }
        case 16:
            changeModule(&prompt) { random, module in
                if module.options.count > 1 { module.options.remove(at: random.below(module.options.count)) }
            }
        case 17:
            changeModule(&prompt) { random, module in
                guard !module.isShort else { return }
                let chosen = random.below(module.options.count)
                for index in module.options.indices { module.options[index].isDefault = index == chosen }
            }
        case 18: prompt.metadata.append((word(), word()))
        case 19, 20: changeText(&prompt)
        case 21: changeModule(&prompt) { $1.name = $0.word() }
        case 22:
            changeModule(&prompt) { random, module in
                let index = random.below(module.options.count)
                module.options[index].name = random.word()
            }
        case 23:
            changeModule(&prompt) {
                if $1.options.count == 1, !$1.options[0].isDefault { $1.isShort.toggle() }
            }
        case 24:
            if !prompt.variables.isEmpty { prompt.variables[below(prompt.variables.count)].isFlow.toggle() }
        default: prompt.hasFlowTags.toggle()
        }
    }

    private mutating func changeModule(
        _ prompt: inout RandomPrompt, _ change: (inout RandomPrompts, inout RandomPrompt.Module) -> Void
    ) {
        change(&self, &prompt.modules[below(prompt.modules.count)])
    }

    private mutating func changeVariable(_ prompt: inout RandomPrompt) {
        guard !prompt.variables.isEmpty else { return }
        let index = below(prompt.variables.count)
        if chance(15) {
            prompt.variables[index].comment = words(3)
            return
        }
        let field = below(prompt.variables[index].fields.count)
        switch prompt.variables[index].fields[field].0 {
        case "min": prompt.variables[index].fields[field].1 = "\(below(50))"
        case "max": prompt.variables[index].fields[field].1 = "\(below(4) == 0 ? 92 : 100 + below(100))"
        case "default": prompt.variables[index].fields[field].1 = "\(60 + below(30))"
        case "help": prompt.variables[index].fields[field].1 = word()
        case "options": prompt.variables[index].fields[field].1 = "[\(word()), \(word())]"
        default: prompt.variables[index].fields.append(("placeholder", word()))
        }
        // A key must be unique.
        let names = prompt.variables[index].fields.map(\.0)
        if names.filter({ $0 == "placeholder" }).count > 1 { prompt.variables[index].fields.removeLast() }
    }

    private mutating func changeText(_ prompt: inout RandomPrompt) {
        let module = below(prompt.modules.count)
        let option = below(prompt.modules[module].options.count)
        var lines = prompt.modules[module].options[option].lines
        let place = below(lines.count)
        switch below(4) {
        case 0 where lines.count > 2 && place > 0 && place < lines.count - 1: lines.remove(at: place)
        case 1: lines.insert(words(3), at: place)
        case 2: lines.append(words(4))
        default: lines[place] = words(4)
        }
        prompt.modules[module].options[option].lines = lines
    }
}

internal import PromptCore
internal import YAMLTree

extension PartOutline {
    /// Returns the outlines of the entries of `variables` in `root`.
    static func variables(_ variables: [Variable], _ root: YAMLNode) -> [PartOutline] {
        let nodes = root["variables"].map { Array($0.entries) } ?? []
        return variables.enumerated().map { index, variable in
            var outline = PartOutline(.variable)
            outline.handle = variable.name.value
            outline.name = variable.name.value
            outline.addVariable(variable)
            if index < nodes.count { outline.addExtras(nodes[index].value, Keys.variableEntry) }
            return outline
        }
    }

    /// Adds a variable's type and rules, in the order of the schema.
    mutating func addVariable(_ variable: Variable) {
        add("type", .text(variable.type.rawValue), default: .text(VariableType.text.rawValue))
        // If it is not written, it follows from the default value, which is compared separately.
        let implied = variable.defaultValue == nil
        add("required", .truth(variable.isRequired), default: .truth(implied))
        switch variable.defaultValue?.value {
        case nil: break
        case .text(let text): add("default", variable.type == .number ? .plain(text) : .text(text))
        case .list(let items): add("default", .list(items.map(FreeValue.text)))
        }
        add("placeholder", variable.placeholder.map(FreeValue.text))
        add("help", variable.help.map(FreeValue.text))
        add("min_length", (variable.minLength?.value).map { .plain(String($0)) })
        add("max_length", (variable.maxLength?.value).map { .plain(String($0)) })
        add("pattern", variable.patternText.map(FreeValue.text))
        add(
            "min", variable.minimum.map { .plain($0.value.text) } ?? variable.earliest.map { .text($0.value) }
        )
        add("max", variable.maximum.map { .plain($0.value.text) } ?? variable.latest.map { .text($0.value) })
        add("step", (variable.step?.value.text).map(FreeValue.plain))
        add("unit", variable.unit.map(FreeValue.text))
        add("true_label", variable.trueLabel.map(FreeValue.text))
        add("false_label", variable.falseLabel.map(FreeValue.text))
        add("options", variable.choices.isEmpty ? nil : .list(variable.choices.map(PartOutline.choice)))
        add("allow_custom", .truth(variable.allowsCustom), default: .truth(false))
        add("min_selections", (variable.minSelections?.value).map { .plain(String($0)) })
        add("max_selections", (variable.maxSelections?.value).map { .plain(String($0)) })
        add("include_time", .truth(variable.includesTime), default: .truth(false))
    }

    private static func choice(_ choice: Choice) -> FreeValue {
        guard let label = choice.label else { return .text(choice.value) }
        return .map([
            FreeEntry(key: "value", value: .text(choice.value)),
            FreeEntry(key: "label", value: .text(label)),
        ])
    }
}

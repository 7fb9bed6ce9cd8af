internal import PromptCore
internal import YAMLTree

extension PartOutline {
    /// Returns the outlines of the entries of `variables` in `root`.
    static func outlines(of variables: [Variable], in root: YAMLNode) -> [PartOutline] {
        let nodes = root["variables"].map { Array($0.entries) } ?? []
        return variables.enumerated().map { index, variable in
            var outline = PartOutline(.variable)
            outline.handle = variable.name.value
            outline.name = variable.name.value
            outline.addVariable(variable)
            if index < nodes.count { outline.addExtras(of: nodes[index].value, beyond: Keys.variableEntry) }
            return outline
        }
    }

    /// Adds a variable's type and rules, in the order of the schema.
    mutating func addVariable(_ variable: Variable) {
        add("type", value: .text(variable.type.rawValue), default: .text(VariableType.text.rawValue))
        // If it is not written, it follows from the default value, which is compared separately.
        let implied = variable.defaultValue == nil
        add("required", value: .truth(variable.isRequired), default: .truth(implied))
        switch variable.defaultValue?.value {
        case nil: break
        case .text(let text): add("default", value: variable.type == .number ? .plain(text) : .text(text))
        case .list(let items): add("default", value: .list(items.map(FreeValue.text)))
        }
        add("placeholder", value: variable.placeholder.map(FreeValue.text))
        add("help", value: variable.help.map(FreeValue.text))
        add("min_length", value: (variable.minLength?.value).map { .plain(String($0)) })
        add("max_length", value: (variable.maxLength?.value).map { .plain(String($0)) })
        add("pattern", value: variable.patternText.map(FreeValue.text))
        add(
            "min", value: variable.minimum.map { .plain($0.value.text) } ?? variable.earliest.map { .text($0.value) }
        )
        add("max", value: variable.maximum.map { .plain($0.value.text) } ?? variable.latest.map { .text($0.value) })
        add("step", value: (variable.step?.value.text).map(FreeValue.plain))
        add("unit", value: variable.unit.map(FreeValue.text))
        add("true_label", value: variable.trueLabel.map(FreeValue.text))
        add("false_label", value: variable.falseLabel.map(FreeValue.text))
        add("options", value: variable.choices.isEmpty ? nil : .list(variable.choices.map(PartOutline.choice)))
        add("allow_custom", value: .truth(variable.allowsCustom), default: .truth(false))
        add("min_selections", value: (variable.minSelections?.value).map { .plain(String($0)) })
        add("max_selections", value: (variable.maxSelections?.value).map { .plain(String($0)) })
        add("include_time", value: .truth(variable.includesTime), default: .truth(false))
    }

    private static func choice(_ choice: Choice) -> FreeValue {
        guard let label = choice.label else { return .text(choice.value) }
        return .map([
            FreeEntry(key: "value", value: .text(choice.value)),
            FreeEntry(key: "label", value: .text(label)),
        ])
    }
}

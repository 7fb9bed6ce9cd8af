internal import Diagnostics
public import YAMLTree

extension Variable {
    /// Reads a shared variable's file.
    ///
    /// - Parameter fileName: the file's name without its ending, used as the variable's name if the file has
    ///   none.
    public static func decode(_ tree: YAMLTree, fileName: String, format: Format) -> Decoded<Variable> {
        var decoder = Decoder(format: format)
        let variable = decoder.sharedVariable(tree, fileName: fileName)
        return Decoded(value: variable, diagnostics: decoder.diagnostics)
    }

    /// Returns the variable name for a file's name: `brand-voice` becomes `brand_voice`.
    public static func name(fromFile fileName: String) -> String {
        String(fileName.map { $0 == "-" || $0 == " " ? "_" : $0 })
    }
}

extension Decoder {
    fileprivate mutating func sharedVariable(_ tree: YAMLTree, fileName: String) -> Variable? {
        guard let root = root(of: tree, .variable) else { return nil }
        let fallback = Variable.canonicalName(Variable.name(fromFile: fileName), in: format)
        var variable = Variable(name: Located(fallback, at: startOfFile(root)), range: root.range)
        variable.type = type(in: root)
        for entry in root.entries {
            if entry.key.isText("tags") || entry.key.isText("description") || entry.key.isText("metadata") {
                unknown(entry, in: Keys.variable)
            } else if !header(entry, into: &variable.header), !rule(entry, into: &variable) {
                unknown(entry, in: Keys.variable)
            }
        }
        if let name = variable.header.name {
            variable.name = Located(Variable.canonicalName(name.value, in: format), at: name.range)
        }
        checkName(variable.name, isFromFile: variable.header.name == nil)
        finish(&variable)
        return variable
    }

    /// Reads the definitions under `variables:`.
    mutating func variables(_ node: YAMLNode) -> [Variable] {
        if node.isNull { return [] }
        guard node.kind == .mapping else {
            expected("a map", for: "variables", at: node, help: "write `name: {type: text}`, one a line")
            return []
        }
        var variables: [Variable] = []
        variables.reserveCapacity(node.count)
        for entry in node.entries {
            let name = Located(Variable.canonicalName(entry.key.text, in: format), at: entry.key.range)
            checkName(name, isFromFile: false)
            var variable = Variable(name: name, range: entry.range)
            let value = entry.value
            switch value.kind {
            case .scalar:
                if !value.isNull { variable.defaultValue = Located(.text(value.text), at: value.range) }
            case .sequence:
                report(.wrongType(ofVariable: value))
            case .mapping:
                variable.type = type(in: value)
                for rule in value.entries where !self.rule(rule, into: &variable) {
                    unknown(rule, in: Keys.variableEntry)
                }
                finish(&variable)
            }
            variables.append(variable)
        }
        return variables
    }

    private mutating func checkName(_ name: Located<String>, isFromFile: Bool) {
        guard !Variable.isName(name.value, in: format) else { return }
        report(.unusableVariableName(name, isFromFile: isFromFile, in: format))
    }

    /// Reads the type first, because it decides how the other keys are read.
    private mutating func type(in node: YAMLNode) -> VariableType {
        guard let type = node["type"] else { return .text }
        return word(type, for: "type", as: VariableType.self)?.value ?? .text
    }

    /// Reads one of a definition's keys; returns false if `entry` is another key.
    private mutating func rule(_ entry: YAMLEntry, into variable: inout Variable) -> Bool {
        let (key, value) = (entry.key, entry.value)
        if key.isText("type") { return true }
        if key.isText("default") {
            variable.defaultValue = rawValue(value)
        } else if key.isText("required") {
            variable.required = boolean(value, for: "required")
        } else if key.isText("placeholder") {
            variable.placeholder = text(value, for: "placeholder")
        } else if key.isText("help") {
            variable.help = text(value, for: "help")
        } else {
            return typedRule(entry, into: &variable)
        }
        return true
    }

    private mutating func rawValue(_ node: YAMLNode) -> Located<RawValue>? {
        switch node.kind {
        case .scalar:
            return node.isNull ? nil : Located(.text(node.text), at: node.range)
        case .sequence:
            return Located(.list(texts(node, for: "default").map(\.value)), at: node.range)
        case .mapping:
            expected("text or a list", for: "default", at: node)
            return nil
        }
    }
}

extension Decoder {
    /// Reads a key that only some types have; reports a warning if this variable's type is none of them.
    mutating func typedRule(_ entry: YAMLEntry, into variable: inout Variable) -> Bool {
        let (key, value) = (entry.key, entry.value)
        guard let types = Keys.types(knowing: key.text) else { return false }
        guard types.contains(variable.type) else {
            report(
                .misplacedKey(key.text, on: variable.type, owners: types, at: key.range))
            return true
        }
        if key.isText("min_length") {
            variable.minLength = count(value, for: "min_length")
        } else if key.isText("max_length") {
            variable.maxLength = count(value, for: "max_length")
        } else if key.isText("pattern") {
            pattern(value, into: &variable)
        } else if key.isText("min") {
            limit(value, for: "min", of: variable.type, number: &variable.minimum, date: &variable.earliest)
        } else if key.isText("max") {
            limit(value, for: "max", of: variable.type, number: &variable.maximum, date: &variable.latest)
        } else if key.isText("step") {
            variable.step = number(value, for: "step")
            if let step = variable.step, !step.value.isPositive {
                report(.unreadableLimit(stepAt: step.range))
                variable.step = nil
            }
        } else if key.isText("unit") {
            variable.unit = text(value, for: "unit")
        } else if key.isText("true_label") {
            variable.trueLabel = text(value, for: "true_label")
        } else if key.isText("false_label") {
            variable.falseLabel = text(value, for: "false_label")
        } else if key.isText("options") {
            variable.choices = choices(value)
        } else if key.isText("allow_custom") {
            variable.allowsCustom = boolean(value, for: "allow_custom") ?? false
        } else if key.isText("min_selections") {
            variable.minSelections = count(value, for: "min_selections")
        } else if key.isText("max_selections") {
            variable.maxSelections = count(value, for: "max_selections")
        } else if key.isText("include_time") {
            variable.includesTime = boolean(value, for: "include_time") ?? false
        }
        return true
    }

    /// Checks the rules that need all keys: limits in order, a select with choices.
    mutating func finish(_ variable: inout Variable) {
        checkOrder(
            least: variable.minLength, most: variable.maxLength, leastKey: "min_length", mostKey: "max_length"
        )
        checkOrder(
            least: variable.minSelections, most: variable.maxSelections, leastKey: "min_selections",
            mostKey: "max_selections")
        checkOrder(least: variable.minimum, most: variable.maximum, leastKey: "min", mostKey: "max")
        checkOrder(
            least: variable.earliest.flatMap { text in
                CalendarDate(text.value).map { Located($0, at: text.range) }
            },
            most: variable.latest.flatMap { text in
                CalendarDate(text.value).map { Located($0.endOfPeriod, at: text.range) }
            }, leastKey: "min", mostKey: "max")
        let isSelect = variable.type == .select || variable.type == .multiselect
        if isSelect, variable.choices.isEmpty, !variable.allowsCustom {
            report(.selectWithoutChoices(variable.type, at: variable.name.range))
        }
    }

    private mutating func checkOrder<Limit: Comparable>(
        least: Located<Limit>?, most: Located<Limit>?, leastKey: String, mostKey: String
    ) {
        guard let least, let most, most.value < least.value else { return }
        report(.impossibleLimits(mostKey, belowLimitOf: leastKey, at: most.range))
    }

    private mutating func pattern(_ node: YAMLNode, into variable: inout Variable) {
        guard let text = text(node, for: "pattern") else { return }
        do {
            variable.pattern = Located(try Pattern(text), at: node.range)
            variable.patternText = text
        } catch {
            report(.unreadablePattern(error, at: node.sourceRange(ofText: error.range)))
        }
    }

    private mutating func limit(
        _ node: YAMLNode, for key: StaticString, of type: VariableType,
        number numberLimit: inout Located<DecimalNumber>?, date dateLimit: inout Located<String>?
    ) {
        if type == .number {
            numberLimit = number(node, for: key)
            return
        }
        guard let text = text(node, for: key) else { return }
        guard CalendarDate(text) != nil else {
            report(.unreadableLimit(date: text, of: key, at: node.range))
            return
        }
        dateLimit = Located(text, at: node.range)
    }

    private mutating func choices(_ node: YAMLNode) -> [Choice] {
        guard node.kind == .sequence else {
            expected("a list", for: "options", at: node, help: "write `options: [first, second]`")
            return []
        }
        var choices: [Choice] = []
        choices.reserveCapacity(node.count)
        var values: Set<String> = []
        for item in node.items {
            guard let choice = choice(item) else { continue }
            if !values.insert(choice.value).inserted {
                report(.duplicateChoice(choice.value, at: choice.range))
            } else {
                choices.append(choice)
            }
        }
        return choices
    }

    private mutating func choice(_ node: YAMLNode) -> Choice? {
        guard node.kind == .mapping else {
            return node.kind == .scalar
                ? Choice(value: node.text, at: node.range)
                : locatedText(node, for: "options").map { Choice(value: $0.value, at: $0.range) }
        }
        var value: Located<String>?
        var label: String?
        for entry in node.entries {
            if entry.key.isText("value") {
                value = locatedText(entry.value, for: "value")
            } else if entry.key.isText("label") {
                label = text(entry.value, for: "label")
            } else {
                unknown(entry, in: Keys.choice)
            }
        }
        guard let value else {
            report(.missingKey(ofChoiceAt: node.range))
            return nil
        }
        return Choice(value: value.value, label: label, at: value.range)
    }
}

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

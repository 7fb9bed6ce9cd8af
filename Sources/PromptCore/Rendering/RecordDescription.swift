/// A prompt or module for people: its modules with their options, and its variables with the file that
/// declares each.
public struct RecordDescription: Sendable {
    /// A variable in effect, and its source.
    public struct VariableInfo: Sendable {
        /// The variable's definition.
        public let variable: Variable
        /// The file that declares it, relative to the store; `nil` if it is declared nowhere.
        public let source: String?
        /// True if only sections need its value, so that a rendering may do without.
        public let isConditional: Bool

        /// True if every rendering of all texts needs a value for it.
        public var isRequired: Bool { variable.isRequired && !isConditional }

        /// A variable and the file that declares it.
        public init(variable: Variable, source: String?, isConditional: Bool = false) {
            self.variable = variable
            self.source = source
            self.isConditional = isConditional
        }
    }

    /// The modules with their options, in order.
    public let modules: [ResolvedModule]
    /// The variables in effect, in the order of declaration and use.
    public let variables: [VariableInfo]

    /// Describes a prompt.
    public init(_ prompt: Prompt, at address: Address, library: any Library) {
        let resolved = Resolver(library: library).resolve(prompt, at: address) { _, _, _ in }
        self.init(resolved, declared: prompt.variables, library: library)
    }

    /// Describes a shared module like a prompt in its folder that has only this module.
    public init(_ module: Module, at address: Address, library: any Library) {
        var prompt = Prompt()
        prompt.format = module.format
        var entry = module
        entry.handle = address.name
        prompt.modules = [entry]
        prompt.variables = module.variables
        let resolved = Resolver(library: library).resolve(prompt, at: address) { _, _, _ in }
        self.init(resolved, declared: module.variables, library: library)
    }

    private init(_ resolved: ResolvedPrompt, declared: [Variable], library: any Library) {
        modules = resolved.modules
        let scope = VariableScope(library: library, prompt: resolved.home)
        let asks = NameCollector(resolved, library: library).asks(of: resolved.modules.flatMap(\.texts))
        let conditional = Set(asks.filter(\.isConditional).map(\.name))
        var infos = declared.map {
            VariableInfo(
                variable: $0, source: resolved.home.file,
                isConditional: conditional.contains($0.name.value))
        }
        let own = Set(declared.map(\.name.value))
        for ask in asks where !own.contains(ask.name) {
            let source = resolved.modules.lazy.flatMap(\.texts).compactMap { text in
                scope.declaration(of: ask.name, in: text.home).map { $0.file.file($0.kind) }
            }.first
            infos.append(
                VariableInfo(
                    variable: ask.variable, source: source, isConditional: ask.isConditional))
        }
        variables = infos
    }
}

extension Variable {
    /// Its rules in a few words: `number from 50 to 400, step 10`.
    public var rules: String {
        var words = [type.rawValue]
        switch type {
        case .text, .multiline:
            if let least = minLength?.value { words.append("at least \(counted(least, one: "character"))") }
            if let most = maxLength?.value { words.append("at most \(counted(most, one: "character"))") }
            if let patternText { words.append("like \(patternText)") }
        case .number:
            if let least = minimum?.value.text { words.append("from \(least)") }
            if let most = maximum?.value.text { words.append("to \(most)") }
            if let step = step?.value.text { words.append("in steps of \(step)") }
            if let unit { words.append(unit) }
        case .boolean:
            if let trueLabel { words.append("true: \(quoted(trueLabel))") }
            if let falseLabel { words.append("false: \(quoted(falseLabel))") }
        case .select, .multiselect:
            words.append(choices.map(\.value).joined(separator: " | "))
            if allowsCustom { words.append("or another") }
            if let least = minSelections?.value { words.append("at least \(least)") }
            if let most = maxSelections?.value { words.append("at most \(most)") }
        case .date:
            if let earliest { words.append("from \(earliest.value)") }
            if let latest { words.append("to \(latest.value)") }
            if includesTime { words.append("with a time") }
        }
        return words.joined(separator: " ")
    }

    /// Its default as text; `nil` if it has none.
    public var defaultText: String? {
        switch defaultValue?.value {
        case nil: nil
        case .text(let text): text
        case .list(let items): items.joined(separator: ", ")
        }
    }
}

/// A text that uses a variable: its file, and the module and option that select it.
public struct VariableUse: Sendable, Hashable {
    /// The path of the file, relative to the store.
    public let file: String
    /// The module's handle in the prompt; empty in a shared module's own file.
    public let module: String
    /// The option's handle.
    public let option: String

    /// A use in an option's text; see the properties for the parts.
    public init(file: String, module: String, option: String) {
        self.file = file
        self.module = module
        self.option = option
    }
}

extension ParsedFile {
    /// Returns, for each variable, the texts of a prompt or module that use it, including those of shared
    /// modules and partials.
    public func variableUses(in library: any Library) -> [String: [VariableUse]] {
        guard let subject = Subject(self, library: library) else { return [:] }
        var uses: [String: [VariableUse]] = [:]
        func look(at text: ScopedText, in module: String) {
            subject.walk.visit(text) { name in
                guard !UndeclaredNames.isItemField(name, in: subject.scope) else { return }
                let use = VariableUse(file: name.home.file, module: module, option: text.option.handle)
                if uses[name.name]?.contains(use) != true { uses[name.name, default: []].append(use) }
            } broken: { _ in
            }
        }
        if let resolved = subject.resolved {
            for module in resolved.modules {
                for text in module.texts { look(at: text, in: kind == .prompt ? module.handle : "") }
            }
        } else {
            for text in subject.texts { look(at: text, in: "") }
        }
        return uses
    }

    /// True if the file itself declares a variable with this name.
    public func declares(_ variable: String) -> Bool {
        switch record {
        case .prompt(let prompt)?: prompt.variables.contains { $0.name.value == variable }
        case .module(let module)?: module.variables.contains { $0.name.value == variable }
        case .variable(let own)?: own.name.value == variable
        default: false
        }
    }

    /// Returns the handle of a module's default option; `module` is `nil` in a shared module's file.
    public func defaultOption(of module: String?) -> String? {
        let options: [ModuleOption]
        switch (record, module) {
        case (.prompt(let prompt)?, let module?):
            guard let index = try? PartLookup.module(module, in: prompt) else { return nil }
            options = prompt.modules[index].options
        case (.module(let shared)?, _): options = shared.options
        default: return nil
        }
        return options.defaultIndex.map { options[$0].handle }
    }
}

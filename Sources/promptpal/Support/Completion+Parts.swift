internal import PromptCore
internal import PromptStore

extension Completion {
    /// Offers addresses of shared modules, as `use:` accepts them from anywhere.
    @Sendable static func sharedModules(_ words: [String], at index: Int, prefix: String) -> [String] {
        let files = store(words)?.contents().files ?? []
        return files.filter { $0.kind == .module }.map { "/" + $0.address.path }
    }

    /// Offers addresses of records with modules' texts: prompts and shared modules.
    @Sendable static func promptsAndModules(_ words: [String], at index: Int, prefix: String) -> [String] {
        let files = store(words)?.contents().files ?? []
        let found = files.filter { $0.kind == .prompt || $0.kind == .module }.map(\.address.path)
        return Swift.Set(found).sorted()
    }

    /// Offers addresses of records that declare variables.
    @Sendable static func addresses(_ words: [String], at index: Int, prefix: String) -> [String] {
        let files = store(words)?.contents().files ?? []
        return Swift.Set(files.filter { $0.kind != .folder }.map(\.address.path)).sorted()
    }

    /// Offers the options of the prompt's module that was typed, else of all modules; of a shared module, its
    /// own.
    @Sendable static func optionNames(_ words: [String], at index: Int, prefix: String) -> [String] {
        if let modules = description(words)?.modules {
            let named = modules.filter { words.dropFirst(3).contains($0.handle) }
            return (named.isEmpty ? modules : named).flatMap { $0.options.map(\.handle) }
        }
        guard let store = store(words) else { return [] }
        for word in words.dropFirst(3) where !word.hasPrefix("-") {
            guard let address = try? Address(validating: word),
                let file = try? store.read(.module, at: address), case .module(let module)? = file.record
            else { continue }
            return module.options.map(\.handle)
        }
        return []
    }

    /// Offers a module's handles, or, after a shared module, its options.
    @Sendable static func modulesOrOptions(_ words: [String], at index: Int, prefix: String) -> [String] {
        description(words)?.modules.map(\.handle) ?? optionNames(words, at: index, prefix: prefix)
    }

    /// Offers the names of the prompt's variables.
    @Sendable static func variableNames(_ words: [String], at index: Int, prefix: String) -> [String] {
        description(words)?.variables.map(\.variable.name.value) ?? []
    }
}

internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// The completions for shells: addresses, folders, tags, and a prompt's modules, options and variables. Never
/// fails; without completions the list is empty.
enum Completion {
    @Sendable static func prompts(_ words: [String], at index: Int, prefix: String) -> [String] {
        addresses(words, of: [.prompt])
    }

    @Sendable static func addressesAndFolders(_ words: [String], at index: Int, prefix: String) -> [String] {
        addresses(words, of: RecordKind.addressable) + folders(words, at: index, prefix: prefix)
    }

    @Sendable static func folders(_ words: [String], at index: Int, prefix: String) -> [String] {
        guard let store = store(words) else { return [] }
        return store.contents().folders.map(\.path).filter { !$0.isEmpty }
    }

    @Sendable static func tags(_ words: [String], at index: Int, prefix: String) -> [String] {
        guard let records = try? store(words)?.summaries(in: .top, withTimes: false) else { return [] }
        return Swift.Set(records.flatMap(\.tags)).sorted()
    }

    @Sendable static func modules(_ words: [String], at index: Int, prefix: String) -> [String] {
        description(words)?.modules.map(\.handle) ?? []
    }

    /// Offers `module=option`.
    @Sendable static func options(_ words: [String], at index: Int, prefix: String) -> [String] {
        (description(words)?.modules ?? []).flatMap { module in
            module.options.map { "\(module.handle)=\($0.handle)" }
        }
    }

    /// Offers `name=value` for each choice of a `select` or `multiselect` variable, `name=true` and
    /// `name=false` for a Boolean, and `name=` for any other variable.
    @Sendable static func variables(_ words: [String], at index: Int, prefix: String) -> [String] {
        (description(words)?.variables ?? []).flatMap { info in
            let name = info.variable.name.value
            switch info.variable.type {
            case .select, .multiselect: return info.variable.choices.map { "\(name)=\($0.value)" }
            case .boolean: return ["\(name)=true", "\(name)=false"]
            default: return ["\(name)="]
            }
        }
    }

    private static func addresses(_ words: [String], of kinds: [RecordKind]) -> [String] {
        guard let store = store(words) else { return [] }
        let found = store.contents().files.filter { kinds.contains($0.kind) }.map(\.address.path)
        return Swift.Set(found).sorted()
    }

    /// Returns the store for the words typed so far.
    static func store(_ words: [String]) -> Store? {
        let flag = words.firstIndex(of: "-C").map { $0 + 1 }
        return try? StoreLocator(flag.flatMap { words.indices.contains($0) ? words[$0] : nil }).open()
    }

    /// Returns the prompt of the first word that names one.
    static func description(_ words: [String]) -> RecordDescription? {
        guard let store = store(words) else { return nil }
        for word in words.dropFirst(2) where !word.hasPrefix("-") {
            guard let address = try? Address(validating: word),
                let file = try? store.read(.prompt, at: address),
                case .prompt(let prompt)? = file.record
            else { continue }
            return RecordDescription(prompt, at: address, library: store.library())
        }
        return nil
    }
}

extension Completion {
    /// Addresses of shared modules and variables.
    @Sendable static func shared(_ words: [String], at index: Int, prefix: String) -> [String] {
        let files = store(words)?.contents().files ?? []
        return Swift.Set(files.filter { $0.kind == .module || $0.kind == .variable }.map(\.address.path))
            .sorted()
    }
}

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

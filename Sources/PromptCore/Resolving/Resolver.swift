/// Resolves the references of one prompt.
struct Resolver {
    /// Maximum length of a chain of modules that use each other, as for partials.
    static let maxUseDepth = TemplateLimits.maxPartialDepth

    let library: any Library

    /// Returns a prompt's modules with `use` resolved. If a reference can't be resolved, `problem` is called
    /// with the module's entry, and the module has no texts.
    func resolve(
        _ prompt: Prompt, at address: Address, problem: (Module, Located<String>, ReferenceProblem) -> Void
    ) -> ResolvedPrompt {
        let home = Home(
            folder: address.folder, address: address, kind: .prompt, variables: prompt.variables,
            partials: LocalPartials(prompt.partials, syntax: prompt.syntax, format: prompt.format),
            format: prompt.format)
        var modules: [ResolvedModule] = []
        modules.reserveCapacity(prompt.modules.count)
        for module in prompt.modules {
            switch module.body {
            case .options(let options):
                modules.append(own(module, options: options, prompt: prompt, home: home))
            case .use(let reference, let chosen):
                modules.append(
                    used(module, reference: reference, chosen: chosen, home: home) { located, found in
                        problem(module, located, found)
                    })
            }
        }
        return ResolvedPrompt(address: address, prompt: prompt, modules: modules, home: home)
    }

    private func own(
        _ module: Module, options: [ModuleOption], prompt: Prompt, home: Home
    ) -> ResolvedModule {
        let syntax = module.syntax ?? prompt.syntax
        let texts = options.compactMap { ScopedText($0, syntax: syntax, home: home) }
        return ResolvedModule(
            handle: module.handle, name: module.header.name?.value ?? module.slot?.value ?? module.handle,
            role: module.role?.value ?? .user, visible: module.visible ?? true,
            isSeparate: module.separate ?? false,
            description: module.header.description, texts: texts,
            defaultIndex: texts.map(\.option).defaultIndex, chain: [], entry: module)
    }

    private func used(
        _ module: Module, reference: Located<String>, chosen: Located<String>?, home: Home,
        problem: (Located<String>, ReferenceProblem) -> Void
    ) -> ResolvedModule {
        let followed = follow(reference.value, from: home.folder)
        var texts: [ScopedText] = []
        var defaultIndex: Int?
        if let found = followed.problem {
            problem(reference, found)
        } else if let last = followed.chain.last {
            let users = followed.chain.dropLast().map(\.home)
            texts = users.isEmpty ? last.texts : last.texts.map { $0.used(by: users) }
            defaultIndex = texts.map(\.option).defaultIndex
            // The outermost `default` that names an existing option wins.
            var wishes = followed.chain.compactMap { $0.module?.useDefault }
            wishes.reverse()
            if let chosen { wishes.append(chosen) }
            for wish in wishes {
                let options = texts.map(\.option)
                let match = PartLookup.chosen(wish.value, among: options)
                if case .one(let index) = match {
                    defaultIndex = index
                } else if let chosen, wish == chosen {
                    if case .several(let indices) = match {
                        problem(chosen, .ambiguousOption(chosen.value, among: indices.map { options[$0] }))
                    } else {
                        let known = options.map(\.handle)
                        problem(chosen, .unknownOption(chosen.value, known: known, module: last.address))
                    }
                }
            }
        }
        func first<Value>(_ own: Value?, or read: (Module) -> Value?) -> Value? {
            if let own { return own }
            for module in followed.chain {
                if let value = module.module.flatMap(read) { return value }
            }
            return nil
        }
        return ResolvedModule(
            handle: module.handle,
            name: module.header.name?.value ?? followed.chain.first?.module?.header.name?.value
                ?? module.handle,
            role: first(module.role) { $0.role }?.value ?? .user,
            visible: first(module.visible) { $0.visible } ?? true,
            isSeparate: first(module.separate) { $0.separate } ?? false,
            description: first(module.header.description) { $0.header.description },
            texts: texts, defaultIndex: defaultIndex, chain: followed.chain, entry: module)
    }

    /// Follows a reference to the module that has the texts, through all modules that use another one.
    func follow(
        _ reference: String, from folder: Address
    ) -> (chain: [SharedModule], problem: ReferenceProblem?) {
        var chain: [SharedModule] = []
        var seen: Set<Address> = []
        var reference = reference
        var folder = folder
        while true {
            switch Outward.module(reference, from: folder, in: library) {
            case .invalid(let error): return (chain, .invalid(error))
            case .missing(let looked): return (chain, .missing(looked))
            case .found(let module):
                if !seen.insert(module.address).inserted,
                    let start = chain.firstIndex(where: { $0.address == module.address })
                {
                    return (chain, .cycle(chain[start...].map(\.address) + [module.address]))
                }
                chain.append(module)
                guard chain.count <= Resolver.maxUseDepth else { return (chain, .tooDeep) }
                guard let record = module.module else { return (chain, .broken(module.address)) }
                guard case .use(let next, _) = record.body else { return (chain, nil) }
                reference = next.value
                folder = module.address.folder
            }
        }
    }
}

extension Module {
    /// The option that a module with `use` selects instead of the shared module's default.
    var useDefault: Located<String>? {
        if case .use(_, let chosen) = body { chosen } else { nil }
    }
}

/// A prompt with its references resolved: modules with their texts, ready to check or render.
public struct ResolvedPrompt: Sendable {
    /// The prompt's address.
    public let address: Address
    /// The decoded prompt.
    public let prompt: Prompt
    /// The modules, in the order of rendering.
    public let modules: [ResolvedModule]
    let home: Home

    /// The texts of the prompt's own file: every option of its own modules, then its partials.
    var ownTexts: [ScopedText] { modules.filter(\.chain.isEmpty).flatMap(\.texts) + home.partialTexts }
}

/// A module of a prompt, its own or a shared one, with the prompt's settings applied.
public struct ResolvedModule: Sendable {
    /// The name that people type for it, unique within its prompt.
    public let handle: String
    /// For people: the entry's name, else the shared module's, else the handle.
    public let name: String
    /// The role of the module's message.
    public let role: Role
    /// False if renderings leave the module out by default.
    public let visible: Bool
    /// True if its message is never joined with a neighbour.
    public let isSeparate: Bool
    /// The description; `nil` if there is none.
    public let description: String?
    /// The options in order, each with its compiled text.
    let texts: [ScopedText]
    /// Index of the option used if none is requested; `nil` if there are no texts.
    public let defaultIndex: Int?
    /// The chain of shared modules that was followed; the last one has the text. Empty for a prompt's own
    /// module.
    public let chain: [SharedModule]
    /// The entry in the prompt.
    let entry: Module

    /// The options in order.
    public var options: [ModuleOption] { texts.map(\.option) }
    /// True if it keeps a place for the messages of a rendering's caller, and has no text.
    public var isSlot: Bool { entry.slot != nil }
    /// The address of the shared module that has its text; `nil` for a prompt's own module.
    public var source: Address? { chain.last?.address }
}

/// The reason why a reference can't be resolved.
enum ReferenceProblem {
    case invalid(AddressError)
    /// Not found at any of these addresses.
    case missing([Address])
    /// The modules of a cycle, from the first one to itself again.
    case cycle([Address])
    /// The file exists but can't be used.
    case broken(Address)
    /// The chain of modules that use each other is too long.
    case tooDeep
    /// `default:` may mean any of these options.
    case ambiguousOption(String, among: [ModuleOption])
    /// `default:` names no option of the module.
    case unknownOption(String, known: [String], module: Address)
}

/// A reference from one file to another.
public struct Reference: Sendable, Hashable {
    /// The kind of the reference.
    public enum Kind: String, Sendable, Hashable {
        case use, partial, variable
    }

    /// The kind of the reference.
    public let kind: Kind
    /// The address of the record that it refers to.
    public let target: Address
    /// The handle of the module that contains it; empty for a module file's own `use`; `partials` for a text under
    /// `partials:`.
    public let module: String
    /// The handle of the option that contains it, or the name of the partial; empty for `use`.
    public let option: String

    package init(kind: Kind, target: Address, module: String, option: String) {
        self.kind = kind
        self.target = target
        self.module = module
        self.option = option
    }
}

extension ParsedFile {
    /// Returns the shared modules and variables that the file itself names, each once per module and option.
    /// References that can't be found are left out.
    public func references(in library: any Library) -> [Reference] {
        guard let subject = Subject(self, library: library) else { return [] }
        var found: [Reference] = []
        for module in subject.resolved?.modules ?? [] {
            guard let target = module.chain.first?.address else { continue }
            let handle = kind == .prompt ? module.handle : ""
            found.append(Reference(kind: .use, target: target, module: handle, option: ""))
        }
        let scope = subject.scope
        func look(at text: ScopedText, in module: String) {
            var seen: Set<Reference> = []
            for reference in text.template.references {
                var named: Reference?
                if reference.kind == .partial {
                    if text.home.partials?.contains(reference.name) ?? false { continue }
                    let (chain, _) = Resolver(library: library).follow(reference.name, from: text.home.folder)
                    named = chain.first.map {
                        Reference(
                            kind: .partial, target: $0.address, module: module, option: text.option.handle)
                    }
                } else if let name = reference.name.split(separator: ".").first,
                    let declared = scope.declaration(of: String(name), in: text.home),
                    declared.kind == .variable
                {
                    named = Reference(
                        kind: .variable, target: declared.file, module: module, option: text.option.handle)
                }
                if let named, seen.insert(named).inserted { found.append(named) }
            }
        }
        if let resolved = subject.resolved, kind == .prompt {
            for module in resolved.modules where module.chain.isEmpty {
                for text in module.texts { look(at: text, in: module.handle) }
            }
            for text in resolved.home.partialTexts { look(at: text, in: LocalPartials.module) }
        } else {
            for text in subject.texts { look(at: text, in: text.partial == nil ? "" : LocalPartials.module) }
        }
        return found
    }
}

/// "Looking outward": the one rule by which `use`, partials and shared variables are found.
///
/// A reference is looked up in the folder of the file that contains it, then in each parent up to `prompts/`;
/// the nearest match wins. A reference with several parts is looked up the same way. If it starts with `/`,
/// it starts at `prompts/`.
package enum Outward {
    /// Returns the addresses that a reference can mean, nearest first.
    ///
    /// - Throws: ``AddressError`` if the reference is no valid address.
    package static func candidates(
        for reference: String, from folder: Address
    ) throws(AddressError) -> [Address] {
        let target = try Address(validating: reference)
        if reference.hasPrefix("/") { return [target] }
        return folder.outward.map { $0.appending(target.path) }
    }

    /// The result of looking up a module.
    enum ModuleResult {
        case found(SharedModule)
        case invalid(AddressError)
        case missing([Address])
    }

    /// Returns the nearest module that `reference` means.
    static func module(_ reference: String, from folder: Address, in library: any Library) -> ModuleResult {
        do {
            let candidates = try candidates(for: reference, from: folder)
            for candidate in candidates {
                if let module = library.module(at: candidate) { return .found(module) }
            }
            return .missing(candidates)
        } catch {
            return .invalid(error)
        }
    }

    /// Returns the nearest shared variable called `name`.
    ///
    /// - Parameter format: the format of the file that contains the name.
    static func variable(
        _ name: String, from folder: Address, in library: any Library, format: Format
    ) -> SharedVariable? {
        guard Variable.isName(name, in: format) else { return nil }
        for folder in folder.outward {
            if let variable = library.variable(named: name, in: folder) { return variable }
        }
        return nil
    }
}

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

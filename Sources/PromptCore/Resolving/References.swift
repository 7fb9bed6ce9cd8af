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
    /// The handle of the module that contains it; empty for a module file's own `use`.
    public let module: String
    /// The handle of the option that contains it; empty for `use`.
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
        } else {
            for text in subject.texts { look(at: text, in: "") }
        }
        return found
    }
}

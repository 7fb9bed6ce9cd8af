internal import Diagnostics
internal import YAMLTree

/// A position in a file that names a shared module: a `use:`, or a partial in a text.
package struct ReferenceLocation: Sendable {
    /// `use` or `partial`.
    package let kind: Reference.Kind
    /// The name as written.
    package let name: String
    /// The source range of the scalar that contains the name, with its quotes.
    let node: Range<Int>
    /// The names of the file's own partials, which a tag would insert instead of a module.
    let own: Set<String>
    /// The text that contains a partial, and the range of the name in its UTF-8; `nil` for a `use:`.
    let text: (content: LocatedText, range: Range<Int>)?
}

extension ParsedFile {
    /// Every position in the file that names a shared module, in the order of the record: for each module its
    /// `use:`, or the partials of its options.
    package var moduleReferences: [ReferenceLocation] {
        let partials = record?.partials ?? []
        let own = Set(partials.map(\.name.value))
        let modules: [Module]
        let syntax: Syntax
        switch record {
        case .prompt(let prompt): (modules, syntax) = (prompt.modules, prompt.syntax)
        case .module(let module): (modules, syntax) = ([module], module.syntax ?? .mustache)
        case .variable, .folder, .manifest, nil: return []
        }
        return modules.flatMap { Self.moduleReferences(in: $0, syntax: $0.syntax ?? syntax, own: own) }
            + partials.filter { ($0.syntax ?? syntax) == .mustache }.compactMap(\.content).flatMap {
                Self.moduleReferences(in: $0, own: own)
            }
    }

    private static func moduleReferences(
        in module: Module, syntax: Syntax, own: Set<String>
    ) -> [ReferenceLocation] {
        switch module.body {
        case .use(let reference, _):
            return [
                ReferenceLocation(
                    kind: .use, name: reference.value, node: reference.range, own: [], text: nil)
            ]
        case .options(let options):
            guard syntax == .mustache else { return [] }
            return options.compactMap(\.content).flatMap { moduleReferences(in: $0, own: own) }
        }
    }

    /// Returns the partials of one text that name shared modules.
    private static func moduleReferences(in content: LocatedText, own: Set<String>) -> [ReferenceLocation] {
        Template(content.text).references.filter { $0.kind == .partial && !own.contains($0.name) }.map {
            ReferenceLocation(
                kind: .partial, name: $0.name, node: content.node.range, own: own,
                text: (content, $0.nameRange))
        }
    }
}

extension ReferenceLocation {
    /// Returns the address of the module that the name refers to if there is one in reach of `folder`. The
    /// module need not be readable.
    package func target(from folder: Address, in library: any Library) -> Address? {
        ReferenceLocation.target(of: name, from: folder, in: library)
    }

    static func target(of name: String, from folder: Address, in library: any Library) -> Address? {
        guard case .found(let module) = Outward.module(name, from: folder, in: library) else { return nil }
        return module.address
    }

    /// Returns the shortest natural name by which a text in `folder` refers to the module at `target`. The
    /// current name is kept if it still refers to it. If the current name is relative, a relative name is
    /// preferred; else the name starts at the top, with a leading `/`.
    ///
    /// - Parameter accepted: addresses to which the current name may refer unchanged.
    /// - Returns: `nil` if no name refers to the module.
    package func name(
        of target: Address, accepting accepted: [Address], from folder: Address, in library: any Library
    ) -> String? {
        if let now = self.target(from: folder, in: library), accepted.contains(now) { return name }
        let path = target.path.split(separator: "/")
        var names: [String] = []
        if !name.hasPrefix("/") {
            for above in folder.outward {
                let parts = above.path.split(separator: "/")
                guard parts.count < path.count, parts == Array(path.prefix(parts.count)) else { continue }
                names.append(path.dropFirst(parts.count).joined(separator: "/"))
            }
        }
        names.append("/" + target.path)
        return names.first { name in
            if own.contains(name) { return false }
            if kind == .partial, TagName.fault(ofPartial: ArraySlice(Array(name.utf8)), in: .newest) != nil {
                return false
            }
            return ReferenceLocation.target(of: name, from: folder, in: library) == target
        }
    }
}

/// The meaning of one name in one file: the file that it refers to.
///
/// A change of structure must keep the bindings of all files: each name that referred to a record must refer
/// to the same record afterwards.
package struct Binding: Sendable, Hashable {
    /// The kind of the reference.
    package let kind: Reference.Kind
    /// The name as written; for a variable, the part before the first dot.
    package let name: String
    /// The index in the file's ``ParsedFile/moduleReferences``; -1 for a variable.
    package let index: Int
    /// The file whose text contains a variable's name: the file itself, or a module that it uses.
    package let home: Address
    /// The file that it refers to.
    package let target: Address

    /// The kind of `target`: a module or a variable.
    package var targetKind: RecordKind { kind == .variable ? .variable : .module }
}

extension ParsedFile {
    /// Returns every name in the file that refers to a shared module or variable. For a prompt this includes
    /// the variables in the texts of its shared modules, because they are looked up from the prompt.
    package func bindings(in library: any Library) -> [Binding] {
        guard kind == .prompt || kind == .module else { return [] }
        var found: [Binding] = []
        for (index, reference) in moduleReferences.enumerated() {
            guard let target = reference.target(from: address.folder, in: library) else { continue }
            found.append(
                Binding(
                    kind: reference.kind, name: reference.name, index: index, home: address, target: target))
        }
        guard let subject = Subject(self, library: library) else { return found }
        let scope = subject.scope
        var seen: Set<Binding> = []
        let texts = kind == .prompt ? subject.resolved?.modules.flatMap(\.texts) ?? [] : subject.texts
        for text in texts {
            subject.walk.visit(text) { name in
                guard !scope.prompt.declares(name.name), !UndeclaredNames.isItemField(name, in: scope),
                    let declared = scope.declaration(of: name.name, in: name.home),
                    declared.kind == .variable
                else { return }
                let binding = Binding(
                    kind: .variable, name: name.name, index: -1, home: name.home.address,
                    target: declared.file)
                if seen.insert(binding).inserted { found.append(binding) }
            } broken: { _ in
            }
        }
        return found
    }
}

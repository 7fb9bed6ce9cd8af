internal import Diagnostics

/// The meaning of one name in one file: the file that it refers to.
///
/// A change of structure must keep the bindings of all files: each name that referred to a record must refer
/// to the same record afterwards.
package struct Binding: Sendable, Hashable {
    /// The kind of the reference.
    package let kind: Reference.Kind
    /// The name as written; for a variable, the part before the first dot.
    package let name: String
    /// The index in the file's ``ParsedFile/modulePlaces``; -1 for a variable.
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
                Binding(kind: reference.kind, name: reference.name, index: index, home: address, target: target))
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

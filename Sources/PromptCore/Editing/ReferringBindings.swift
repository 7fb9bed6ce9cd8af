internal import Diagnostics

/// What one name in one file means: the file that it leads to.
///
/// The bindings of all files are what a change of structure must keep: each name that led somewhere leads to
/// the same record afterwards.
package struct Binding: Sendable, Hashable {
    /// How the file names it.
    package let kind: Reference.Kind
    /// As written; of a variable, the part before the first dot.
    package let name: String
    /// Which of the file's ``ParsedFile/modulePlaces`` it is; -1 for a variable.
    package let place: Int
    /// The file in whose text a variable's name stands: the file itself, or a module that it uses.
    package let home: Address
    /// The file it leads to.
    package let target: Address

    /// Whether it leads to a module or a variable.
    package var targetKind: RecordKind { kind == .variable ? .variable : .module }
}

extension ParsedFile {
    /// Every name in the file that leads to a shared module or variable. Of a prompt also the variables that
    /// the texts of its shared modules ask for, since they are looked for from the prompt.
    package func bindings(in library: any Library) -> [Binding] {
        guard kind == .prompt || kind == .module else { return [] }
        var found: [Binding] = []
        for (index, place) in modulePlaces.enumerated() {
            guard let target = place.target(from: address.folder, in: library) else { continue }
            found.append(
                Binding(kind: place.kind, name: place.name, place: index, home: address, target: target))
        }
        guard let subject = Subject(self, library: library) else { return found }
        let scope = subject.scope
        var seen: Set<Binding> = []
        let texts = kind == .prompt ? subject.resolved?.modules.flatMap(\.texts) ?? [] : subject.texts
        for text in texts {
            subject.walk.visit(text) { name in
                guard !scope.prompt.declares(name.name), !UndeclaredNames.isItemField(name, scope),
                    let declared = scope.declaration(of: name.name, in: name.home),
                    declared.kind == .variable
                else { return }
                let binding = Binding(
                    kind: .variable, name: name.name, place: -1, home: name.home.address,
                    target: declared.file)
                if seen.insert(binding).inserted { found.append(binding) }
            } broken: { _ in
            }
        }
        return found
    }
}

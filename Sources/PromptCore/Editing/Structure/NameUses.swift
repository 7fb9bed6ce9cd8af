/// The meaning of a name in a text, as seen from one prompt or module.
struct NameUse: Hashable {
    /// The file that contains the text.
    let file: Address
    let kind: RecordKind
    var name: String
    var meaning: Meaning

    /// The declaration to which the name refers.
    enum Meaning: Hashable {
        case declared(Address, RecordKind)
        /// `label` or `value` of a choice, inside a section over the choices.
        case item
        case nowhere
    }
}

extension ParsedFile {
    /// Returns the uses of some names in all texts that this prompt or module may render, including those of
    /// shared modules and partials, in a fixed order.
    func uses(of names: Set<String>, in library: any Library) -> [NameUse] {
        guard let subject = Subject(self, library: library) else { return [] }
        let scope = subject.scope
        var uses: [NameUse] = []
        for text in subject.resolved?.modules.flatMap(\.texts) ?? subject.texts {
            subject.walk.visit(text) { name in
                guard names.contains(name.name) else { return }
                var meaning = NameUse.Meaning.nowhere
                if UndeclaredNames.isItemField(name, in: scope) {
                    meaning = .item
                } else if let found = scope.declaration(of: name.name, in: name.home) {
                    meaning = .declared(found.file, found.kind)
                }
                uses.append(
                    NameUse(file: name.home.address, kind: name.home.kind, name: name.name, meaning: meaning))
            } broken: { _ in
            }
        }
        return uses
    }

    /// Returns the files whose texts get a variable's value from this file's declaration, each once.
    public func textsUsing(_ variable: String, in library: any Library) -> [String] {
        var files: [String] = []
        for use in uses(of: [variable], in: library) where use.meaning == .declared(address, kind) {
            let file = use.file.file(use.kind)
            if !files.contains(file) { files.append(file) }
        }
        return files
    }
}

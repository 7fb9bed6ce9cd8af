/// What a name in a text means, seen from one prompt or module.
struct NameUse: Hashable {
    /// The file in which the text stands.
    let file: Address
    let kind: RecordKind
    var name: String
    var meaning: Meaning

    /// Where the name leads.
    enum Meaning: Hashable {
        case declared(Address, RecordKind)
        /// `label` or `value` of a choice, in a section over them.
        case item
        case nowhere
    }
}

extension ParsedFile {
    /// The uses of some names in all texts that this prompt or module may render, those of shared modules and partials
    /// included, in a fixed order.
    func uses(of names: Set<String>, in library: any Library) -> [NameUse] {
        guard let subject = Subject(self, library: library) else { return [] }
        let scope = subject.scope
        var uses: [NameUse] = []
        for text in subject.resolved?.modules.flatMap(\.texts) ?? subject.texts {
            subject.walk.visit(text) { name in
                guard names.contains(name.name) else { return }
                var meaning = NameUse.Meaning.nowhere
                if UndeclaredNames.isItemField(name, scope) {
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

    /// The files, each once, whose texts get a variable's value from this file's declaration.
    public func textsUsing(_ variable: String, in library: any Library) -> [String] {
        var files: [String] = []
        for use in uses(of: [variable], in: library) where use.meaning == .declared(address, kind) {
            let file = use.file.file(use.kind)
            if !files.contains(file) { files.append(file) }
        }
        return files
    }
}

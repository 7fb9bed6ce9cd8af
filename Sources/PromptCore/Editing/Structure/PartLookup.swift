/// Finds the module or option that a person names: by handle, by name, or by number from 1.
enum PartLookup {
    /// Returns the index of `text` among parts with these handles and names.
    static func index(of text: String, handles: [String], names: [String?]) -> Int? {
        let slug = Slug.make(text)
        return handles.firstIndex(of: text) ?? names.firstIndex { $0 == text } ?? handles.firstIndex(of: slug)
            ?? Int(text).flatMap { handles.indices.contains($0 - 1) ? $0 - 1 : nil }
    }

    /// Returns the index of a module in a prompt.
    static func module(_ text: String, in prompt: Prompt) throws(StructureError) -> Int {
        let handles = prompt.modules.map(\.handle)
        let names = prompt.modules.map { $0.header.name?.value }
        if let index = index(of: text, handles: handles, names: names) { return index }
        throw StructureError(
            "the prompt has no module \(quoted(text))",
            help: Suggestion.help(for: Slug.make(text), among: handles, what: "its modules"))
    }

    /// Returns the index of an option in a module.
    static func option(_ text: String, among options: [ModuleOption]) throws(StructureError) -> Int {
        let handles = options.map(\.handle)
        if let index = index(of: text, handles: handles, names: options.map { $0.name?.value }) {
            return index
        }
        throw StructureError(
            "the module has no option \(quoted(text))",
            help: Suggestion.help(for: Slug.make(text), among: handles, what: "its options"))
    }
}

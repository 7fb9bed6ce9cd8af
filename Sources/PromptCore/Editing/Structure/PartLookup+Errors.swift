extension PartLookup {
    /// Returns the index of a module in a prompt.
    static func module(_ text: String, in prompt: Prompt) throws(StructureError) -> Int {
        let names = prompt.modules.map { $0.header.name?.value }
        return try index(
            of: text, handles: prompt.modules.map(\.handle), names: names, whole: "prompt", part: "module")
    }

    /// Returns the index of an option in a module.
    static func option(_ text: String, among options: [ModuleOption]) throws(StructureError) -> Int {
        try index(
            of: text, handles: options.map(\.handle), names: options.map { $0.name?.value }, whole: "module",
            part: "option")
    }

    private static func index(
        of text: String, handles: [String], names: [String?], whole: String, part: String
    ) throws(StructureError) -> Int {
        switch match(text, handles: handles, names: names) {
        case .one(let index): return index
        case .several(let indices):
            let (message, help) = several(for: text, among: indices.map { handles[$0] }, part: part)
            throw StructureError(message, help: help)
        case .none:
            throw StructureError(
                "the \(whole) has no \(part) \(quoted(text))",
                help: Suggestion.help(for: Slug.make(text), among: handles, what: "its \(part)s"))
        }
    }
}

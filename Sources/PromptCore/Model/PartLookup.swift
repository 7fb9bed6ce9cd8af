/// The rule by which modules and options are named: in commands, in `render --option`, in the keys of `set`, and in
/// `default:` beside `use:`.
///
/// An exact handle goes first, then an exact name, then the slug of the text. If several have the slug, the text names none
/// of them.
enum PartLookup {
    /// The parts that a text names.
    enum Match: Equatable {
        case one(Int)
        case none
        /// Several parts have the slug.
        case several([Int])
    }

    /// Returns the parts that `text` names.
    ///
    /// - Parameters:
    ///   - handles: the handles of all parts, in order; no two are the same.
    ///   - names: their names.
    static func match(_ text: String, handles: [String], names: [String?]) -> Match {
        if let index = handles.firstIndex(of: text) { return .one(index) }
        if let index = names.firstIndex(of: text) { return .one(index) }
        // All texts without a letter or digit have the same slug.
        guard Slug.isTelling(text) else { return .none }
        let slug = Slug.make(text)
        let alike = handles.indices.filter { index in
            handles[index] == slug || names[index].map(Slug.make) == slug
        }
        if alike.count > 1 { return .several(alike) }
        return alike.first.map(Match.one) ?? .none
    }

    /// Returns the parts that a person's text names: the same, or a number from 1.
    static func typed(_ text: String, handles: [String], names: [String?]) -> Match {
        let found = match(text, handles: handles, names: names)
        guard found == .none, let number = Int(text), handles.indices.contains(number - 1) else {
            return found
        }
        return .one(number - 1)
    }

    /// Returns the module of a prompt that a person's text names.
    static func typed(_ text: String, in prompt: Prompt) -> Match {
        typed(
            text, handles: prompt.modules.map(\.handle),
            names: prompt.modules.map { $0.header.name?.value ?? $0.slot?.value })
    }

    /// Returns the option that `default:` beside `use:` names.
    static func chosen(_ text: String, among options: [ModuleOption]) -> Match {
        match(text, handles: options.map(\.handle), names: options.map { $0.name?.value })
    }

    /// Returns the words for a text that names several parts.
    ///
    /// - Parameter names: the names of the parts that it can mean, in the order of `handles`.
    static func several(
        for text: String, among handles: [String], names: [String?], part: String
    ) -> (message: String, help: String) {
        let shown = zip(handles, names).map { handle, name in
            name.map { $0 == handle ? handle : "\(handle) (\(quoted($0)))" } ?? handle
        }
        return (
            "\(quoted(text)) may mean several \(part)s: \(shown.joined(separator: ", "))",
            "write an exact handle or an exact name"
        )
    }
}

/// The rule by which people name modules and options: in commands, in `render --option` and in the keys of `set`.
///
/// An exact handle goes first, then an exact name, then the slug of the typed text, then a number from 1.
enum PartLookup {
    /// The parts that a typed text names.
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
        if let index = handles.firstIndex(of: text) ?? names.firstIndex(where: { $0 == text }) {
            return .one(index)
        }
        let slug = Slug.make(text)
        let alike = handles.indices.filter { index in
            handles[index] == slug || names[index].map(Slug.make) == slug
        }
        if alike.count > 1 { return .several(alike) }
        if let index = alike.first { return .one(index) }
        return Int(text).flatMap { handles.indices.contains($0 - 1) ? .one($0 - 1) : nil } ?? .none
    }

    /// Returns the module of a prompt that `text` names.
    static func match(_ text: String, in prompt: Prompt) -> Match {
        match(
            text, handles: prompt.modules.map(\.handle),
            names: prompt.modules.map { $0.header.name?.value })
    }

    /// Returns the words for a text that names several parts.
    static func several(
        for text: String, among handles: [String], part: String
    ) -> (message: String, help: String) {
        (
            "\(quoted(text)) may mean several \(part)s: \(handles.joined(separator: ", "))",
            "write it as it stands here"
        )
    }
}

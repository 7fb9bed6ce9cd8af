/// A text under `partials:` of a prompt or shared module, which partial tags of that file insert.
public struct LocalPartial: Sendable {
    /// The name in tags.
    public var name: Located<String>
    /// The syntax of the text; `nil` for the file's.
    public var syntax: Syntax?
    /// The text; `nil` if the file lacks it.
    public var content: LocatedText?

    /// A partial without a text.
    public init(name: Located<String>) {
        self.name = name
    }

    /// The pattern of names: those that a tag can have, without a `/` at the start, which means the library's top
    /// folder, and without a `*`, which means a name from a value.
    static let namePattern = "^[^\\s/*][^\\s]*$"

    /// True if a tag can name it.
    static func isName(_ name: String) -> Bool {
        let bytes = ArraySlice(Array(name.utf8))
        return bytes.first != UInt8(ascii: "/") && TagName.fault(ofPartial: bytes) == nil
    }
}

extension Record {
    /// The texts under `partials:`; empty for records that have none.
    public var partials: [LocalPartial] {
        switch self {
        case .prompt(let prompt): prompt.partials
        case .module(let module): module.partials
        case .variable, .folder, .manifest: []
        }
    }
}

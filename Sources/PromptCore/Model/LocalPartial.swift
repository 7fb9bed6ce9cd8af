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
}

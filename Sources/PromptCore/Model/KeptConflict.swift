/// A value that both sides of a merge changed, kept until a person decides: ours is in its place, theirs is here.
public struct KeptConflict: Sendable {
    /// The key of the value, as `set` takes it: `modules.persona.role`; empty for the record itself.
    public var at: Located<String>
    /// What the other side says.
    public var theirs: FreeValue
    /// The entry in the file.
    public var range: Range<Int>
}

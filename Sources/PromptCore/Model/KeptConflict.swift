/// A value that both sides of a merge changed, kept until a person decides. Our value is at its key, theirs
/// is here.
public struct KeptConflict: Sendable {
    /// The key of the value as `set` takes it: `modules.persona.role`; empty for the record itself.
    public var at: Located<String>
    /// The other side's value.
    public var theirs: FreeValue
    /// The range of the entry in the file.
    public var range: Range<Int>
}

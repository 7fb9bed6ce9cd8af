/// The kind of thing that is compared.
public enum ComparedPart: String, Sendable, Hashable {
    case record, module, option, variable
}

/// The name and handle of a part.
public struct PartName: Sendable, Hashable {
    /// Its handle; the address if it is a record.
    public var handle: String
    /// As written; `nil` if it has none.
    public var name: String?
    /// True if its text is the `content` key of its owner and it has no entry of its own.
    public var isBare = false

    /// The name if it has one, else the handle.
    public var shown: String { name ?? handle }
}

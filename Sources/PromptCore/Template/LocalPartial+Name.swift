extension LocalPartial {
    /// The pattern of names: those that a tag can have, without a `/` at the start, which means the library's top
    /// folder, and without a `*`, which means a name from a value.
    static let namePattern = "^[^\\s/*][^\\s]*$"

    /// True if a tag can name it.
    static func isName(_ name: String) -> Bool {
        let bytes = ArraySlice(Array(name.utf8))
        return bytes.first != UInt8(ascii: "/") && TagName.fault(ofPartial: bytes, in: .two) == nil
    }
}

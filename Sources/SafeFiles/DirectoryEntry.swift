/// One name in a directory.
public struct DirectoryEntry: Sendable, Hashable {
    /// The name in the file system: any bytes except NUL and `/`.
    public let bytes: [UInt8]
    /// The name as text; `nil` if its bytes are not UTF-8. No file of a store has such a name, and this
    /// target can't open one.
    public let name: String?
    /// The type of the entry; a link is never followed.
    public let type: EntryType

    init(bytes: [UInt8], type: EntryType) {
        self.bytes = bytes
        self.name = String(validating: bytes, as: UTF8.self)
        self.type = type
    }

    /// The name for a message: unchanged, or with each byte outside ASCII as `\xHH` if it is not UTF-8.
    public var displayName: String { name ?? DirectoryEntry.escaped(bytes) }

    /// Returns `bytes` as text, with each byte outside ASCII as `\xHH`.
    public static func escaped(_ bytes: some Sequence<UInt8>) -> String {
        var text = ""
        for byte in bytes {
            if byte < 0x80 {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "\\x" + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}

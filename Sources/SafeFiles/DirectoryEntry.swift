/// One name in a directory.
public struct DirectoryEntry: Sendable, Hashable {
    /// The name as the file system has it: any bytes but NUL and `/`.
    public let bytes: [UInt8]
    /// The name as text, or nil where its bytes are not UTF-8. No file of a store is
    /// called so, and none can be opened by this library.
    public let name: String?
    /// What the name stands for; never follows a link.
    public let type: EntryType

    init(bytes: [UInt8], type: EntryType) {
        self.bytes = bytes
        self.name = String(validating: bytes, as: UTF8.self)
        self.type = type
    }

    /// The name for a message: as it is, or with each byte outside ASCII as `\xHH` where
    /// it is not UTF-8.
    public var displayName: String { name ?? DirectoryEntry.escaped(bytes) }

    /// `bytes` as text, each byte outside ASCII as `\xHH`.
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

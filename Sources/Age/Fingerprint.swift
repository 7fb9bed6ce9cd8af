internal import Crypto

extension AgeRecipient {
    /// Returns the SHA-256 of a set of recipients as 64 hexadecimal digits. Order and repetitions have no
    /// effect.
    public static func fingerprint(of recipients: some Sequence<AgeRecipient>) -> String {
        let lines = Set(recipients).map { $0.description + "\n" }.sorted()
        return fingerprint(of: lines.joined())
    }

    /// Returns the SHA-256 of a text as 64 hexadecimal digits.
    public static func fingerprint(of text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).reduce(into: "") { text, byte in
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
}

internal import Crypto
internal import CryptoExtras

/// A passphrase that seals and opens a file with scrypt (RFC 7914), r = 8 and p = 1.
///
/// scrypt needs 1 KiB × 2^work of memory: 256 MiB to seal by default, at most 1 GiB to open.
public struct AgePassphrase {
    private let text: SecretBytes
    /// The binary logarithm of scrypt's N used to seal.
    let work: Int

    /// The default for sealing: about one second on a machine of 2020.
    public static let defaultWork = 18
    /// The maximum for opening a file.
    public static let maxWork = 20

    /// - Parameters:
    ///   - text: its UTF-8 bytes, not empty.
    ///   - work: the binary logarithm of scrypt's N used to seal, 1 through 20; tests use less than the
    ///     default.
    /// - Throws: `recipients` if the text is empty; `workFactor` if `work` is out of range.
    public init(_ text: SecretBytes, work: Int = AgePassphrase.defaultWork) throws(AgeError) {
        guard text.count > 0 else { throw .recipients("the passphrase is empty") }
        guard 1...AgePassphrase.maxWork ~= work else { throw .workFactor(work, limit: AgePassphrase.maxWork) }
        self.text = text
        self.work = work
    }

    func wrap(
        _ fileKey: SecretBytes, using random: inout some RandomNumberGenerator
    ) throws(AgeError) -> Header.Stanza {
        let salt = Randomness.bytes(count: 16, using: &random)
        let key = try derive(salt: salt, work: work)
        let body = try fileKey.withBytes { bytes throws(AgeError) in
            try Primitives.seal(bytes, with: key, nonce: [UInt8](repeating: 0, count: 12))
        }
        return Header.Stanza(
            "scrypt", arguments: [Base64.encode(salt, isPadded: false), Array(String(work).utf8)], body: body)
    }

    /// Returns the file key of a stanza; `nil` if the stanza has another type or the passphrase is wrong.
    func unwrap(_ stanza: Header.Stanza) throws(AgeError) -> SecretBytes? {
        guard stanza.type.elementsEqual("scrypt".utf8) else { return nil }
        guard stanza.arguments.count == 3,
            let salt = Base64.decode(stanza.arguments[1][...], isPadded: false), salt.count == 16
        else { throw .header("a passphrase recipient must have a salt of 16 bytes and a work factor") }
        let work = try AgePassphrase.work(stanza.arguments[2])
        guard stanza.body.count == FileKey.wrappedBytes else {
            throw .header("the wrapped file key does not have 32 bytes")
        }
        return FileKey.unwrap(stanza.body, with: try derive(salt: salt, work: work))
    }

    /// Reads a decimal number that matches `^[1-9][0-9]*$`.
    private static func work(_ digits: [UInt8]) throws(AgeError) -> Int {
        guard let first = digits.first, 0x31...0x39 ~= first,
            digits.allSatisfy({ 0x30...0x39 ~= $0 })
        else { throw .header("the work factor is not a decimal number") }
        // A number with more than six digits exceeds the limit anyway, so it is cut to 999,999.
        let work = digits.count > 6 ? 999_999 : digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard work <= maxWork else { throw .workFactor(work, limit: maxWork) }
        return work
    }

    private func derive(salt: [UInt8], work: Int) throws(AgeError) -> SymmetricKey {
        let salt = Array("age-encryption.org/v1/scrypt".utf8) + salt
        // The library's own memory limit is large enough for these parameters.
        let key = text.withBytes { text in
            try? KDF.Scrypt.deriveKey(
                from: text, salt: salt, outputByteCount: 32, rounds: 1 << work, blockSize: 8, parallelism: 1)
        }
        guard let key else { throw .outOfMemory }
        return key
    }
}

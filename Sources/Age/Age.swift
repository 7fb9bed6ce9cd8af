internal import Crypto

/// The age format, version 1 (C2SP `age.md`): seals bytes to X25519 recipients or to a passphrase, and opens them.
///
/// Pure: chance is handed in. All cryptography is swift-crypto's. Files are read and written whole, since what is kept here
/// is small; a file of `n` bytes takes about `3 n` of memory.
public enum Age {
    /// The most recipients that a file is sealed to.
    public static let maxRecipients = 256

    /// Seals to any of some recipients.
    ///
    /// - Parameters:
    ///   - plaintext: any bytes, also none.
    ///   - recipients: at least one; each opens the file alone.
    ///   - isArmored: whether the file is text.
    ///   - random: a cryptographic source.
    /// - Throws: `recipients` where there are none or too many, `recipient` for one that nothing can be sealed to.
    public static func seal(
        _ plaintext: SecretBytes, to recipients: [AgeRecipient], isArmored: Bool = true,
        using random: inout some RandomNumberGenerator
    ) throws(AgeError) -> [UInt8] {
        guard !recipients.isEmpty else { throw .recipients("there is no recipient to seal it to") }
        guard recipients.count <= maxRecipients else {
            throw .recipients("there are more than \(maxRecipients) recipients")
        }
        let fileKey = Randomness.secret(FileKey.bytes, &random)
        var stanzas: [Header.Stanza] = []
        for recipient in recipients { stanzas.append(try recipient.wrap(fileKey, &random)) }
        return try file(plaintext, fileKey, stanzas, isArmored, &random)
    }

    /// Seals to a passphrase.
    public static func seal(
        _ plaintext: SecretBytes, with passphrase: AgePassphrase, isArmored: Bool = true,
        using random: inout some RandomNumberGenerator
    ) throws(AgeError) -> [UInt8] {
        let fileKey = Randomness.secret(FileKey.bytes, &random)
        let stanza = try passphrase.wrap(fileKey, &random)
        return try file(plaintext, fileKey, [stanza], isArmored, &random)
    }

    /// Opens a file, armored or not, with the first identity that one of its recipients is of.
    ///
    /// - Throws: `noMatch` where none is; the other errors where the file breaks the format or was changed.
    public static func open(
        _ file: [UInt8], with identities: [AgeIdentity]
    ) throws(AgeError) -> SecretBytes {
        try open(file) { stanza throws(AgeError) in
            for identity in identities {
                if let key = try identity.unwrap(stanza) { return key }
            }
            return nil
        }
    }

    /// Opens a file that was sealed to a passphrase.
    public static func open(_ file: [UInt8], with passphrase: AgePassphrase) throws(AgeError) -> SecretBytes {
        try open(file) { stanza throws(AgeError) in try passphrase.unwrap(stanza) }
    }

    /// Whether a file asks for a passphrase, as far as its header says. The header is not yet trusted.
    public static func needsPassphrase(_ file: [UInt8]) throws(AgeError) -> Bool {
        let (header, _) = try Header.read(binary(file))
        return header.stanzas.contains { $0.type.elementsEqual("scrypt".utf8) }
    }

    private static func file(
        _ plaintext: SecretBytes, _ fileKey: SecretBytes, _ stanzas: [Header.Stanza], _ isArmored: Bool,
        _ random: inout some RandomNumberGenerator
    ) throws(AgeError) -> [UInt8] {
        let key = Primitives.key(fileKey)
        var file = Header.signed(stanzas)
        file += Header.end(mac: Primitives.mac(file, fileKey: key))
        try Payload.seal(
            plaintext, fileKey: key, nonce: Randomness.bytes(Payload.nonceBytes, &random), into: &file)
        return isArmored ? Armor.encode(file) : file
    }

    private static func open(
        _ file: [UInt8], unwrap: (Header.Stanza) throws(AgeError) -> SecretBytes?
    ) throws(AgeError) -> SecretBytes {
        let file = try binary(file)
        let (header, payload) = try Header.read(file)
        for stanza in header.stanzas {
            guard let fileKey = try unwrap(stanza) else { continue }
            let key = Primitives.key(fileKey)
            guard Primitives.isMAC(header.mac, of: header.signed, fileKey: key) else { throw .headerChanged }
            return try Payload.open(file[payload...], fileKey: key)
        }
        throw .noMatch
    }

    private static func binary(_ file: [UInt8]) throws(AgeError) -> [UInt8] {
        Armor.isArmored(file) ? try Armor.decode(file) : file
    }
}

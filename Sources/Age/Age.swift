internal import Crypto

/// The age format, version 1 (C2SP `age.md`): seals bytes to X25519 recipients or to a passphrase, and opens
/// them.
///
/// The code is pure: the caller passes the source of randomness, and swift-crypto does all cryptography.
/// Files are read and written whole, because they are small here; a file of `n` bytes needs about `3 n` bytes
/// of memory.
public enum Age {
    /// The maximum number of recipients of a file.
    public static let maxRecipients = 256

    /// Seals a plaintext to several recipients, each of which can open the file.
    ///
    /// - Parameters:
    ///   - plaintext: any bytes; may be empty.
    ///   - recipients: 1 through ``maxRecipients``; each opens the file alone.
    ///   - isArmored: true for the text form of the file, false for the binary form.
    ///   - random: a cryptographic source.
    /// - Returns: The bytes of the age file.
    /// - Throws: `recipients` if there is no recipient or there are too many; `recipient` if one is a point
    ///   of low order, to which nothing can be sealed.
    public static func seal(
        _ plaintext: SecretBytes, to recipients: [AgeRecipient], isArmored: Bool = true,
        using random: inout some RandomNumberGenerator
    ) throws(AgeError) -> [UInt8] {
        guard !recipients.isEmpty else { throw .recipients("there is no recipient to seal it to") }
        guard recipients.count <= maxRecipients else {
            throw .recipients("there are more than \(maxRecipients) recipients")
        }
        let fileKey = Randomness.secret(count: FileKey.bytes, using: &random)
        var stanzas: [Header.Stanza] = []
        for recipient in recipients { stanzas.append(try recipient.wrap(fileKey, using: &random)) }
        return try file(
            sealing: plaintext, fileKey: fileKey, stanzas: stanzas, isArmored: isArmored, using: &random)
    }

    /// Seals a plaintext to a passphrase.
    ///
    /// - Parameters:
    ///   - plaintext: any bytes; may be empty.
    ///   - isArmored: true for the text form of the file, false for the binary form.
    ///   - random: a cryptographic source.
    /// - Returns: The bytes of the age file.
    /// - Throws: `outOfMemory` if scrypt does not get enough memory.
    public static func seal(
        _ plaintext: SecretBytes, with passphrase: AgePassphrase, isArmored: Bool = true,
        using random: inout some RandomNumberGenerator
    ) throws(AgeError) -> [UInt8] {
        let fileKey = Randomness.secret(count: FileKey.bytes, using: &random)
        let stanza = try passphrase.wrap(fileKey, using: &random)
        return try file(
            sealing: plaintext, fileKey: fileKey, stanzas: [stanza], isArmored: isArmored, using: &random)
    }

    /// Opens a file, armored or not, with the first identity that matches one of its recipients.
    ///
    /// - Throws: `noMatch` if no identity matches; the other errors if the file breaks the format or was
    ///   changed.
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
    ///
    /// - Throws: `noMatch` if the passphrase is wrong; `workFactor` or `outOfMemory` if scrypt would need too
    ///   much; the other errors if the file breaks the format or was changed.
    public static func open(_ file: [UInt8], with passphrase: AgePassphrase) throws(AgeError) -> SecretBytes {
        try open(file) { stanza throws(AgeError) in try passphrase.unwrap(stanza) }
    }

    /// Returns true if the header asks for a passphrase. The header is not authenticated yet.
    ///
    /// - Throws: `armor`, `header` or `unsupportedVersion` if the file breaks the format.
    public static func needsPassphrase(_ file: [UInt8]) throws(AgeError) -> Bool {
        let (header, _) = try Header.read(binary(file))
        return header.stanzas.contains { $0.type.elementsEqual("scrypt".utf8) }
    }

    private static func file(
        sealing plaintext: SecretBytes, fileKey: SecretBytes, stanzas: [Header.Stanza], isArmored: Bool,
        using random: inout some RandomNumberGenerator
    ) throws(AgeError) -> [UInt8] {
        let key = Primitives.key(fileKey)
        var file = Header.signed(stanzas)
        file += Header.end(mac: Primitives.mac(file, fileKey: key))
        try Payload.seal(
            plaintext, fileKey: key, nonce: Randomness.bytes(count: Payload.nonceBytes, using: &random),
            into: &file)
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

/// The reason why an age file, a recipient or an identity is refused. No case carries secret data.
public enum AgeError: Error, Sendable, Hashable {
    /// The text around the base64 of an armored file breaks the format.
    case armor(String)
    /// The header breaks the rule of the format that the text names.
    case header(String)
    /// The version line is not that of `v1`.
    case unsupportedVersion
    /// None of the identities opens the file, or the passphrase is wrong.
    case noMatch
    /// An identity or the passphrase opened the header, but the header's MAC does not match: the header was
    /// changed.
    case headerChanged
    /// The payload was changed, truncated or extended.
    case payload(String)
    /// The file asks for more scrypt work (the binary logarithm of N) than is allowed.
    case workFactor(Int, limit: Int)
    /// There was not enough memory for scrypt (128 × 8 × 2^work bytes).
    case outOfMemory
    /// The text is no age X25519 recipient (`age1…`), for the reason given.
    case recipient(String)
    /// The text is no age X25519 identity (`AGE-SECRET-KEY-1…`), for the reason given.
    case identity(String)
    /// There is no recipient, there are too many, or the passphrase is empty.
    case recipients(String)
}

extension AgeError: CustomStringConvertible {
    /// The error in plain words, without a full stop.
    public var description: String {
        switch self {
        case .armor(let why): "the armor of the age file is broken: \(why)"
        case .header(let why): "the header of the age file is broken: \(why)"
        case .unsupportedVersion: "not an age file of version 1"
        case .noMatch: "no identity opens it"
        case .headerChanged: "the header of the age file was changed"
        case .payload(let why): "the sealed part was changed: \(why)"
        case .workFactor(let found, let limit):
            "the file asks for scrypt work 2^\(found), more than the 2^\(limit) allowed"
        case .outOfMemory: "there is not enough memory for scrypt"
        case .recipient(let why): "not an age recipient (age1…): \(why)"
        case .identity(let why): "not an age identity (AGE-SECRET-KEY-1…): \(why)"
        case .recipients(let why): why
        }
    }
}

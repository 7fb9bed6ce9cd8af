internal import Crypto

/// The recipient of a file: an X25519 public key, `age1…`.
public struct AgeRecipient: Sendable, Hashable {
    /// 32 bytes.
    let key: [UInt8]

    /// Reads `age1…`: Bech32, all in upper or all in lower case.
    ///
    /// - Throws: `recipient` if the text is no Bech32 with this prefix, or does not hold 32 bytes.
    public init(_ text: String) throws(AgeError) {
        switch Bech32.decode(text.utf8, prefix: "age") {
        case .success(let key):
            guard key.count == 32 else { throw .recipient(Bech32.Refusal.length.rawValue) }
            self.key = key
        case .failure(let refusal): throw .recipient(refusal.rawValue)
        }
    }

    init(key: [UInt8]) { self.key = key }

    static let info = "age-encryption.org/v1/X25519"

    func wrap(
        _ fileKey: SecretBytes, using random: inout some RandomNumberGenerator
    ) throws(AgeError) -> Header.Stanza {
        guard let ephemeral = Primitives.privateKey(Randomness.secret(count: 32, using: &random)) else {
            throw .recipient("no key could be made for it")
        }
        let share = Primitives.publicKey(ephemeral)
        guard let shared = Primitives.shared(ephemeral, with: key) else {
            throw .recipient("it is a point of low order, to which nothing can be sealed")
        }
        let wrapKey = Primitives.derive(from: shared, salt: share + key, info: AgeRecipient.info)
        let body = try fileKey.withBytes { bytes throws(AgeError) in
            try Primitives.seal(bytes, with: wrapKey, nonce: [UInt8](repeating: 0, count: 12))
        }
        return Header.Stanza("X25519", arguments: [Base64.encode(share, isPadded: false)], body: body)
    }
}

extension AgeRecipient: CustomStringConvertible {
    /// The Bech32 text, `age1…`.
    public var description: String {
        String(decoding: Bech32.encode(prefix: "age", bytes: key), as: UTF8.self)
    }
}

/// The identity that opens a file sealed to its recipient: an X25519 private key, `AGE-SECRET-KEY-1…`.
public struct AgeIdentity: Sendable {
    // swift-crypto keeps the key in its own memory, and overwrites it.
    private let key: Curve25519.KeyAgreement.PrivateKey
    /// The public key.
    public let recipient: AgeRecipient

    private static let prefix = "age-secret-key-"

    /// Creates a new identity.
    ///
    /// - Parameter random: a cryptographic source.
    /// - Throws: `identity` if the random bytes can't be a private key.
    public init(using random: inout some RandomNumberGenerator) throws(AgeError) {
        try self.init(secret: Randomness.secret(count: 32, using: &random))
    }

    /// Reads `AGE-SECRET-KEY-1…`: Bech32, all in upper or all in lower case.
    ///
    /// - Throws: `identity` if the text is no Bech32 with this prefix, or does not hold 32 bytes.
    public init(_ text: some Collection<UInt8>) throws(AgeError) {
        switch Bech32.decode(text, prefix: AgeIdentity.prefix) {
        case .success(var bytes):
            let secret = SecretBytes(taking: &bytes)
            guard secret.count == 32 else { throw .identity(Bech32.Refusal.length.rawValue) }
            try self.init(secret: secret)
        case .failure(let refusal): throw .identity(refusal.rawValue)
        }
    }

    private init(secret: SecretBytes) throws(AgeError) {
        guard let key = Primitives.privateKey(secret) else {
            throw .identity(Bech32.Refusal.length.rawValue)
        }
        self.key = key
        recipient = AgeRecipient(key: Primitives.publicKey(key))
    }

    /// The text `AGE-SECRET-KEY-1…`, as written in a file of identities.
    public var secretText: SecretBytes {
        var text = Primitives.bytes(key).withBytes { Bech32.encode(prefix: AgeIdentity.prefix, bytes: $0) }
        for index in text.indices where 0x61...0x7A ~= text[index] { text[index] ^= 0x20 }
        return SecretBytes(taking: &text)
    }

    /// Returns the file key of a stanza; `nil` if the stanza has another type or is for another identity.
    func unwrap(_ stanza: Header.Stanza) throws(AgeError) -> SecretBytes? {
        guard stanza.type.elementsEqual("X25519".utf8) else { return nil }
        guard stanza.arguments.count == 2,
            let share = Base64.decode(stanza.arguments[1][...], isPadded: false), share.count == 32
        else { throw .header("an X25519 recipient must have one argument of 32 bytes") }
        // Checked before decryption, so that a file can't be used to find out which of several keys is in
        // use.
        guard stanza.body.count == FileKey.wrappedBytes else {
            throw .header("the wrapped file key does not have 32 bytes")
        }
        guard let shared = Primitives.shared(key, with: share) else {
            throw .header("an X25519 recipient is a point of low order")
        }
        let wrapKey = Primitives.derive(
            from: shared, salt: share + recipient.key, info: AgeRecipient.info)
        return FileKey.unwrap(stanza.body, with: wrapKey)
    }
}

/// The key of one file: 16 random bytes.
enum FileKey {
    static let bytes = 16
    static let wrappedBytes = 32

    static func unwrap(_ body: [UInt8], with key: SymmetricKey) -> SecretBytes? {
        var isOpen = false
        let secret = SecretBytes(count: bytes) { buffer in
            isOpen = Primitives.open(
                body[...], with: key, nonce: [UInt8](repeating: 0, count: 12), into: buffer)
        }
        return isOpen ? secret : nil
    }
}

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

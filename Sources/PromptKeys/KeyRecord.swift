public import Age
public import PromptCore
internal import PromptStore

/// A key as its file has it: what anybody may read, and the sealed part.
public struct KeyRecord: Sendable {
    public var id: RecordID
    public var name: KeyName
    /// Where the key may be sent; nil for wherever the provider is.
    public var baseURL: String?
    /// `…9f3a`, where the key is long enough to show its end.
    public var hint: String?
    /// RFC 3339.
    public var createdAt: String
    /// `Ana Ruiz <ana@example.com>`
    public var createdBy: String
    public var rotatedAt: String?
    public var revokedAt: String?
    /// Whom it is sealed to.
    public var recipients: [AgeRecipient]
    /// An armored age file; `nil` of a key that was revoked.
    public var sealed: String?

    public init(
        id: RecordID, name: KeyName, baseURL: String?, createdAt: String, createdBy: String
    ) {
        self.id = id
        self.name = name
        self.baseURL = baseURL
        self.createdAt = createdAt
        self.createdBy = createdBy
        recipients = []
    }

    /// Sets the hint, and seals the secret together with what it is for, so that it opens as that alone.
    mutating func seal(
        _ secret: SecretBytes, to recipients: [AgeRecipient], using random: EnvironmentRandom
    ) throws(KeyringError) {
        self.recipients = recipients
        hint = KeyRecord.hint(secret)
        let payload = KeyPayload.write(self, secret)
        let sealed = try KeyringError.age { () throws(AgeError) in
            var random = random
            return try Age.seal(payload, to: recipients, using: &random)
        }
        self.sealed = String(decoding: sealed, as: UTF8.self)
    }

    /// Opens it, and compares what was sealed with what is readable.
    ///
    /// - Parameter path: where it was read, for messages.
    func open(with identity: AgeIdentity, path: String) throws(KeyringError) -> SecretBytes {
        if let revokedAt { throw .revoked(name, at: revokedAt) }
        guard let sealed else { throw .badFile(path: path, why: "it has no encrypted_key") }
        let payload: SecretBytes
        do throws(AgeError) {
            payload = try Age.open(Array(sealed.utf8), with: [identity])
        } catch {
            if error == .noMatch { throw .notForYou(name, path: path) }
            throw .damaged(path: path, error)
        }
        return try KeyPayload.read(payload, as: self, path: path)
    }

    /// The last four signs of a key that has at least 20.
    private static func hint(_ secret: SecretBytes) -> String? {
        secret.withBytes { bytes in
            bytes.count < 20 ? nil : "…" + String(decoding: bytes.suffix(4), as: UTF8.self)
        }
    }
}

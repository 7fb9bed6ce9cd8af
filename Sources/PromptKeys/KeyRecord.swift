public import Age
public import PromptCore
internal import PromptStore

/// A key as stored in its file: the readable description, and the sealed part.
public struct KeyRecord: Sendable {
    /// The key's UUID.
    public var id: RecordID
    /// Its provider and nickname.
    public var name: KeyName
    /// The only address the key may be sent to; `nil` for the provider's usual one.
    public var baseURL: String?
    /// The end of the key (`…9f3a`); `nil` if the key is too short to show it.
    public var hint: String?
    /// RFC 3339.
    public var createdAt: String
    /// `Ana Ruiz <ana@example.com>`
    public var createdBy: String
    /// RFC 3339; `nil` if the secret was never replaced.
    public var rotatedAt: String?
    /// RFC 3339; `nil` if the key was not revoked.
    public var revokedAt: String?
    /// The recipients that can open it.
    public var recipients: [AgeRecipient]
    /// An armored age file; `nil` if the key was revoked.
    public var sealed: String?

    /// A description that has no sealed part yet.
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

    /// Sets the hint, and seals the secret together with its description, so that it can be opened under that
    /// description only.
    mutating func seal(
        _ secret: SecretBytes, to recipients: [AgeRecipient], using random: EnvironmentRandom
    ) throws(KeyringError) {
        self.recipients = recipients
        hint = KeyRecord.hint(secret)
        let payload = KeyPayload.write(self, with: secret)
        let sealed = try KeyringError.age { () throws(AgeError) in
            var random = random
            return try Age.seal(payload, to: recipients, using: &random)
        }
        self.sealed = String(decoding: sealed, as: UTF8.self)
    }

    /// Opens the sealed part, and compares it with the readable description.
    ///
    /// - Parameter path: the path of the file, for messages.
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

    /// Returns the last four characters of a key that has at least 20.
    private static func hint(_ secret: SecretBytes) -> String? {
        secret.withBytes { bytes in
            bytes.count < 20 ? nil : "…" + String(decoding: bytes.suffix(4), as: UTF8.self)
        }
    }
}

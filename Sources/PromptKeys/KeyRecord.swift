public import Age
internal import Diagnostics
public import PromptCore
internal import PromptStore
internal import YAMLTree

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
    /// The versions that a merge kept beside this one, until one of them is chosen. They have no others.
    public var others: [KeyRecord] = []

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

    /// Opens the sealed part and seals it to other recipients.
    mutating func reseal(
        with identity: AgeIdentity, to recipients: [AgeRecipient], path: String,
        using random: EnvironmentRandom
    ) throws(KeyringError) {
        try seal(try open(with: identity, path: path), to: recipients, using: random)
    }

    /// Opens the sealed part, and compares it with the readable description.
    ///
    /// - Parameter path: the path of the file, for messages.
    func open(with identity: AgeIdentity, path: String) throws(KeyringError) -> SecretBytes {
        if let revokedAt { throw .revoked(name, at: revokedAt) }
        guard let sealed else { throw .badFile(path: path, why: .missing("encrypted_key")) }
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

extension KeyRecord {
    /// The text of the key's file.
    var text: String {
        var members = members
        if !others.isEmpty {
            members.append(("conflicts", .sequence(others.map { .map($0.members) })))
        }
        return YAMLEmitter.document(.map(members))
    }

    private var members: [(String, YAMLValue)] {
        var members: [(String, YAMLValue)] = [
            ("id", .text(id.description)), ("provider", .text(name.provider)),
            ("nickname", .text(name.nickname)),
        ]
        func add(_ key: String, value: String?) {
            if let value { members.append((key, .text(value))) }
        }
        add("base_url", value: baseURL)
        add("hint", value: hint)
        members.append(("created_at", .plain(createdAt)))
        add("created_by", value: createdBy)
        if let rotatedAt { members.append(("rotated_at", .plain(rotatedAt))) }
        if let revokedAt { members.append(("revoked_at", .plain(revokedAt))) }
        if sealed != nil {
            members.append(("recipients", .sequence(recipients.map { .text($0.description) })))
        }
        add("encrypted_key", value: sealed)
        return members
    }

    /// Reads a file. It is compared with the sealed part only when the key is opened.
    ///
    /// - Parameters:
    ///   - name: the name by the file's path.
    ///   - path: for messages.
    static func read(_ bytes: [UInt8], named name: KeyName, path: String) throws(KeyringError) -> KeyRecord {
        let parsed = YAMLTree.parse(SourceText(name: path, bytes: bytes))
        if let error = parsed.diagnostics.first(where: { $0.severity == .error }) {
            throw .badFile(path: path, why: .yaml(error))
        }
        guard let root = parsed.tree?.root, root.kind == .mapping else {
            throw .badFile(path: path, why: .notAMap)
        }
        var record = try read(root, named: name, path: path)
        for item in root.value(forKey: "conflicts").map({ Array($0.items) }) ?? [] {
            record.others.append(try read(item, named: name, path: path))
        }
        return record
    }

    private static func read(
        _ root: YAMLNode, named name: KeyName, path: String
    ) throws(KeyringError) -> KeyRecord {
        func text(_ key: String) -> String? {
            guard let node = root.value(forKey: key), node.kind == .scalar, !node.isNull else { return nil }
            return node.text
        }
        func need(_ key: String) throws(KeyringError) -> String {
            guard let text = text(key) else { throw .badFile(path: path, why: .missing(key)) }
            return text
        }
        guard let id = RecordID(try need("id")) else {
            throw .badFile(path: path, why: .id)
        }
        guard try need("provider") == name.provider else { throw .moved(path: path, field: "provider") }
        guard try need("nickname") == name.nickname else { throw .moved(path: path, field: "nickname") }
        var record = KeyRecord(
            id: id, name: name, baseURL: text("base_url"), createdAt: try need("created_at"),
            createdBy: text("created_by") ?? "")
        record.hint = text("hint")
        record.rotatedAt = text("rotated_at")
        record.revokedAt = text("revoked_at")
        record.sealed = text("encrypted_key")
        if record.sealed == nil, record.revokedAt == nil {
            throw .badFile(path: path, why: .missing("encrypted_key"))
        }
        for item in root.value(forKey: "recipients").map({ Array($0.items) }) ?? [] {
            do throws(AgeError) {
                record.recipients.append(try AgeRecipient(item.text))
            } catch {
                throw .badFile(path: path, why: .recipient(error))
            }
        }
        return record
    }
}

/// The name of a key: its provider, and a nickname that distinguishes several keys. `openai/work`, or
/// `openai` for `openai/default`.
public struct KeyName: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The provider's slug: `openai`.
    public let provider: String
    /// The nickname's slug: `work`.
    public let nickname: String

    /// The nickname if none is given.
    public static let usualNickname = "default"
    /// The ending of a key's file.
    static let ending = ".key.yaml"

    /// - Returns: `nil` unless both parts are slugs of at most 64 lower-case letters, digits and hyphens,
    ///   with a letter or digit first.
    public init?(provider: String, nickname: String = KeyName.usualNickname) {
        guard KeyName.isPart(provider), KeyName.isPart(nickname) else { return nil }
        self.provider = provider
        self.nickname = nickname
    }

    static func isPart(_ text: String) -> Bool {
        guard let first = text.utf8.first, first != 0x2D, text.utf8.count <= 64 else { return false }
        return text.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x2D }
    }

    /// The provider and the nickname: `openai/work`.
    public var description: String { "\(provider)/\(nickname)" }

    /// Its file, relative to the folder of keys: `openai/work.key.yaml`.
    var file: String { "\(provider)/\(nickname)\(KeyName.ending)" }

    /// Sorts by provider, then by nickname.
    public static func < (left: KeyName, right: KeyName) -> Bool {
        (left.provider, left.nickname) < (right.provider, right.nickname)
    }
}

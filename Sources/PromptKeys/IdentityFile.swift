public import Age
public import PromptStore

/// A person's age identity: the half of a key pair that opens files sealed to them.
public struct IdentityFile: Sendable {
    /// The path of the identity's file.
    public let path: String
    /// The other half, to which others seal.
    public let recipient: AgeRecipient
    /// True if a passphrase is needed to use it.
    public let isSealed: Bool

    private let directory: PersonalDirectory
    private static let plain = "identity"
    private static let sealed = "identity.age"
    private static let open = "identity.pub"

    /// Finds the person's identity.
    ///
    /// - Throws: `noIdentity`, `badIdentity`, `refused`.
    public init(in directory: PersonalDirectory) throws(KeyringError) {
        self.directory = directory
        if let bytes = try directory.read(IdentityFile.plain) {
            path = directory.shown(IdentityFile.plain)
            isSealed = false
            recipient = try IdentityFile.identity(in: bytes, path: path).recipient
            return
        }
        guard try directory.read(IdentityFile.sealed) != nil else {
            throw .noIdentity(path: directory.shown(IdentityFile.plain))
        }
        path = directory.shown(IdentityFile.sealed)
        isSealed = true
        let beside = directory.shown(IdentityFile.open)
        guard let bytes = try directory.read(IdentityFile.open) else {
            throw .badIdentity(path: beside, why: .noRecipient)
        }
        let text = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
        do throws(AgeError) {
            recipient = try AgeRecipient(text)
        } catch {
            throw .badIdentity(path: beside, why: .age(error))
        }
    }

    /// Makes a new identity.
    ///
    /// - Parameters:
    ///   - passphrase: seals it; `nil` leaves it readable for its owner.
    ///   - environment: its clock and randomness are used.
    /// - Throws: `identityExists` if there is one: it is never replaced, because everything sealed to it
    ///   would be lost; `refused` if the directory is unsafe or can't be written.
    public static func make(
        in directory: PersonalDirectory, passphrase: SecretBytes?, environment: StoreEnvironment
    ) throws(KeyringError) -> IdentityFile {
        for name in [plain, sealed] where try directory.read(name) != nil {
            throw .identityExists(path: directory.shown(name))
        }
        var random = EnvironmentRandom(environment)
        let identity = try KeyringError.age { () throws(AgeError) in try AgeIdentity(using: &random) }
        let text = file(of: identity, createdAt: environment.clock.text)
        if let passphrase {
            let bytes = try KeyringError.age { () throws(AgeError) in
                try Age.seal(text, with: AgePassphrase(passphrase), using: &random)
            }
            let written = Array("\(identity.recipient)\n".utf8)
            try directory.write(open, bytes: written, before: directory.read(open))
            try directory.write(sealed, bytes: bytes, before: nil)
        } else {
            var bytes = text.withBytes { Array($0) }
            defer { bytes.wipe() }
            try directory.write(plain, bytes: bytes, before: nil)
        }
        return try IdentityFile(in: directory)
    }

    /// Returns the identity itself.
    ///
    /// - Parameter passphrase: called if the identity is sealed; `nil` from it counts as a wrong passphrase.
    /// - Throws: `noIdentity`, `badIdentity`, `wrongPassphrase`, `refused`, or the error of `passphrase`.
    public func unlock(
        _ passphrase: () throws(KeyringError) -> SecretBytes
    ) throws(KeyringError) -> AgeIdentity {
        guard var bytes = try directory.read(isSealed ? IdentityFile.sealed : IdentityFile.plain) else {
            throw .noIdentity(path: path)
        }
        defer { bytes.wipe() }
        guard isSealed else { return try IdentityFile.identity(in: bytes, path: path) }
        let given = try passphrase()
        let text: SecretBytes
        do throws(AgeError) {
            text = try Age.open(bytes, with: AgePassphrase(given))
        } catch {
            if error == .noMatch { throw .wrongPassphrase }
            throw .badIdentity(path: path, why: .age(error))
        }
        return try text.withBytes { bytes throws(KeyringError) in
            let identity = try IdentityFile.identity(in: bytes, path: path)
            guard identity.recipient == recipient else {
                throw .badIdentity(path: path, why: .otherRecipient)
            }
            return identity
        }
    }

    /// The file as `age-keygen` writes it.
    private static func file(of identity: AgeIdentity, createdAt now: String) -> SecretBytes {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        bytes += "# created: \(now)\n# public key: \(identity.recipient)\n".utf8
        identity.secretText.withBytes { bytes += $0 }
        bytes.append(0x0A)
        return SecretBytes(taking: &bytes)
    }

    /// Returns the identity in the first line that is not a comment.
    private static func identity(
        in bytes: some BidirectionalCollection<UInt8>, path: String
    ) throws(KeyringError) -> AgeIdentity {
        for line in bytes.split(separator: 0x0A) {
            guard let first = line.first, first != 0x23, first != 0x0D else { continue }
            do throws(AgeError) {
                return try AgeIdentity(line.last == 0x0D ? line.dropLast() : line)
            } catch {
                throw .badIdentity(path: path, why: .age(error))
            }
        }
        throw .badIdentity(path: path, why: .empty)
    }
}

// Callers use secrets, recipients and errors of `Age` without importing it themselves.
@_exported public import Age
internal import PromptCore
public import PromptStore
public import SafeFiles

/// The keys that a person can use: their own, and those of a store.
///
/// Nothing secret is read until a key is opened.
public struct Keyring: Sendable {
    /// A location of keys.
    public enum Location: String, Sendable, Hashable {
        /// Outside every store, sealed to its owner.
        case personal
        /// In the store's `keys/`, sealed to the store's recipients.
        case shared
    }

    /// The file of a key.
    public struct Entry: Sendable {
        /// The key's name, by the file's path.
        public let name: KeyName
        /// The location of the file.
        public let location: Location
        /// The path of the file, for messages.
        public let path: String
        /// The content of the file.
        public let record: KeyRecord
        /// The bytes that were read.
        let bytes: [UInt8]
    }

    /// The person's directory of keys.
    public let personal: PersonalDirectory
    /// The store with the shared keys; `nil` if there is none.
    public let store: Store?

    /// The user that it works for.
    let environment: StoreEnvironment

    /// A keyring with a user's own keys and those of a store, if there is one.
    public init(store: Store?, personal: PersonalDirectory, in environment: StoreEnvironment) {
        self.personal = personal
        self.store = store
        self.environment = environment
    }

    /// Random numbers of the environment, for sealing.
    var random: EnvironmentRandom { EnvironmentRandom(environment) }

    /// Returns all keys of a location, sorted by name. A file that is not a key is passed to `problem` and
    /// skipped.
    ///
    /// - Throws: `refused` if another user could have put the file there or the disk fails; `noStore`.
    public func entries(
        _ location: Location, problem: (KeyringError) -> Void = { _ in }
    ) throws(KeyringError) -> [Entry] {
        var found: [Entry] = []
        for provider in try names(in: "keys", at: location) where KeyName.isPart(provider) {
            for file in try names(in: "keys/" + provider, at: location) where file.hasSuffix(KeyName.ending) {
                let nickname = String(file.dropLast(KeyName.ending.count))
                guard let name = KeyName(provider: provider, nickname: nickname) else { continue }
                do throws(KeyringError) {
                    if let entry = try entry(name, in: location) { found.append(entry) }
                } catch {
                    // A file that another user could have put there is an error.
                    if case .refused = error { throw error }
                    problem(error)
                }
            }
        }
        return found.sorted { $0.name < $1.name }
    }

    /// Returns a key by its name; `nil` if there is none.
    ///
    /// - Throws: `badFile`, `refused`, `noStore`.
    public func entry(_ name: KeyName, in location: Location) throws(KeyringError) -> Entry? {
        let relative = "keys/" + name.file
        guard let bytes = try read(relative, in: location) else { return nil }
        let path = location == .personal ? personal.shown(relative) : relative
        let record = try KeyRecord.read(bytes, named: name, path: path)
        return Entry(name: name, location: location, path: path, record: record, bytes: bytes)
    }

    /// Returns the key that a person means: their own before one of the store.
    ///
    /// - Parameters:
    ///   - nickname: `nil` for the only key of the provider, or the one named `default`.
    ///   - location: the location to search; `nil` for both.
    /// - Throws: `notFound`, `ambiguous`, and as ``entry(_:in:)``.
    public func find(
        _ provider: String, nickname: String?, in location: Location? = nil
    ) throws(KeyringError) -> Entry {
        let locations = location.map { [$0] } ?? (store == nil ? [.personal] : [.personal, .shared])
        var near: [KeyName] = []
        for location in locations {
            if let nickname {
                guard let name = KeyName(provider: provider, nickname: nickname) else { continue }
                if let entry = try entry(name, in: location) { return entry }
            }
            let all = try entries(location).filter { $0.name.provider == provider }
            near += all.map(\.name)
            if nickname != nil { continue }
            let usable = all.filter { $0.record.revokedAt == nil }
            if usable.count == 1 { return usable[0] }
            if let usual = usable.first(where: { $0.name.nickname == KeyName.usualNickname }) { return usual }
            if usable.count > 1 { throw .ambiguous(provider: provider, names: usable.map(\.name)) }
            if let revoked = all.first, locations.count == 1 || location == .shared { return revoked }
        }
        throw .notFound(name: nickname.map { "\(provider)/\($0)" } ?? provider, near: near)
    }

    /// Returns the secret of a key.
    ///
    /// - Parameter passphrase: called if the identity is sealed by one.
    /// - Throws: `revoked`, `notForYou`, `moved`, `damaged`, and the errors of the identity.
    public func open(
        _ entry: Entry, passphrase: () throws(KeyringError) -> SecretBytes
    ) throws(KeyringError) -> SecretBytes {
        if let revoked = entry.record.revokedAt { throw .revoked(entry.name, at: revoked) }
        let identity = try IdentityFile(in: personal).unlock(passphrase)
        return try entry.record.open(with: identity, path: entry.path)
    }

    /// Returns the current person, for `created_by`; for a shared key as Git's configuration defines them.
    ///
    /// - Throws: `store` if the repository can't be opened. The account is not used instead, because it may
    ///   have another name.
    public func author(of location: Location) throws(KeyringError) -> String {
        guard location == .shared, let store else {
            let user = environment.user()
            return user.identity(of: user.author).text
        }
        do { return try store.repository().author.text } catch { throw .store(error) }
    }

    func read(_ relative: String, in location: Location) throws(KeyringError) -> [UInt8]? {
        if location == .personal { return try personal.read(relative) }
        guard let store else { throw .noStore }
        do throws(FileError) {
            return try store.directory.read(relative, limit: 1 << 20)
        } catch {
            if case .notFound = error { return nil }
            throw .store(.file(error))
        }
    }

    private func names(in relative: String, at location: Location) throws(KeyringError) -> [String] {
        if location == .personal { return try personal.names(in: relative) }
        guard let store else { throw .noStore }
        do throws(FileError) {
            return try store.directory.entries(in: relative).compactMap(\.name)
        } catch {
            switch error {
            case .notFound, .notDirectory: return []
            default: throw .store(.file(error))
            }
        }
    }
}

/// The reason that a key could not be stored, found or opened. No case contains a secret.
public enum KeyringError: Error, Sendable {
    /// The directory of personal keys is unsafe.
    case refused(PrivateDirectory.Refusal)
    /// Neither `$XDG_DATA_HOME` nor `$HOME` names a directory.
    case noHome
    /// There is no identity yet; `path` is its usual path.
    case noIdentity(path: String)
    /// There is an identity already.
    case identityExists(path: String)
    /// The identity's file is broken.
    case badIdentity(path: String, why: IdentityFault)
    /// The identity is sealed by a passphrase, and the passphrase is wrong.
    case wrongPassphrase
    /// No key has this name; `near` lists the provider's keys.
    case notFound(name: String, near: [KeyName])
    /// The provider has several keys, and none is named `default`.
    case ambiguous(provider: String, names: [KeyName])
    case exists(KeyName, path: String)
    /// The key was revoked at this time (RFC 3339).
    case revoked(KeyName, at: String)
    /// The file does not follow the format of keys.
    case badFile(path: String, why: KeyFileFault)
    /// The key is sealed to others.
    case notForYou(KeyName, path: String)
    /// The sealed part and the readable description differ: the file was moved, copied or changed.
    case moved(path: String, field: String)
    /// The sealed part is broken.
    case damaged(path: String, AgeError)
    /// The key has only one version, so there is nothing to resolve.
    case noConflict(KeyName)
    /// The store names no recipients for its keys.
    case noRecipients
    /// The store's list of recipients is not the one that was accepted.
    case recipientsChanged(RecipientChange)
    /// The list of recipients is broken.
    case badRecipients(path: String, why: RecipientsFault)
    /// There is no store.
    case noStore
    case age(AgeError)
    case store(StoreError)
}

extension KeyringError {
    static func folding<Value: ~Copyable>(
        _ body: () throws(PrivateDirectory.Refusal) -> Value
    ) throws(KeyringError) -> Value {
        do { return try body() } catch { throw .refused(error) }
    }

    static func age<Value: ~Copyable>(_ body: () throws(AgeError) -> Value) throws(KeyringError) -> Value {
        do { return try body() } catch { throw .age(error) }
    }
}

/// The randomness of a store's environment as a generator.
struct EnvironmentRandom: RandomNumberGenerator, Sendable {
    private let number: @Sendable () -> UInt64

    init(_ environment: StoreEnvironment) { number = environment.random }

    /// Returns 64 random bits.
    mutating func next() -> UInt64 { number() }
}

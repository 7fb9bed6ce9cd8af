public import Age
internal import PromptCore
public import PromptStore
internal import SafeFiles

/// The keys that a person can use: their own, and those of a store.
///
/// Nothing secret is read until a key is opened.
public struct Keyring: Sendable {
    public enum Place: String, Sendable, Hashable {
        /// Outside every store, sealed to its owner.
        case personal
        /// In the store's `keys/`, sealed to the store's recipients.
        case shared
    }

    /// A key's file.
    public struct Entry: Sendable {
        public let name: KeyName
        public let place: Place
        /// Where the file is, for people.
        public let path: String
        public let record: KeyRecord
        /// The bytes that were read.
        let bytes: [UInt8]
    }

    public let personal: PersonalPlace
    public let store: Store?

    /// The user that it works for.
    let environment: StoreEnvironment

    /// A keyring with a user's own keys and those of a store, if there is one.
    public init(store: Store?, personal: PersonalPlace, in environment: StoreEnvironment) {
        self.personal = personal
        self.store = store
        self.environment = environment
    }

    /// Random numbers of the environment, for sealing.
    var random: EnvironmentRandom { EnvironmentRandom(environment) }

    /// All keys of a place, by name. A file that is no key is reported and passed over.
    public func entries(
        _ place: Place, problem: (KeyringError) -> Void = { _ in }
    ) throws(KeyringError) -> [Entry] {
        var found: [Entry] = []
        for provider in try names(in: "keys", place) where KeyName.isPart(provider) {
            for file in try names(in: "keys/" + provider, place) where file.hasSuffix(KeyName.ending) {
                let nickname = String(file.dropLast(KeyName.ending.count))
                guard let name = KeyName(provider: provider, nickname: nickname) else { continue }
                do throws(KeyringError) {
                    if let entry = try entry(name, place) { found.append(entry) }
                } catch {
                    // What another could have put there is not passed over.
                    if case .refused = error { throw error }
                    problem(error)
                }
            }
        }
        return found.sorted { $0.name < $1.name }
    }

    /// A key by its name; `nil` where there is none.
    public func entry(_ name: KeyName, _ place: Place) throws(KeyringError) -> Entry? {
        let relative = "keys/" + name.file
        guard let bytes = try read(relative, place) else { return nil }
        let path = place == .personal ? personal.shown(relative) : relative
        let record = try KeyRecord.read(bytes, named: name, path: path)
        return Entry(name: name, place: place, path: path, record: record, bytes: bytes)
    }

    /// The key that was meant: a person's own before that of the store.
    ///
    /// - Parameters:
    ///   - nickname: `nil` for the only key of the provider, or the one called `default`.
    ///   - place: where to look; `nil` for both.
    public func find(
        _ provider: String, _ nickname: String?, in place: Place? = nil
    ) throws(KeyringError) -> Entry {
        let places = place.map { [$0] } ?? (store == nil ? [.personal] : [.personal, .shared])
        var near: [KeyName] = []
        for place in places {
            if let nickname {
                guard let name = KeyName(provider: provider, nickname: nickname) else { continue }
                if let entry = try entry(name, place) { return entry }
            }
            let all = try entries(place).filter { $0.name.provider == provider }
            near += all.map(\.name)
            if nickname != nil { continue }
            let usable = all.filter { $0.record.revokedAt == nil }
            if usable.count == 1 { return usable[0] }
            if let usual = usable.first(where: { $0.name.nickname == KeyName.usualNickname }) { return usual }
            if usable.count > 1 { throw .ambiguous(provider: provider, names: usable.map(\.name)) }
            if let revoked = all.first, places.count == 1 || place == .shared { return revoked }
        }
        throw .notFound(name: nickname.map { "\(provider)/\($0)" } ?? provider, near: near)
    }

    /// The secret of a key.
    ///
    /// - Parameter passphrase: asked for where the identity is sealed by one.
    public func open(
        _ entry: Entry, passphrase: () throws(KeyringError) -> SecretBytes
    ) throws(KeyringError) -> SecretBytes {
        if let revoked = entry.record.revokedAt { throw .revoked(entry.name, at: revoked) }
        let identity = try IdentityFile(in: personal).unlock(passphrase)
        return try entry.record.open(with: identity, path: entry.path)
    }

    /// The person at work, for `created_by`: for a shared key as Git's configuration has it.
    ///
    /// - Throws: `store` if the repository can't be opened. The account is not taken instead: it may be another name.
    public func author(of place: Place) throws(KeyringError) -> String {
        guard place == .shared, let store else {
            let user = environment.user()
            return user.identity(of: user.author).text
        }
        do throws(StoreError) { return try store.repository().author.text } catch { throw .store(error) }
    }

    func read(_ relative: String, _ place: Place) throws(KeyringError) -> [UInt8]? {
        if place == .personal { return try personal.read(relative) }
        guard let store else { throw .noStore }
        do throws(FileError) {
            return try store.directory.read(relative, limit: 1 << 20)
        } catch {
            if case .notFound = error { return nil }
            throw .store(.file(error))
        }
    }

    private func names(in relative: String, _ place: Place) throws(KeyringError) -> [String] {
        if place == .personal { return try personal.names(in: relative) }
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

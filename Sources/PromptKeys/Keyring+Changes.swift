public import Age
internal import PromptCore
public import PromptStore
internal import SafeFiles

extension Keyring {
    /// Stores a new key.
    ///
    /// - Parameters:
    ///   - record: the description without the secret.
    ///   - firstUse: called if the store's recipients are seen for the first time and are pinned now.
    /// - Returns: the commit, for a shared key.
    /// - Throws: `recipientsChanged`, `noRecipients`, `store`, `refused`.
    public func add(
        _ record: KeyRecord, secret: SecretBytes, in location: Location,
        options: WriteOptions = WriteOptions(),
        firstUse: (RecipientList) -> Void = { _ in }
    ) throws(KeyringError) -> (record: KeyRecord, committed: Committed?) {
        if let known = try entry(record.name, in: location) { throw .exists(record.name, path: known.path) }
        var record = record
        try record.seal(secret, to: recipients(of: location, firstUse: firstUse), using: random)
        return (
            record,
            try put(
                record, over: nil, in: location, options: options, operation: "key-add",
                summary: "Add key \(record.name)")
        )
    }

    /// Replaces the secret of a key.
    ///
    /// - Throws: as ``add(_:secret:in:options:firstUse:)``.
    public func rotate(
        _ entry: Entry, to secret: SecretBytes, now: String, options: WriteOptions = WriteOptions(),
        firstUse: (RecipientList) -> Void = { _ in }
    ) throws(KeyringError) -> (record: KeyRecord, committed: Committed?) {
        var record = entry.record
        if let revoked = record.revokedAt { throw .revoked(record.name, at: revoked) }
        record.rotatedAt = now
        record.others = []
        try record.seal(secret, to: recipients(of: entry.location, firstUse: firstUse), using: random)
        return (
            record,
            try put(
                record, over: entry, in: entry.location, options: options, operation: "key-rotate",
                summary: "Rotate key \(record.name)")
        )
    }

    /// Removes the sealed part of a key and records the time.
    ///
    /// - Parameter now: RFC 3339.
    /// - Throws: `revoked` if it was revoked before; `store` or `refused` if it can't be written.
    public func revoke(
        _ entry: Entry, now: String, options: WriteOptions = WriteOptions()
    ) throws(KeyringError) -> (record: KeyRecord, committed: Committed?) {
        var record = entry.record
        if let revoked = record.revokedAt { throw .revoked(record.name, at: revoked) }
        record.revokedAt = now
        record.sealed = nil
        record.others = []
        return (
            record,
            try put(
                record, over: entry, in: entry.location, options: options, operation: "key-revoke",
                summary: "Revoke key \(record.name)")
        )
    }

    /// Chooses one of the versions of a key that a merge kept. Opens nothing.
    ///
    /// - Parameter choice: `ours` keeps the version in place and drops all others; `theirs` drops the version in
    ///   place, and the next one takes its place.
    /// - Throws: `noConflict` if there is only one version; `store` or `refused` if it can't be written.
    public func resolve(
        _ entry: Entry, keeping choice: KeyChoice, options: WriteOptions = WriteOptions()
    ) throws(KeyringError) -> (record: KeyRecord, committed: Committed?) {
        guard var record = entry.record.others.first else { throw .noConflict(entry.name) }
        switch choice {
        case .ours:
            record = entry.record
            record.others = []
        case .theirs: record.others = Array(entry.record.others.dropFirst())
        }
        return (
            record,
            try put(
                record, over: entry, in: entry.location, options: options, operation: "key-resolve",
                summary: "Resolve key \(record.name): take \(choice.rawValue)")
        )
    }

    /// Returns the recipients for the keys of a location.
    private func recipients(
        of location: Location, firstUse: (RecipientList) -> Void
    ) throws(KeyringError) -> [AgeRecipient] {
        if location == .personal { return [try IdentityFile(in: personal).recipient] }
        let list = try recipientList()
        if list.entries.isEmpty { throw .noRecipients }
        if try pins().check(list) { firstUse(list) }
        return list.recipients
    }

    private func put(
        _ record: KeyRecord, over entry: Entry?, in location: Location, options: WriteOptions,
        operation: String, summary: String
    ) throws(KeyringError) -> Committed? {
        let path = "keys/" + record.name.file
        let bytes = Array(record.text.utf8)
        if location == .personal {
            try personal.write(path, bytes: bytes, before: entry?.bytes)
            return nil
        }
        return try change(ChangeMessage(operation, summary: summary, ids: [record.id]), options: options) {
            draft in
            if let entry {
                draft.replace(path, with: bytes, before: entry.bytes)
            } else {
                draft.create(path, with: bytes)
            }
        }
    }

    /// Makes one transaction of the store.
    func change(
        _ message: ChangeMessage, options: WriteOptions, edit: (inout Draft) -> Void
    ) throws(KeyringError) -> Committed {
        guard let store else { throw .noStore }
        do throws(StoreError) {
            var transaction = try store.begin(options)
            edit(&transaction.draft)
            return try transaction.commit(message)
        } catch {
            throw .store(error)
        }
    }
}

/// The version of a key to keep, of several that a merge left in its file.
public enum KeyChoice: String, Sendable, Hashable {
    /// The version in place, which is the later one.
    case ours
    /// The version that was kept beside it.
    case theirs
}

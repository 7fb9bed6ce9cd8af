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
        _ record: KeyRecord, _ secret: SecretBytes, in place: Place, _ options: WriteOptions = WriteOptions(),
        firstUse: (RecipientList) -> Void = { _ in }
    ) throws(KeyringError) -> (record: KeyRecord, committed: Committed?) {
        if let known = try entry(record.name, place) { throw .exists(record.name, path: known.path) }
        var record = record
        try record.seal(secret, to: recipients(of: place, firstUse), using: random)
        return (record, try put(record, over: nil, in: place, options, "key-add", "Add key \(record.name)"))
    }

    /// Replaces the secret of a key.
    ///
    /// - Throws: as ``add(_:_:in:_:firstUse:)``.
    public func rotate(
        _ entry: Entry, _ secret: SecretBytes, now: String, _ options: WriteOptions = WriteOptions(),
        firstUse: (RecipientList) -> Void = { _ in }
    ) throws(KeyringError) -> (record: KeyRecord, committed: Committed?) {
        var record = entry.record
        if let revoked = record.revokedAt { throw .revoked(record.name, at: revoked) }
        record.rotatedAt = now
        try record.seal(secret, to: recipients(of: entry.place, firstUse), using: random)
        return (
            record,
            try put(record, over: entry, in: entry.place, options, "key-rotate", "Rotate key \(record.name)")
        )
    }

    /// Removes the sealed part of a key and records the time.
    ///
    /// - Parameter now: RFC 3339.
    /// - Throws: `revoked` if it was revoked before; `store` or `refused` if it can't be written.
    public func revoke(
        _ entry: Entry, now: String, _ options: WriteOptions = WriteOptions()
    ) throws(KeyringError) -> (record: KeyRecord, committed: Committed?) {
        var record = entry.record
        if let revoked = record.revokedAt { throw .revoked(record.name, at: revoked) }
        record.revokedAt = now
        record.sealed = nil
        return (
            record,
            try put(record, over: entry, in: entry.place, options, "key-revoke", "Revoke key \(record.name)")
        )
    }

    /// Returns the recipients for the keys of a place.
    private func recipients(
        of place: Place, _ firstUse: (RecipientList) -> Void
    ) throws(KeyringError) -> [AgeRecipient] {
        if place == .personal { return [try IdentityFile(in: personal).recipient] }
        let list = try recipientList()
        if list.entries.isEmpty { throw .noRecipients }
        if try pins().check(list) { firstUse(list) }
        return list.recipients
    }

    private func put(
        _ record: KeyRecord, over entry: Entry?, in place: Place, _ options: WriteOptions,
        _ operation: String, _ summary: String
    ) throws(KeyringError) -> Committed? {
        let path = "keys/" + record.name.file
        let bytes = Array(record.text.utf8)
        if place == .personal {
            try personal.write(path, bytes, before: entry?.bytes)
            return nil
        }
        return try change(ChangeMessage(operation, summary, ids: [record.id]), options) { draft in
            if let entry {
                draft.replace(path, bytes, before: entry.bytes)
            } else {
                draft.create(path, bytes)
            }
        }
    }

    /// Makes one transaction of the store.
    func change(
        _ message: ChangeMessage, _ options: WriteOptions, _ edit: (inout Draft) -> Void
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

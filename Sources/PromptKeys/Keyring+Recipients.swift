public import Age
public import PromptStore
internal import SafeFiles

/// The result of a change of a store's recipients.
public struct Resealed: Sendable {
    /// The commit.
    public let committed: Committed
    /// The keys that are now sealed to the new recipients.
    public let keys: [KeyName]
    /// The keys that could not be opened and stay unchanged, with the reason.
    public let skipped: [(name: KeyName, why: KeyringError)]
}

extension Keyring {
    /// Returns the store's present recipients, accepted or not; an empty list if there is no file.
    ///
    /// - Throws: `badRecipients`, `refused`, `noStore`.
    public func recipientList() throws(KeyringError) -> RecipientList {
        guard let bytes = try read(RecipientList.path, in: .shared) else { return RecipientList() }
        return try RecipientList(bytes)
    }

    /// Returns the difference between the present list and the accepted one; `nil` if there is none, or if
    /// none was accepted yet.
    ///
    /// - Throws: as ``recipientList()``.
    public func recipientChange() throws(KeyringError) -> RecipientChange? {
        let list = try recipientList()
        guard let accepted = try pins().accepted(), accepted.fingerprint != list.fingerprint else {
            return nil
        }
        return RecipientPins.change(from: accepted.recipients, to: list)
    }

    /// Accepts the present list.
    ///
    /// - Throws: as ``recipientList()``; `refused` if it can't be written.
    public func acceptRecipients() throws(KeyringError) {
        try pins().accept(try recipientList())
    }

    /// Adds a recipient to the list, and seals every key of the store that can be opened to the new list, as
    /// one commit.
    ///
    /// - Parameters:
    ///   - entry: the recipient, which the list must not have.
    ///   - passphrase: called if there is a key to open and the identity is sealed.
    /// - Throws: `recipientsChanged` if somebody changed the list and the change was not accepted.
    public func addRecipient(
        _ entry: RecipientList.Entry, options: WriteOptions = WriteOptions(),
        passphrase: () throws(KeyringError) -> SecretBytes
    ) throws(KeyringError) -> Resealed {
        var list = try recipientList()
        list.add(entry)
        let message = ChangeMessage(
            "key-recipients-add", summary: "Add a recipient of keys", body: "\(entry.recipient)")
        return try setRecipients(list, message: message, options: options, passphrase: passphrase)
    }

    /// Removes a recipient from the list, and seals every key of the store that can be opened to the others,
    /// as one commit.
    ///
    /// - Parameters:
    ///   - recipient: a recipient of the list, which must have others.
    ///   - passphrase: called if there is a key to open and the identity is sealed.
    /// - Throws: `recipientsChanged` if somebody changed the list and the change was not accepted.
    public func removeRecipient(
        _ recipient: AgeRecipient, options: WriteOptions = WriteOptions(),
        passphrase: () throws(KeyringError) -> SecretBytes
    ) throws(KeyringError) -> Resealed {
        var list = try recipientList()
        list.remove(recipient)
        let message = ChangeMessage(
            "key-recipients-rm", summary: "Remove a recipient of keys", body: "\(recipient)")
        return try setRecipients(list, message: message, options: options, passphrase: passphrase)
    }

    /// Seals every key that is not sealed to exactly the recipients of the list to them, if it can be opened,
    /// as one commit.
    ///
    /// - Parameter passphrase: called if there is a key to open and the identity is sealed.
    /// - Returns: `nil` if all keys are sealed to the list.
    /// - Throws: `recipientsChanged` if somebody changed the list and the change was not accepted.
    public func resealToList(
        options: WriteOptions = WriteOptions(), passphrase: () throws(KeyringError) -> SecretBytes
    ) throws(KeyringError) -> Resealed? {
        let list = try recipientList()
        let gaps = try entries(.shared).filter { RecipientGap($0.record, list: list) != nil }
        if gaps.isEmpty { return nil }
        let message = ChangeMessage("key-recipients-add", summary: "Seal keys to all recipients")
        return try setRecipients(
            list, of: gaps.map(\.name), message: message, options: options, passphrase: passphrase)
    }

    private func setRecipients(
        _ list: RecipientList, of names: [KeyName]? = nil, message: ChangeMessage, options: WriteOptions,
        passphrase: () throws(KeyringError) -> SecretBytes
    ) throws(KeyringError) -> Resealed {
        let before = try read(RecipientList.path, in: .shared)
        if !(try recipientList().entries.isEmpty) { _ = try pins().check(try recipientList()) }
        let entries = try entries(.shared).filter { entry in
            entry.record.revokedAt == nil && names?.contains(entry.name) ?? true
        }
        var sealed: [(entry: Entry, bytes: [UInt8])] = []
        var skipped: [(name: KeyName, why: KeyringError)] = []
        if !entries.isEmpty {
            let identity = try IdentityFile(in: personal).unlock(passphrase)
            for entry in entries {
                do throws(KeyringError) {
                    var record = entry.record
                    try record.reseal(with: identity, to: list.recipients, path: entry.path, using: random)
                    for index in record.others.indices {
                        try record.others[index].reseal(
                            with: identity, to: list.recipients, path: entry.path, using: random)
                    }
                    sealed.append((entry, Array(record.text.utf8)))
                } catch {
                    skipped.append((entry.name, error))
                }
            }
        }
        // An unchanged list stays as it is written.
        let isSame = try recipientList() == list
        let bytes = isSame ? before ?? [] : Array(list.text.utf8)
        if isSame, sealed.isEmpty, let (name, why) = skipped.first {
            throw skipped.count == 1 ? why : .notForYou(name, path: "keys/\(name.file)")
        }
        let committed = try change(message, options: options) { draft in
            if isSame {
                // Only keys change.
            } else if let before {
                draft.replace(RecipientList.path, with: bytes, before: before)
            } else {
                draft.create(RecipientList.path, with: bytes)
            }
            for (entry, bytes) in sealed { draft.replace(entry.path, with: bytes, before: entry.bytes) }
        }
        try pins().accept(list)
        return Resealed(committed: committed, keys: sealed.map(\.entry.name), skipped: skipped)
    }

    func pins() throws(KeyringError) -> RecipientPins {
        guard let store else { throw .noStore }
        do throws(FileError) {
            return RecipientPins(directory: personal, store: try store.directory.realPath())
        } catch {
            throw .store(.file(error))
        }
    }
}

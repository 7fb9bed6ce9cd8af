public import Age
internal import PromptStore
internal import SafeFiles

/// The recipients of a store's keys: `keys/recipients.txt`, one recipient per line, each below a comment with
/// its owner. `age -R` reads it too.
public struct RecipientList: Sendable, Hashable {
    /// One recipient with the name of its owner.
    public struct Entry: Sendable, Hashable {
        /// The public half of the owner's identity.
        public let recipient: AgeRecipient
        /// The comment above it; `nil` if there is none.
        public let name: String?

        /// A recipient; `name` becomes the comment above it.
        public init(_ recipient: AgeRecipient, name: String?) {
            self.recipient = recipient
            self.name = name
        }
    }

    /// The path of the list, relative to the store.
    public static let path = "keys/recipients.txt"
    /// The entries in the order of the file.
    public private(set) var entries: [Entry]

    /// A list of these entries, in this order.
    public init(_ entries: [Entry] = []) { self.entries = entries }

    /// The recipients without their names, in the order of the file.
    public var recipients: [AgeRecipient] { entries.map(\.recipient) }

    /// SHA-256 over the recipients; identifies the list that a person accepted.
    public var fingerprint: String { AgeRecipient.fingerprint(of: recipients) }

    /// Returns true if the list has the recipient, under any name.
    public func contains(_ recipient: AgeRecipient) -> Bool { recipients.contains(recipient) }

    /// Adds an entry at the end.
    public mutating func add(_ entry: Entry) { entries.append(entry) }

    /// Removes every entry of the recipient.
    public mutating func remove(_ recipient: AgeRecipient) { entries.removeAll { $0.recipient == recipient } }

    /// - Throws: `badRecipients` for a line that is neither a recipient nor a comment nor empty.
    public init(_ bytes: [UInt8]) throws(KeyringError) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .badRecipients(path: RecipientList.path, why: .notUTF8)
        }
        entries = []
        var name: String?
        // Splits bytes, because CR LF is one character of a `String`.
        for (number, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
        {
            let line = Substring(line.last == 0x0D ? line.dropLast() : line)
            if line.hasPrefix("#") {
                name = String(line.dropFirst().drop { $0 == " " })
            } else if line.isEmpty {
                name = nil
            } else {
                do throws(AgeError) {
                    let recipient = try AgeRecipient(String(line))
                    if !contains(recipient) { entries.append(Entry(recipient, name: name)) }
                } catch {
                    throw .badRecipients(path: RecipientList.path, why: .line(number + 1, error))
                }
                name = nil
            }
        }
        guard entries.count <= Age.maxRecipients else {
            throw .badRecipients(
                path: RecipientList.path, why: .tooMany(limit: Age.maxRecipients))
        }
    }

    var text: String {
        entries.map { entry in
            let name = entry.name.map {
                "# \(String($0.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.map(Character.init)))\n"
            }
            return (name ?? "") + "\(entry.recipient)\n"
        }.joined(separator: "\n")
    }
}

/// The difference between a store's recipients and the accepted ones.
public struct RecipientChange: Sendable {
    /// Entries that were not in the accepted list.
    public let added: [RecipientList.Entry]
    /// Recipients that only the accepted list has.
    public let removed: [AgeRecipient]
}

/// The recipients that were accepted for a store. They are kept outside of it, so that a person who can
/// change the store can't have keys sealed to themselves unnoticed.
///
/// A store is identified by its path on this machine. The first list that is seen is accepted without a
/// check.
struct RecipientPins {
    let directory: PersonalDirectory
    /// The store's directory, with links resolved.
    let store: String

    private var file: String { "recipients/" + AgeRecipient.fingerprint(of: store) }

    /// Returns the accepted list; `nil` if none was accepted yet.
    func accepted() throws(KeyringError) -> (fingerprint: String, recipients: [AgeRecipient])? {
        guard let bytes = try directory.read(file) else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter {
            !$0.hasPrefix("#")
        }
        guard let first = lines.first, first.hasPrefix("sha256 ") else {
            throw .badRecipients(
                path: directory.shown(file), why: .noHash)
        }
        var recipients: [AgeRecipient] = []
        for line in lines.dropFirst() {
            do throws(AgeError) {
                recipients.append(try AgeRecipient(String(line)))
            } catch {
                throw .badRecipients(path: directory.shown(file), why: .recipient(error))
            }
        }
        return (String(first.dropFirst("sha256 ".count)), recipients)
    }

    func accept(_ list: RecipientList) throws(KeyringError) {
        var text =
            "# the recipients accepted for the store in \(store.split(separator: "\n").joined(separator: " "))\n"
        text += "sha256 \(list.fingerprint)\n"
        text += list.recipients.map { "\($0)\n" }.joined()
        try directory.write(file, bytes: Array(text.utf8), before: directory.read(file))
    }

    /// - Returns: true if the list was seen for the first time and is pinned now.
    /// - Throws: `recipientsChanged`.
    func check(_ list: RecipientList) throws(KeyringError) -> Bool {
        guard let (fingerprint, recipients) = try accepted() else {
            try accept(list)
            return true
        }
        guard fingerprint == list.fingerprint else {
            throw .recipientsChanged(RecipientPins.change(from: recipients, to: list))
        }
        return false
    }

    static func change(from accepted: [AgeRecipient], to list: RecipientList) -> RecipientChange {
        RecipientChange(
            added: list.entries.filter { !accepted.contains($0.recipient) },
            removed: accepted.filter { !list.contains($0) })
    }
}

public import Age

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
            throw .badRecipients(path: RecipientList.path, why: "it is not UTF-8")
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
                    throw .badRecipients(path: RecipientList.path, why: "line \(number + 1): \(error)")
                }
                name = nil
            }
        }
        guard entries.count <= Age.maxRecipients else {
            throw .badRecipients(
                path: RecipientList.path, why: "it has more than \(Age.maxRecipients) recipients")
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

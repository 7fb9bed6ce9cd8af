public import Age

/// To whom the keys of a store are sealed: `keys/recipients.txt`, one recipient a line, each below a comment that says whose it is. `age -R`
/// reads it too.
public struct RecipientList: Sendable, Hashable {
    public struct Entry: Sendable, Hashable {
        public let recipient: AgeRecipient
        /// The comment above; `nil` where there is none.
        public let name: String?

        public init(_ recipient: AgeRecipient, name: String?) {
            self.recipient = recipient
            self.name = name
        }
    }

    public static let path = "keys/recipients.txt"
    public private(set) var entries: [Entry]

    public init(_ entries: [Entry] = []) { self.entries = entries }

    public var recipients: [AgeRecipient] { entries.map(\.recipient) }

    /// SHA-256 over the recipients; what a person has accepted.
    public var fingerprint: String { AgeRecipient.fingerprint(of: recipients) }

    public func contains(_ recipient: AgeRecipient) -> Bool { recipients.contains(recipient) }

    public mutating func add(_ entry: Entry) { entries.append(entry) }

    public mutating func remove(_ recipient: AgeRecipient) { entries.removeAll { $0.recipient == recipient } }

    /// - Throws: `badRecipients` for a line that is neither a recipient nor a comment nor empty.
    public init(_ bytes: [UInt8]) throws(KeyringError) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .badRecipients(path: RecipientList.path, why: "it is not UTF-8")
        }
        entries = []
        var name: String?
        // By bytes: to a string, CR and LF are one character.
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

/// How a store's recipients differ from those that were accepted.
public struct RecipientChange: Sendable {
    public let added: [RecipientList.Entry]
    public let removed: [AgeRecipient]
}

internal import Age
internal import PromptStore
internal import SafeFiles

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
            throw .badRecipients(path: directory.shown(file), why: "its first line is not \"sha256 \" and a hash")
        }
        var recipients: [AgeRecipient] = []
        for line in lines.dropFirst() {
            do throws(AgeError) {
                recipients.append(try AgeRecipient(String(line)))
            } catch {
                throw .badRecipients(path: directory.shown(file), why: error.description)
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

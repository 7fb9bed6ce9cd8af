public import Age

/// The difference between the recipients of a key and those of the store.
public struct RecipientGap: Sendable, Hashable {
    /// The recipients of the store that can't open the key.
    public let missing: [RecipientList.Entry]
    /// The recipients of the key that the store's list does not have.
    public let foreign: [AgeRecipient]

    /// - Returns: `nil` if the key is sealed to exactly the list, or revoked.
    public init?(_ record: KeyRecord, list: RecipientList) {
        guard record.revokedAt == nil else { return nil }
        missing = list.entries.filter { !record.recipients.contains($0.recipient) }
        foreign = record.recipients.filter { !list.contains($0) }
        if missing.isEmpty, foreign.isEmpty { return nil }
    }

    /// The names of the owners, else the recipients: `not sealed to Bo Li`, `still sealed to age1…`.
    public var text: String {
        var parts: [String] = []
        if !missing.isEmpty {
            let names = missing.map { $0.name ?? $0.recipient.description }
            parts.append("not sealed to \(names.joined(separator: ", "))")
        }
        if !foreign.isEmpty {
            parts.append("still sealed to \(foreign.map(\.description).joined(separator: ", "))")
        }
        return parts.joined(separator: "; ")
    }
}

/// The reason why an age file, a recipient or an identity is refused. No case carries secret data.
public enum AgeError: Error, Sendable, Hashable {
    /// The text around the base64 of an armored file breaks the format.
    case armor(String)
    /// The header breaks the rule of the format that the text names.
    case header(String)
    /// The version line is not that of `v1`.
    case unsupportedVersion
    /// None of the identities opens the file, or the passphrase is wrong.
    case noMatch
    /// An identity or the passphrase opened the header, but the header's MAC does not match: the header was
    /// changed.
    case headerChanged
    /// The payload was changed, truncated or extended.
    case payload(String)
    /// The file asks for more scrypt work (the binary logarithm of N) than is allowed.
    case workFactor(Int, limit: Int)
    /// There was not enough memory for scrypt (128 × 8 × 2^work bytes).
    case outOfMemory
    /// The text is no age X25519 recipient (`age1…`), for the reason given.
    case recipient(String)
    /// The text is no age X25519 identity (`AGE-SECRET-KEY-1…`), for the reason given.
    case identity(String)
    /// There is no recipient, there are too many, or the passphrase is empty.
    case recipients(String)
}

extension AgeError: CustomStringConvertible {
    /// The error in plain words, without a full stop.
    public var description: String {
        switch self {
        case .armor(let why): "the armor of the age file is broken: \(why)"
        case .header(let why): "the header of the age file is broken: \(why)"
        case .unsupportedVersion: "not an age file of version 1"
        case .noMatch: "no identity opens it"
        case .headerChanged: "the header of the age file was changed"
        case .payload(let why): "the sealed part was changed: \(why)"
        case .workFactor(let found, let limit):
            "the file asks for scrypt work 2^\(found), more than the 2^\(limit) allowed"
        case .outOfMemory: "there is not enough memory for scrypt"
        case .recipient(let why): "not an age recipient (age1…): \(why)"
        case .identity(let why): "not an age identity (AGE-SECRET-KEY-1…): \(why)"
        case .recipients(let why): why
        }
    }
}

/// Why an age file, a recipient or an identity is refused. No case carries anything secret.
public enum AgeError: Error, Sendable, Hashable {
    /// The text around the base64 of an armored file is not exactly as it must be.
    case armor(String)
    /// The header breaks a rule of the format; which one.
    case header(String)
    /// The version line names another version than `v1`.
    case unsupportedVersion
    /// None of the identities opens the file, or the passphrase is wrong.
    case noMatch
    /// An identity opened the header, but the header's MAC is another: it was changed.
    case headerChanged
    /// The payload was changed, cut off or continued.
    case payload(String)
    /// The file asks for more scrypt work than is allowed (2 to this power).
    case workFactor(Int, limit: Int)
    /// scrypt could not be computed: there was not enough memory (128 × 8 × 2^work bytes).
    case outOfMemory
    /// Not an age X25519 recipient (`age1…`); why.
    case recipient(String)
    /// Not an age X25519 identity (`AGE-SECRET-KEY-1…`); why.
    case identity(String)
    /// Nothing to seal to, more recipients than allowed, or an empty passphrase.
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

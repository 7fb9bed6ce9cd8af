public import Age
public import Diagnostics

/// The reason why a file is not a valid key file.
public enum KeyFileFault: Sendable, Equatable {
    /// It is not valid YAML; the first error.
    case yaml(Diagnostic)
    case notAMap
    /// A required key is missing.
    case missing(String)
    /// The id is not a UUID.
    case id
    /// A recipient can't be read.
    case recipient(AgeError)
    /// The sealed content is not a key.
    case content
}

/// The reason why an identity's file is broken.
public enum IdentityFault: Sendable, Equatable {
    /// The file with the recipient is missing next to the sealed identity.
    case noRecipient
    /// The file with the recipient belongs to another identity.
    case otherRecipient
    /// It contains no identity.
    case empty
    /// The identity or its recipient can't be read.
    case age(AgeError)
}

/// The reason why a list of recipients is broken.
public enum RecipientsFault: Sendable, Equatable {
    case notUTF8
    /// The line with this number, counted from 1, can't be read.
    case line(Int, AgeError)
    /// It has more recipients than this limit.
    case tooMany(limit: Int)
    /// The first line of an accepted list is not a hash.
    case noHash
    /// A recipient of an accepted list can't be read.
    case recipient(AgeError)
}

extension KeyFileFault: CustomStringConvertible {
    /// The reason in words, without a full stop; `doctor` and the command line show it.
    public var description: String {
        switch self {
        case .yaml(let problem): problem.message
        case .notAMap: "it is not a map"
        case .missing(let key): "it has no \(key)"
        case .id: "its id is not a UUID"
        case .recipient(let error): error.description
        case .content: "the sealed content is not a key"
        }
    }
}

extension IdentityFault: CustomStringConvertible {
    /// The reason in words, without a full stop.
    public var description: String {
        switch self {
        case .noRecipient: "it is missing next to identity.age"
        case .otherRecipient: "identity.pub next to it belongs to another identity"
        case .empty: "it contains no identity"
        case .age(let error): error.description
        }
    }
}

extension RecipientsFault: CustomStringConvertible {
    /// The reason in words, without a full stop; `doctor` and the command line show it.
    public var description: String {
        switch self {
        case .notUTF8: "it is not UTF-8"
        case .line(let number, let error): "line \(number): \(error)"
        case .tooMany(let limit): "it has more than \(limit) recipients"
        case .noHash: "the first line must be \"sha256 \" and a hash"
        case .recipient(let error): error.description
        }
    }
}

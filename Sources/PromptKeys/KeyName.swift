internal import PromptCore

/// The name of a key: its provider, and a nickname that distinguishes several keys. `openai/work`, or
/// `openai` for `openai/default`.
public struct KeyName: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The provider's slug: `openai`.
    public let provider: String
    /// The nickname's slug: `work`.
    public let nickname: String

    /// The nickname if none is given.
    public static let usualNickname = "default"
    /// The ending of a key's file.
    static let ending = ".key.yaml"

    /// - Returns: `nil` unless both parts are slugs of at most 64 lower-case letters, digits and hyphens,
    ///   with a letter or digit first.
    public init?(provider: String, nickname: String = KeyName.usualNickname) {
        guard KeyName.isPart(provider), KeyName.isPart(nickname) else { return nil }
        self.provider = provider
        self.nickname = nickname
    }

    static func isPart(_ text: String) -> Bool {
        guard let first = text.utf8.first, first != 0x2D, text.utf8.count <= 64 else { return false }
        return text.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x2D }
    }

    /// The provider and the nickname: `openai/work`.
    public var description: String { "\(provider)/\(nickname)" }

    /// Its file, relative to the folder of keys: `openai/work.key.yaml`.
    var file: String { "\(provider)/\(nickname)\(KeyName.ending)" }

    /// Sorts by provider, then by nickname.
    public static func < (left: KeyName, right: KeyName) -> Bool {
        (left.provider, left.nickname) < (right.provider, right.nickname)
    }
}

internal import PromptCore

/// What a key is called: its provider, and a nickname that tells several apart. `openai/work`, or `openai` for `openai/default`.
public struct KeyName: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let provider: String
    public let nickname: String

    /// The nickname where none is given.
    public static let usualNickname = "default"
    /// How a key's file ends.
    static let ending = ".key.yaml"

    /// - Returns: `nil` where a part is no slug of at most 64 lower-case letters, digits and hyphens, with a letter or digit first.
    public init?(provider: String, nickname: String = KeyName.usualNickname) {
        guard KeyName.isPart(provider), KeyName.isPart(nickname) else { return nil }
        self.provider = provider
        self.nickname = nickname
    }

    static func isPart(_ text: String) -> Bool {
        guard let first = text.utf8.first, first != 0x2D, text.utf8.count <= 64 else { return false }
        return text.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x2D }
    }

    public var description: String { "\(provider)/\(nickname)" }

    /// Its file below the place where keys are: `openai/work.key.yaml`.
    var file: String { "\(provider)/\(nickname)\(KeyName.ending)" }

    public static func < (left: KeyName, right: KeyName) -> Bool {
        (left.provider, left.nickname) < (right.provider, right.nickname)
    }
}

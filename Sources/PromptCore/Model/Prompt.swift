/// A prompt file: an ordered list of modules, and the variables their texts hold.
public struct Prompt: Sendable {
    public var header = Header()
    public var modules: [Module] = []
    public var variables: [Variable] = []
    public var model: ModelHints?
    /// The text between neighbouring modules of one message.
    public var separator: String?
    public var syntax: Syntax = .mustache

    /// A blank line.
    public static let defaultSeparator = "\n\n"

    public init() {}
}

/// How a text is read.
public enum Syntax: String, Sendable, Hashable, CaseIterable {
    case mustache
    /// The text is literal, braces and all.
    case none
}

/// Who says a module's text.
public enum Role: String, Sendable, Hashable, CaseIterable {
    case system, user, assistant
}

/// What a prompt says of the model it was written for; passed through, never interpreted.
public struct ModelHints: Sendable, Hashable {
    public var provider: String?
    public var name: String?
    public var parameters: [FreeEntry] = []

    public init() {}
}

/// A folder's file.
public struct Folder: Sendable {
    public var header = Header()

    public init() {}
}

/// The store's `promptpal.yaml`.
public struct Manifest: Sendable {
    /// The number of the format the store is written in.
    public var format = Manifest.currentFormat
    public var name: String?
    public var recordsUsage = true
    public var sharesUsage = false
    /// Directories of stores that lie under this one, told from it; the nearest first.
    public var layers: [Located<String>] = []
    /// What a merge kept of both sides.
    public var conflicts: [KeptConflict] = []

    /// What this program writes, and the newest it reads.
    public static let currentFormat = 1

    public init() {}
}

/// A prompt file: an ordered list of modules, and the variables in their texts.
public struct Prompt: Sendable {
    public var header = Header()
    public var modules: [Module] = []
    public var variables: [Variable] = []
    public var model: ModelHints?
    /// The text between adjacent modules of one message.
    public var separator: String?
    public var syntax: Syntax = .mustache

    /// A blank line.
    public static let defaultSeparator = "\n\n"

    public init() {}
}

/// The syntax of a text.
public enum Syntax: String, Sendable, Hashable, CaseIterable {
    case mustache
    /// The text is literal; braces have no meaning.
    case none
}

/// The role that speaks a module's text.
public enum Role: String, Sendable, Hashable, CaseIterable {
    case system, user, assistant
}

/// The model that a prompt was written for. Passed through, never interpreted.
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
    /// The number of the store's file format.
    public var format = Manifest.currentFormat
    public var name: String?
    public var recordsUsage = true
    public var sharesUsage = false
    /// Directories of the stores below this one, relative to it; the nearest first.
    public var layers: [Located<String>] = []
    /// The conflicts that a merge kept in the file.
    public var conflicts: [KeptConflict] = []

    /// The format number that this program writes, and the newest that it reads.
    public static let currentFormat = 1

    public init() {}
}

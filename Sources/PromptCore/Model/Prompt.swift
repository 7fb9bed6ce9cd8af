/// A prompt file: an ordered list of modules, and the variables in their texts.
public struct Prompt: Sendable {
    /// The id, descriptive keys and dates.
    public var header = Header()
    /// The modules, in the order of rendering.
    public var modules: [Module] = []
    /// The declared variables, in the order of the file.
    public var variables: [Variable] = []
    /// The model that the prompt was written for; `nil` if none is named.
    public var model: ModelHints?
    /// The text between adjacent modules of one message.
    public var separator: String?
    /// The syntax of the texts.
    public var syntax: Syntax = .mustache

    /// A blank line.
    public static let defaultSeparator = "\n\n"

    /// A prompt without modules.
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
    /// The provider, such as `openai`.
    public var provider: String?
    /// The provider's name of the model.
    public var name: String?
    /// Parameters for request bodies, in the order of the file.
    public var parameters: [FreeEntry] = []

    /// Hints without a model.
    public init() {}
}

/// A folder's file.
public struct Folder: Sendable {
    /// The id, descriptive keys and dates.
    public var header = Header()

    /// A folder without a name.
    public init() {}
}

/// The store's `promptpal.yaml`.
public struct Manifest: Sendable {
    /// The number of the store's file format.
    public var format = Manifest.currentFormat
    /// The library's display name; `nil` if there is none.
    public var name: String?
    /// True if uses of prompts are recorded.
    public var recordsUsage = true
    /// True if recorded uses become part of the store.
    public var sharesUsage = false
    /// Directories of the stores below this one, relative to it; the nearest first.
    public var layers: [Located<String>] = []
    /// The conflicts that a merge kept in the file.
    public var conflicts: [KeptConflict] = []

    /// The format number that this program writes, and the newest that it reads.
    public static let currentFormat = 1

    /// The manifest of a store with default settings.
    public init() {}
}

/// A prompt file: an ordered list of modules, and the variables in their texts.
public struct Prompt: Sendable {
    /// The id, descriptive keys and dates.
    public var header = Header()
    /// The modules, in the order of rendering.
    public var modules: [Module] = []
    /// The declared variables, in the order of the file.
    public var variables: [Variable] = []
    /// The texts that partial tags of this file insert, in the order of the file.
    public var partials: [LocalPartial] = []
    /// The model that the prompt was written for; `nil` if none is named.
    public var model: ModelHints?
    /// The text between adjacent modules of one message.
    public var separator: String?
    /// The syntax of the texts.
    public var syntax: Syntax = .mustache
    /// The format of the store that the file belongs to.
    public var format = Format.one

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
    /// The rules by which the files of the store are read.
    public var format = Format.one
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

    /// The manifest of a store with default settings.
    public init() {}
}

/// One entry of a prompt's `modules:`, or a shared `*.module.yaml`.
public struct Module: Sendable {
    /// The id, descriptive keys and dates.
    public var header = Header()
    /// The name that people type for it, unique within its prompt. For a shared module, the name of its file.
    public var handle = ""
    /// The role of the module's message; `nil` for the default.
    public var role: Located<Role>?
    /// False if renderings leave the module out by default; `nil` for the default.
    public var visible: Bool?
    /// True if the module's message is never joined with a neighbour; `nil` for the default.
    public var separate: Bool?
    /// The syntax of the texts; `nil` for the prompt's.
    public var syntax: Syntax?
    /// The name of the place that it keeps for the messages of a rendering's caller; `nil` for a module with texts. A
    /// slot has no texts.
    public var slot: Located<String>?
    /// The texts, or the shared module in use.
    public var body: Body = .options([])
    /// The variables that a shared module declares.
    public var variables: [Variable] = []
    /// The texts that partial tags of a shared module's file insert, in the order of the file.
    public var partials: [LocalPartial] = []
    /// The format of the store that the file belongs to.
    public var format = Format.one
    /// The range of the entry in the file.
    public var range: Range<Int> = 0..<0

    /// The source of the module's text.
    public enum Body: Sendable {
        /// Its own options; `content:` is short for a single option.
        case options([ModuleOption])
        /// A shared module, and the option to use instead of the shared module's default.
        case use(Located<String>, default: Located<String>?)
    }

    /// A module without texts.
    public init() {}

    /// Its own options; empty if it uses a shared module.
    public var options: [ModuleOption] {
        if case .options(let options) = body { options } else { [] }
    }
}

/// One of the alternative texts of a module.
public struct ModuleOption: Sendable {
    /// The option's id; `nil` if it has none.
    public var id: Located<RecordID>?
    /// The name in the file; `nil` if it has none.
    public var name: Located<String>?
    /// The slug of its name, or its number from 1; unique within its module.
    public var handle = ""
    /// True if the option is marked as the default.
    public var isDefault = false
    /// The description; `nil` if there is none.
    public var description: String?
    /// The tags, in the order of the file.
    public var tags: [Located<String>] = []
    /// Free data, which is kept and never interpreted.
    public var metadata: [FreeEntry] = []
    /// The text; `nil` if the file lacks it.
    public var content: LocatedText?
    /// The handle of the option to which this one is an alternative, if a merge kept both.
    public var conflict: Located<String>?

    /// An option without a text.
    public init() {}
}

extension [ModuleOption] {
    /// The index of the option marked as default, else of the first one; `nil` if there are none.
    public var defaultIndex: Int? { firstIndex { $0.isDefault } ?? indices.first }
}

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
    /// The syntax of the texts; `nil` for the prompt's.
    public var syntax: Syntax?
    /// The texts, or the shared module in use.
    public var body: Body = .options([])
    /// The variables that a shared module declares.
    public var variables: [Variable] = []
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

/// One entry of a prompt's `modules:`, or a shared `*.module.yaml`.
public struct Module: Sendable {
    public var header = Header()
    /// The name that people type for it, unique within its prompt. For a shared module, the name of its file.
    public var handle = ""
    public var role: Located<Role>?
    public var visible: Bool?
    public var syntax: Syntax?
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

    public init() {}

    /// Its own options; empty if it uses a shared module.
    public var options: [ModuleOption] {
        if case .options(let options) = body { options } else { [] }
    }
}

/// One of the alternative texts of a module.
public struct ModuleOption: Sendable {
    public var id: Located<RecordID>?
    public var name: Located<String>?
    /// The slug of its name, or its number from 1; unique within its module.
    public var handle = ""
    public var isDefault = false
    public var description: String?
    public var tags: [Located<String>] = []
    public var metadata: [FreeEntry] = []
    public var content: LocatedText?
    /// The handle of the option to which this one is an alternative, if a merge kept both.
    public var conflict: Located<String>?

    public init() {}
}

extension [ModuleOption] {
    /// The index of the option marked as default, else of the first one; `nil` if there are none.
    public var defaultIndex: Int? { firstIndex { $0.isDefault } ?? indices.first }
}

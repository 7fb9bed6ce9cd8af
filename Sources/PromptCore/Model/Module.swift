/// One entry of a prompt's `modules:`, or a shared `*.module.yaml`.
public struct Module: Sendable {
    public var header = Header()
    /// What one types for it, unique within its prompt; of a shared module, its file's name.
    public var handle = ""
    public var role: Located<Role>?
    public var visible: Bool?
    public var syntax: Syntax?
    public var body: Body = .options([])
    /// A shared module's own variables.
    public var variables: [Variable] = []
    /// The entry in the file.
    public var range: Range<Int> = 0..<0

    /// Where its text comes from.
    public enum Body: Sendable {
        /// Its own alternatives; `content:` is short for one.
        case options([ModuleOption])
        /// A shared module, and which of its options to take instead of its own default.
        case use(Located<String>, default: Located<String>?)
    }

    public init() {}

    /// Its own options; empty where it uses a shared module.
    public var options: [ModuleOption] {
        if case .options(let options) = body { options } else { [] }
    }
}

/// One alternative text of a module.
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
    /// The handle of the option whose text this is another version of, where a merge kept both.
    public var conflict: Located<String>?

    public init() {}
}

extension [ModuleOption] {
    /// The position of the one marked as default, else of the first; `nil` where there are none.
    public var defaultIndex: Int? { firstIndex { $0.isDefault } ?? indices.first }
}

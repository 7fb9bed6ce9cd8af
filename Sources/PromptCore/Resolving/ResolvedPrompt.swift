/// A prompt with its references resolved: modules with their texts, ready to check or render.
public struct ResolvedPrompt: Sendable {
    /// The prompt's address.
    public let address: Address
    /// The decoded prompt.
    public let prompt: Prompt
    /// The modules, in the order of rendering.
    public let modules: [ResolvedModule]
    let home: Home
}

/// A module of a prompt, its own or a shared one, with the prompt's settings applied.
public struct ResolvedModule: Sendable {
    /// The name that people type for it, unique within its prompt.
    public let handle: String
    /// For people: the entry's name, else the shared module's, else the handle.
    public let name: String
    /// The role of the module's message.
    public let role: Role
    /// False if renderings leave the module out by default.
    public let visible: Bool
    /// The description; `nil` if there is none.
    public let description: String?
    /// The options in order, each with its compiled text.
    let texts: [ScopedText]
    /// Index of the option used if none is requested; `nil` if there are no texts.
    public let defaultIndex: Int?
    /// The chain of shared modules that was followed; the last one has the text. Empty for a prompt's own
    /// module.
    public let chain: [SharedModule]
    /// The entry in the prompt.
    let entry: Module

    /// The options in order.
    public var options: [ModuleOption] { texts.map(\.option) }
    /// The address of the shared module that has its text; `nil` for a prompt's own module.
    public var source: Address? { chain.last?.address }
}

/// The reason why a reference can't be resolved.
enum ReferenceProblem {
    case invalid(AddressError)
    /// Not found at any of these addresses.
    case missing([Address])
    /// The modules of a cycle, from the first one to itself again.
    case cycle([Address])
    /// The file exists but can't be used.
    case broken(Address)
    /// The chain of modules that use each other is too long.
    case tooDeep
    /// `default:` names no option of the module.
    case unknownOption(String, known: [String], module: Address)
}

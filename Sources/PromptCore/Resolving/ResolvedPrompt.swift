/// A prompt with its references followed: modules with their texts, ready to check or render.
public struct ResolvedPrompt: Sendable {
    public let address: Address
    public let prompt: Prompt
    public let modules: [ResolvedModule]
    let home: Home
}

/// A module of a prompt, its own or a shared one, with what the prompt says of it applied.
public struct ResolvedModule: Sendable {
    public let handle: String
    /// For people: the entry's name, else the shared module's, else the handle.
    public let name: String
    public let role: Role
    public let visible: Bool
    public let description: String?
    /// The options in order, each with its compiled text.
    let texts: [ScopedText]
    /// The option taken where none is asked for; `nil` where there are no texts.
    public let defaultIndex: Int?
    /// The shared modules followed, the one whose text it is last; empty for a prompt's own module.
    public let chain: [SharedModule]
    /// The entry in the prompt.
    let entry: Module

    /// The options in order.
    public var options: [ModuleOption] { texts.map(\.option) }
    /// The address of the shared module it was taken from.
    public var source: Address? { chain.last?.address }
}

/// A reference that leads nowhere.
enum ReferenceProblem {
    case invalid(AddressError)
    /// Looked for at these addresses.
    case missing([Address])
    /// From the first module of the ring to itself again.
    case cycle([Address])
    /// The file is there but can't be used.
    case broken(Address)
    /// Modules that use one another go on for longer than is followed.
    case tooDeep
    /// `default:` names no option of the module.
    case unknownOption(String, known: [String], module: Address)
}

/// The predefined modules of `module add`, each with a text to fill in.
public enum ModuleKind: String, Sendable, Hashable, CaseIterable {
    case context, goal, persona, examples, constraints
    case outputFormat = "output-format"

    /// Returns the kind for a module's name; `nil` if no kind has this name.
    public init?(name: String) {
        self.init(rawValue: Slug.make(name))
    }

    /// The name for people: `Output format`.
    public var name: String {
        let words = rawValue.replacing("-", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// The system for a persona, the user for all others.
    public var role: Role { self == .persona ? .system : .user }

    /// First for a persona, last for all others.
    public var position: ModulePosition { self == .persona ? .number(1) : .last }

    /// The initial text; each `…` is to be filled in.
    public var text: String {
        switch self {
        case .context:
            """
            Background:

            - Who this is for: …
            - What they know already: …
            - What has been decided and stays as it is: …

            """
        case .goal:
            """
            Your task is to …

            It is done well when …

            """
        case .persona:
            """
            You are a … with long experience in …. You write for …, and you care most about ….

            """
        case .examples:
            """
            Examples of what is wanted:

            Input: …
            Output: …

            Input: …
            Output: …

            """
        case .constraints:
            """
            Keep to these rules:

            - Use only what is said here; where something is missing, say what.
            - Write at most … words.
            - Never ….

            """
        case .outputFormat:
            """
            Answer in exactly this form, with nothing before or after it:

            …

            """
        }
    }
}

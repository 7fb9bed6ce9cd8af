internal import YAMLTree

/// A new module for a prompt: with a text of its own, or with a shared module.
public struct NewModule: Sendable {
    /// The name for people; its slug becomes the handle. `nil` for a used module that has the handle of its
    /// path.
    public let name: String?
    /// `nil` keeps the default, `user`, or the role of the shared module.
    public let role: Role?
    /// The module's texts, or the shared module it uses.
    public let body: Body

    /// The source of the module's text.
    public enum Body: Sendable, Hashable {
        case content(String)
        /// One option with this name and this text.
        case option(String, String)
        /// The shared module at this path, looked up outward from the prompt's folder.
        case use(String)
    }

    /// A module; see the properties for the parts.
    public init(name: String?, role: Role?, body: Body) {
        self.name = name
        self.role = role
        self.body = body
    }

    /// The name that people type for it.
    var handle: String {
        if let name { return Slug.make(name) }
        if case .use(let path) = body, let last = path.split(separator: "/").last { return String(last) }
        return "untitled"
    }

    var value: YAMLValue {
        var members: [YAMLMember] = []
        if let name { members.append(YAMLMember("name", value: .text(name))) }
        if case .use(let path) = body { members.append(YAMLMember("use", value: .text(path))) }
        if let role { members.append(YAMLMember("role", value: .plain(role.rawValue))) }
        switch body {
        case .content(let text): members.append(YAMLMember("content", value: .text(text)))
        case .option(let name, let text):
            let option = YAMLValue.map([("name", .text(name)), ("content", .text(text))])
            members.append(YAMLMember("options", value: .sequence([option])))
        case .use: break
        }
        return .mapping(members)
    }
}

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
            - What is already decided: …

            """
        case .goal:
            """
            Your task is to …

            The result is good if …

            """
        case .persona:
            """
            You are a … with long experience in …. You write for …, and you care most about ….

            """
        case .examples:
            """
            Examples of good results:

            Input: …
            Output: …

            Input: …
            Output: …

            """
        case .constraints:
            """
            Keep to these rules:

            - Use only the information given here. If something is missing, say what is missing.
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

/// A position among the modules of a prompt.
public enum ModulePosition: Sendable, Hashable {
    case last
    /// Before or after the module with this handle, name or number.
    case before(String)
    case after(String)
    /// The number of the position, from 1.
    case number(Int)

    /// Returns the index of a module at this position.
    ///
    /// - Parameter moving: the index of the module that is moved; `nil` for a new one.
    /// - Throws: ``StructureError`` if there is no such position.
    func index(in prompt: Prompt, moving: Int?) throws(StructureError) -> Int {
        let count = prompt.modules.count
        switch self {
        case .last: return moving == nil ? count : count - 1
        case .before(let text), .after(let text):
            let other = try PartLookup.module(text, in: prompt)
            if other == moving {
                throw StructureError(
                    "\(quoted(text)) is the module to be moved", help: "name another module, or write --to N")
            }
            var index = other
            if case .after = self { index += 1 }
            if let moving, moving < index { index -= 1 }
            return index
        case .number(let number):
            let most = moving == nil ? count + 1 : count
            guard (1...most).contains(number) else {
                throw StructureError(
                    "position \(number) does not exist: the prompt has \(counted(count, one: "module"))",
                    help: "positions go from 1 to \(most)")
            }
            return number - 1
        }
    }
}

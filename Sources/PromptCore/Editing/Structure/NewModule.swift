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

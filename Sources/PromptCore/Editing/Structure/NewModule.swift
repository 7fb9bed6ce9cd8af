internal import YAMLTree

/// A module to be added to a prompt: with a text of its own, or one that uses a shared module.
public struct NewModule: Sendable {
    /// For people; its slug becomes the handle. `nil` for a used module that goes by its path.
    public let name: String?
    /// `nil` leaves the default, `user`, or what the shared module says.
    public let role: Role?
    public let body: Body

    /// Where its text comes from.
    public enum Body: Sendable, Hashable {
        case content(String)
        /// An option of this name with this text.
        case option(String, String)
        /// The shared module of this path, found outward from the prompt's folder.
        case use(String)
    }

    public init(name: String?, role: Role?, body: Body) {
        self.name = name
        self.role = role
        self.body = body
    }

    /// What one types for it.
    var handle: String {
        if let name { return Slug.make(name) }
        if case .use(let path) = body, let last = path.split(separator: "/").last { return String(last) }
        return "untitled"
    }

    var value: YAMLValue {
        var members: [YAMLMember] = []
        if let name { members.append(YAMLMember("name", .text(name))) }
        if case .use(let path) = body { members.append(YAMLMember("use", .text(path))) }
        if let role { members.append(YAMLMember("role", .plain(role.rawValue))) }
        switch body {
        case .content(let text): members.append(YAMLMember("content", .text(text)))
        case .option(let name, let text):
            let option = YAMLValue.map([("name", .text(name)), ("content", .text(text))])
            members.append(YAMLMember("options", .sequence([option])))
        case .use: break
        }
        return .mapping(members)
    }
}

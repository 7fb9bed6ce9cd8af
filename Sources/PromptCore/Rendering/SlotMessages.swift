public import JSON

/// Messages of a conversation that the caller of a rendering gives for a slot.
public struct SlotMessages: Sendable, Hashable {
    /// One message.
    public struct Message: Sendable, Hashable {
        /// The role: user or assistant.
        public let role: Role
        /// The text, which is never read as a template.
        public let content: String

        /// A message with this role and text.
        public init(role: Role, content: String) {
            self.role = role
            self.content = content
        }
    }

    /// The slot's handle or name; `nil` for the prompt's only slot.
    public var slot: String?
    /// The messages, in order.
    public var messages: [Message]

    /// Messages for a slot.
    public init(slot: String?, messages: [Message]) {
        self.slot = slot
        self.messages = messages
    }

    /// Reads a JSON list of `{"role": …, "content": …}` with the roles user and assistant and text contents.
    ///
    /// - Parameter bytes: the whole JSON text.
    /// - Throws: ``SlotMessagesError`` for anything else.
    public static func messages(in bytes: [UInt8]) throws(SlotMessagesError) -> [Message] {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(bytes)
        } catch {
            throw .notJSON(error)
        }
        guard case .array(let items) = document.value else { throw .notAList }
        var messages: [Message] = []
        messages.reserveCapacity(items.count)
        for (index, item) in items.enumerated() {
            guard case .object(let members) = item else { throw .notAnObject(index: index) }
            var (role, content): (Role?, String?)
            for member in members {
                switch (member.name, member.value) {
                case ("role", .string("user")) where role == nil: role = .user
                case ("role", .string("assistant")) where role == nil: role = .assistant
                case ("role", .string(let other)) where role == nil: throw .role(other, index: index)
                case ("content", .string(let text)) where content == nil: content = text
                case ("role", _), ("content", _): throw .notText(key: member.name, index: index)
                default: throw .unknownKey(member.name, index: index)
                }
            }
            guard let role else { throw .missing(key: "role", index: index) }
            guard let content else { throw .missing(key: "content", index: index) }
            messages.append(Message(role: role, content: content))
        }
        return messages
    }
}

/// The reason why a text is no list of messages. Indices count from 0.
public enum SlotMessagesError: Error, Sendable, Hashable {
    case notJSON(JSONError)
    case notAList
    case notAnObject(index: Int)
    /// A role other than user and assistant.
    case role(String, index: Int)
    /// `role` or `content` is there twice, or is no text.
    case notText(key: String, index: Int)
    case unknownKey(String, index: Int)
    case missing(key: String, index: Int)

    /// The error in one sentence, without a full stop; messages are numbered from 1.
    public var message: String {
        switch self {
        case .notJSON(let error): "not JSON at byte \(error.offset): \(error)"
        case .notAList: "not a list of messages"
        case .notAnObject(let index): "message \(index + 1) is not an object"
        case .role(let role, let index):
            "message \(index + 1) has the role \(quoted(role)): it must be user or assistant"
        case .notText(let key, let index): "`\(key)` of message \(index + 1) must be one text"
        case .unknownKey(let key, let index):
            "message \(index + 1) has the key \(quoted(key)): only role and content are allowed"
        case .missing(let key, let index): "message \(index + 1) has no `\(key)`"
        }
    }
}

/// The messages that a rendering inserts for each module that is a slot.
struct SlotChoice {
    /// For each module, the given messages; empty if it is no slot or nothing is given.
    private(set) var messages: [[SlotMessages.Message]]

    init(
        of modules: [ResolvedModule], by input: RenderInput, included: [Bool], problems: inout [RenderProblem]
    ) {
        messages = modules.map { _ in [] }
        var given: Set<Int> = []
        let slots = modules.indices.filter { modules[$0].isSlot }
        for one in input.messages {
            guard
                let index = SlotChoice.find(one.slot, among: slots, of: modules, problems: &problems)
            else { continue }
            let name = modules[index].handle
            guard given.insert(index).inserted else {
                problems.append(
                    RenderProblem(
                        .unknownSlot, name: name, message: "the slot \(quoted(name)) gets messages twice",
                        help: "give all its messages in one file"))
                continue
            }
            guard included[index] else {
                problems.append(
                    RenderProblem(
                        .unknownSlot, name: name,
                        message: "the slot \(quoted(name)) is left out, so it can't take messages",
                        help: input.without.isEmpty ? "include it with --with \(name)" : nil))
                continue
            }
            messages[index] = one.messages
        }
    }

    private static func find(
        _ name: String?, among slots: [Int], of modules: [ResolvedModule], problems: inout [RenderProblem]
    ) -> Int? {
        let handles = slots.map { modules[$0].handle }
        guard let name else {
            if slots.count == 1 { return slots[0] }
            problems.append(
                RenderProblem(
                    .unknownSlot, name: "",
                    message: slots.isEmpty
                        ? "the prompt has no slot for messages"
                        : "the prompt has several slots: \(handles.joined(separator: ", "))",
                    help: slots.isEmpty
                        ? "add `- slot: history` to its modules"
                        : "name one of them: --messages \(handles[0])=FILE"))
            return nil
        }
        let names = slots.map { modules[$0].entry.slot?.value }
        switch PartLookup.match(name, handles: handles, names: names) {
        case .one(let found): return slots[found]
        case .several(let found):
            let (message, help) = PartLookup.several(
                for: name, among: found.map { handles[$0] }, names: found.map { names[$0] }, part: "slot")
            problems.append(RenderProblem(.unknownSlot, name: name, message: message, help: help))
        case .none:
            problems.append(
                RenderProblem(
                    .unknownSlot, name: name, message: "the prompt has no slot \(quoted(name))",
                    help: Suggestion.help(for: Slug.make(name), among: handles, what: "its slots")))
        }
        return nil
    }
}

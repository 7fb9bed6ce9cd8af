internal import Diagnostics
internal import JSON

/// Writes a rendered prompt as JSON for programs: messages, and the request bodies of two providers' HTTP
/// interfaces. Keys and order are stable.
public enum RequestBody {
    /// Returns `[{"role": …, "content": …}, …]`.
    public static func messages(_ rendered: Rendered) -> String {
        var json = JSONWriter(pretty: true)
        json.array { write(rendered.messages, &$0) }
        return json.text
    }

    /// Returns the body of OpenAI's chat completions request: model, messages, then the prompt's parameters.
    public static func openAI(_ rendered: Rendered) -> String {
        var json = JSONWriter(pretty: true)
        json.object { body in
            if let name = rendered.model?.name { body.member("model", name) }
            body.array("messages") { write(rendered.messages, &$0) }
            let written = rendered.model?.name == nil ? ["messages"] : ["model", "messages"]
            write(rendered.model?.parameters ?? [], except: written, &body)
        }
        return json.text
    }

    /// The `max_tokens` of a body for Anthropic if the prompt has none, because that interface requires it.
    public static let defaultMaxTokens = 1024

    /// Returns the body of Anthropic's messages request. System texts go to `system`; if messages with equal
    /// roles become adjacent by that, they are joined.
    public static func anthropic(_ rendered: Rendered) -> String {
        let system = rendered.messages.filter { $0.role == .system }.map(\.content)
        var messages: [Rendered.Message] = []
        for message in rendered.messages where message.role != .system {
            if messages.last?.role == message.role {
                messages[messages.count - 1].content += rendered.separator + message.content
            } else {
                messages.append(message)
            }
        }
        let parameters = rendered.model?.parameters ?? []
        var json = JSONWriter(pretty: true)
        json.object { body in
            if let name = rendered.model?.name { body.member("model", name) }
            if !parameters.contains(where: { $0.key == "max_tokens" }) {
                body.member("max_tokens", defaultMaxTokens)
            }
            if !system.isEmpty { body.member("system", system.joined(separator: rendered.separator)) }
            body.array("messages") { write(messages, &$0) }
            var written = ["messages"]
            if rendered.model?.name != nil { written.append("model") }
            if !system.isEmpty { written.append("system") }
            write(parameters, except: written, &body)
        }
        return json.text
    }

    /// Returns everything about a rendering: `address`, `id`, `version` (its number; null for the work tree,
    /// or if unknown), `commit` (null for the work tree), `text`, `messages`, `modules` and `values`.
    public static func record(
        _ rendered: Rendered, address: Address, id: RecordID?, version: Int? = nil, commit: String? = nil
    ) -> String {
        var json = JSONWriter(pretty: true)
        json.object { record in
            record.member("address", address.path)
            record.member("id", id?.description)
            if let version { record.member("version", version) } else { record.null("version") }
            record.member("commit", commit)
            record.member("text", rendered.text)
            record.array("messages") { write(rendered.messages, &$0) }
            record.array("modules") { modules in
                for part in rendered.parts {
                    modules.object { module in
                        module.member("handle", part.module)
                        module.member("option", part.option)
                        module.member("role", part.role.rawValue)
                        module.member("text", part.text)
                    }
                }
            }
            record.object("values") { values in
                for used in rendered.values { write(used.value, used.name, &values) }
            }
        }
        return json.text
    }

    private static func write(_ messages: [Rendered.Message], _ json: inout JSONWriter) {
        for message in messages {
            json.object { object in
                object.member("role", message.role.rawValue)
                object.member("content", message.content)
            }
        }
    }

    private static func write(_ value: TypedValue, _ name: String, _ json: inout JSONWriter) {
        switch value {
        case .empty: json.null(name)
        case .boolean(let truth, _): json.member(name, truth)
        case .choices(let choices): json.array(name) { list in choices.forEach { list.value($0.value) } }
        case .number(let number): FreeJSON.write(.scalar(number.text, isQuoted: false), name, &json)
        case .text, .choice, .date: json.member(name, value.text)
        }
    }

    private static func write(_ parameters: [FreeEntry], except names: [String], _ json: inout JSONWriter) {
        for entry in parameters where !names.contains(entry.key) {
            FreeJSON.write(entry.value, entry.key, &json)
        }
    }
}

internal import Diagnostics
internal import JSON

/// Writes a rendered prompt as JSON for programs: messages, and the request bodies of two providers' HTTP
/// interfaces. Keys and order are stable.
public enum RequestBody {
    /// Returns `[{"role": …, "content": …}, …]`.
    public static func messages(_ rendered: Rendered) -> String {
        var json = JSONWriter(pretty: true)
        json.array { write(rendered.messages, to: &$0) }
        return json.text
    }

    /// Returns the body of OpenAI's chat completions request: model, messages, then the prompt's parameters.
    public static func openAI(_ rendered: Rendered) -> String {
        var json = JSONWriter(pretty: true)
        json.object { body in
            if let name = rendered.model?.name { body.set("model", to: name) }
            body.array("messages") { write(rendered.messages, to: &$0) }
            let written = rendered.model?.name == nil ? ["messages"] : ["model", "messages"]
            write(rendered.model?.parameters ?? [], except: written, to: &body)
        }
        return json.text
    }

    /// The `max_tokens` of a body for Anthropic if the prompt has none, because that interface requires it.
    public static let defaultMaxTokens = 1024

    /// Returns the body of Anthropic's messages request. System texts go to `system`, as one text or, if a separate one
    /// must not be joined with another, as a list of texts. If messages with equal roles become adjacent by that, they
    /// are joined.
    public static func anthropic(_ rendered: Rendered) -> String {
        let system = joined(rendered.messages.filter { $0.role == .system }, by: rendered.separator)
        let messages = joined(rendered.messages.filter { $0.role != .system }, by: rendered.separator)
        let parameters = rendered.model?.parameters ?? []
        var json = JSONWriter(pretty: true)
        json.object { body in
            if let name = rendered.model?.name { body.set("model", to: name) }
            if !parameters.contains(where: { $0.key == "max_tokens" }) {
                body.set("max_tokens", to: defaultMaxTokens)
            }
            if system.count > 1 {
                body.array("system") { blocks in
                    for message in system {
                        blocks.object { block in
                            block.set("type", to: "text")
                            block.set("text", to: message.content)
                        }
                    }
                }
            } else if let only = system.first {
                body.set("system", to: only.content)
            }
            body.array("messages") { write(messages, to: &$0) }
            var written = ["messages"]
            if rendered.model?.name != nil { written.append("model") }
            if !system.isEmpty { written.append("system") }
            write(parameters, except: written, to: &body)
        }
        return json.text
    }

    /// Returns the messages with neighbours of the same role joined, unless one of them is separate.
    private static func joined(
        _ messages: [Rendered.Message], by separator: String
    ) -> [Rendered.Message] {
        var result: [Rendered.Message] = []
        for message in messages {
            if let last = result.last, last.role == message.role, !last.isSeparate, !message.isSeparate {
                result[result.count - 1].content += separator + message.content
            } else {
                result.append(message)
            }
        }
        return result
    }

    /// Returns everything about a rendering: `address`, `id`, `version` (its number; null for the work tree,
    /// or if unknown), `commit` (null for the work tree), `text`, `messages`, `modules` and `values`.
    public static func record(
        _ rendered: Rendered, address: Address, id: RecordID?, version: Int? = nil, commit: String? = nil
    ) -> String {
        var json = JSONWriter(pretty: true)
        json.object { record in
            record.set("address", to: address.path)
            record.set("id", to: id?.description)
            if let version { record.set("version", to: version) } else { record.null("version") }
            record.set("commit", to: commit)
            record.set("text", to: rendered.text)
            record.array("messages") { write(rendered.messages, to: &$0) }
            record.array("modules") { modules in
                for part in rendered.parts {
                    modules.object { module in
                        module.set("handle", to: part.module)
                        module.set("option", to: part.option)
                        module.set("role", to: part.role.rawValue)
                        module.set("text", to: part.text)
                    }
                }
            }
            record.object("values") { values in
                for used in rendered.values { write(used.value, key: used.name, to: &values) }
            }
        }
        return json.text
    }

    private static func write(_ messages: [Rendered.Message], to json: inout JSONWriter) {
        for message in messages {
            json.object { object in
                object.set("role", to: message.role.rawValue)
                object.set("content", to: message.content)
            }
        }
    }

    private static func write(_ value: TypedValue, key name: String, to json: inout JSONWriter) {
        switch value {
        case .empty: json.null(name)
        case .boolean(let truth, _): json.set(name, to: truth)
        case .choices(let choices): json.array(name) { list in choices.forEach { list.value($0.value) } }
        case .number(let number): FreeJSON.write(.scalar(number.text, isQuoted: false), key: name, to: &json)
        case .text, .choice, .date: json.set(name, to: value.text)
        }
    }

    private static func write(_ parameters: [FreeEntry], except names: [String], to json: inout JSONWriter) {
        for entry in parameters where !names.contains(entry.key) {
            FreeJSON.write(entry.value, key: entry.key, to: &json)
        }
    }
}

/// Renders texts with one set of values.
struct RenderEngine {
    private let partials: Partials
    private let context: TemplateObject
    private let placeholder: (@Sendable (String) -> String)?

    /// - Parameters:
    ///   - plan: the prompt whose texts are rendered.
    ///   - placeholder: returns the text for a name without a value; if it is `nil`, nothing is inserted.
    init(plan: RenderPlan, values: [Rendered.Used], placeholder: (@Sendable (String) -> String)?) {
        partials = Partials(library: plan.library)
        var context: [(String, TemplateValue)] = []
        context.reserveCapacity(values.count)
        for used in values {
            context.append((used.name, used.value.templateValue(with: plan.fields)))
            for field in ValueField.allCases where plan.fields.contains(field, of: used.name) {
                let type = plan.asks.first { $0.name == used.name }?.variable.type ?? .text
                if let value = field.value(of: used.value, type: type) {
                    context.append((field.name(of: used.name), value))
                }
            }
        }
        self.context = TemplateObject(context)
        self.placeholder = placeholder
    }

    /// Renders one text, without its trailing line ends.
    ///
    /// - Parameter limit: the maximum size in bytes.
    /// - Returns: the text, and the values in it.
    /// - Throws: ``RenderProblem`` if a limit of templates is exceeded.
    func render(
        _ text: ScopedText, limit: Int
    ) throws(RenderProblem) -> (text: String, insertions: [TemplateInsertion]) {
        var options = TemplateOptions()
        options.notesInsertions = true
        options.maxOutputBytes = limit
        if let placeholder { options.missing = { placeholder($0) } }
        var output: [UInt8] = []
        let insertions: [TemplateInsertion]
        do throws(TemplateError) {
            insertions = try run(text, into: &output, options: options).insertions
        } catch {
            throw RenderProblem(error, in: text)
        }
        let count = output.count
        while let last = output.last, last == 0x0A || last == 0x0D { output.removeLast() }
        let text = String(decoding: output, as: UTF8.self)
        let isCut = output.count < count
        return (text, isCut ? insertions.compactMap { $0.clipped(to: output.count) } : insertions)
    }

    /// Returns the names without a value that a rendering of the text looks up; none if a limit is exceeded, which
    /// ``render(_:limit:)`` reports.
    func absentNames(in text: ScopedText) -> Set<String> {
        var options = TemplateOptions()
        options.notesAbsent = true
        var output: [UInt8] = []
        return (try? run(text, into: &output, options: options).absent) ?? []
    }

    private func run(
        _ text: ScopedText, into output: inout [UInt8], options: TemplateOptions
    ) throws(TemplateError) -> Template.Outcome {
        // A partial is looked up from the file that contains its tag, and only once.
        var homes = [text.home]
        var numbers = [FileIdentity(text.home): 0]
        var found: [PartialKey: TemplatePartial?] = [:]
        return try text.template.run(.object(context), into: &output, options: options, home: 0) {
            name, home in
            let key = PartialKey(name: name, home: home)
            if let known = found[key] { return known }
            var partial: TemplatePartial?
            if case .found(let inserted) = partials.text(name, from: homes[home]) {
                let identity = FileIdentity(inserted.home)
                let number = numbers[identity] ?? homes.count
                if number == homes.count { homes.append(inserted.home) }
                numbers[identity] = number
                partial = TemplatePartial(inserted.template, home: number)
            }
            found[key] = .some(partial)
            return partial
        }
    }
}

/// A file of texts; a prompt and a module can have one address.
private struct FileIdentity: Hashable {
    let address: Address
    let kind: RecordKind

    init(_ home: Home) {
        address = home.address
        kind = home.kind
    }
}

private struct PartialKey: Hashable {
    let name: String
    let home: Int
}

extension RenderProblem {
    fileprivate init(_ error: TemplateError, in text: ScopedText) {
        let path = text.home.file
        switch error {
        case .tooDeep(let chain):
            self.init(
                .limit, name: chain.first ?? "",
                message: "\(path): partials are nested more than \(TemplateLimits.maxPartialDepth) deep: "
                    + "\(chain.prefix(4).joined(separator: " → ")) → …",
                help: "insert the inner texts directly")
        case .outputTooLarge:
            self.init(
                .limit, name: "",
                message:
                    "\(path): the rendered prompt is larger than \(TemplateLimits.maxOutputBytes >> 20) MiB",
                help:
                    "no model accepts a text of this size: look for a partial or section that repeats too often"
            )
        case .tooMuchWork:
            self.init(
                .limit, name: "",
                message: "\(path): rendering takes more than \(TemplateLimits.maxSteps) steps",
                help: "look for sections or partials that repeat each other")
        }
    }
}

extension TypedValue {
    /// Returns the value in a template's context.
    ///
    /// - Parameter fields: those that its texts name.
    func templateValue(with fields: ValueFields) -> TemplateValue {
        switch self {
        case .empty: .text("")
        case .boolean(let truth, let label): .bool(truth, label: label)
        case .choice(let choice): choice.templateValue(with: fields)
        case .choices(let choices): .list(choices.map { $0.templateValue(with: fields) })
        case .text, .number, .date: .text(text)
        }
    }
}

extension Choice {
    /// The value with the fields `label` and `value`; inserts the value.
    fileprivate func templateValue(with fields: ValueFields) -> TemplateValue {
        let label = label ?? value
        var own: TemplateObject = ["label": .text(label), "value": .text(value)]
        for (name, text) in [("label", label), ("value", value)] where fields.contains(.json, of: name) {
            own[ValueField.json.name(of: name)] = .text(ValueField.json(text))
        }
        return .labelled(value, fields: own)
    }
}

/// A rendered prompt.
public struct Rendered: Sendable {
    /// One message of a conversation.
    public struct Message: Sendable, Hashable {
        /// The role of the message.
        public var role: Role
        /// The text of the message.
        public var content: String
        /// The values in `content`, with ranges in its UTF-8.
        public var insertions: [TemplateInsertion] = []
        /// True if it is never joined with a neighbour of the same role.
        public var isSeparate = false
    }

    /// One module's text.
    public struct Part: Sendable, Hashable {
        /// The handle of the module.
        public let module: String
        /// The handle of the selected option.
        public let option: String
        /// The role of the module's message.
        public let role: Role
        /// The rendered text, without the line ends at its end.
        public let text: String
        /// The values in `text`, with ranges in its UTF-8.
        public let insertions: [TemplateInsertion]
    }

    /// A value that was used.
    public struct Used: Sendable, Hashable {
        /// The variable's name.
        public let name: String
        /// The value as inserted.
        public let value: TypedValue
    }

    /// One message for each run of equal roles, for each module that is separate, and for each given message of a slot.
    public let messages: [Message]
    /// The texts of all modules joined, without roles and without the messages of slots.
    public let text: String
    /// The text of each module; empty ones are left out.
    public let parts: [Part]
    /// In the order of first use in the texts.
    public let values: [Used]
    /// The model that the prompt was written for; `nil` if none is named.
    public let model: ModelHints?
    /// The text between adjacent modules.
    public let separator: String
}

/// The values of a plan's texts, and the result.
public struct RenderResult: Sendable {
    /// In the order of first use in the texts.
    public let values: [Rendered.Used]
    /// Required names without a value, in the order of first use.
    public let missing: [String]
    /// The problems of the plan, then missing or wrong values, then an exceeded limit.
    public internal(set) var problems: [RenderProblem]
    /// `nil` if a problem prevents rendering.
    public internal(set) var rendered: Rendered?
}

extension RenderPlan {
    /// Returns the values of the texts: given, else default. All missing and wrong values are reported
    /// together. A value that only sections need is missing only if the other values lead to one of them.
    public func values(_ input: RenderInput) -> (values: [Rendered.Used], problems: [RenderProblem]) {
        var (values, problems, open) = settled(input)
        let needed = reached(open, with: values)
        problems += open.filter { needed.contains($0.name) }.map(missing)
        return (values, problems)
    }

    /// Returns the values, and the texts with them unless a problem prevents that.
    ///
    /// - Parameter placeholder: as for ``render(_:placeholder:)``; with one, a missing or wrong value prevents
    ///   nothing.
    public func rendering(
        _ input: RenderInput, placeholder: (@Sendable (String) -> String)? = nil
    ) -> RenderResult {
        let (values, wrong) = values(input)
        var result = RenderResult(
            values: values, missing: wrong.filter { $0.kind == .missing }.map(\.name),
            problems: problems + wrong)
        guard placeholder != nil || result.problems.allSatisfy(\.isWarning) else { return result }
        do throws(RenderProblem) {
            result.rendered = try render(values, placeholder: placeholder)
        } catch {
            result.problems.append(error)
        }
        return result
    }

    /// Returns the required variables that need a value and have none, in the order of first use. One that only sections
    /// need is among them if the values so far lead to one of these sections; more can follow from its value.
    public func wanted(_ input: RenderInput) -> [Ask] {
        let (values, problems, open) = settled(input)
        let missing = Set(problems.filter { $0.kind == .missing }.map(\.name))
        let needed = missing.union(reached(open, with: values))
        return asks.filter { needed.contains($0.name) }
    }

    /// Returns the names of those variables that a rendering with `values` looks up.
    private func reached(_ open: [Ask], with values: [Rendered.Used]) -> Set<String> {
        if open.isEmpty { return [] }
        let engine = RenderEngine(plan: self, values: values, placeholder: nil)
        return pieces.reduce(into: []) { $0.formUnion(engine.absentNames(in: $1.text)) }
    }

    /// Returns the values that are known, the problems of the others, and the variables without a value that only sections
    /// need.
    private func settled(
        _ input: RenderInput
    ) -> (values: [Rendered.Used], problems: [RenderProblem], open: [Ask]) {
        var open: [Ask] = []
        var values: [Rendered.Used] = []
        var problems: [RenderProblem] = []
        for ask in asks {
            let variable = ask.variable
            let given = input.values[ask.name]
            guard let raw = given?.value ?? variable.defaultValue?.value else {
                if variable.isRequired {
                    if ask.isConditional { open.append(ask) } else { problems.append(missing(ask)) }
                } else {
                    values.append(Rendered.Used(name: ask.name, value: .empty))
                }
                continue
            }
            do throws(ValueProblem) {
                values.append(Rendered.Used(name: ask.name, value: try variable.accept(raw)))
            } catch {
                problems.append(
                    RenderProblem(
                        .wrong, name: ask.name, message: "\(ask.name) \(error.message)",
                        help: error.help ?? flag(for: ask)))
            }
        }
        return (values, problems, open)
    }

    /// Renders the selected texts.
    ///
    /// - Parameter placeholder: returns the text for a name without a value (`--preview`); if it is `nil`,
    ///   nothing is inserted.
    /// - Throws: ``RenderProblem`` if a limit of templates is exceeded.
    public func render(
        _ values: [Rendered.Used], placeholder: (@Sendable (String) -> String)? = nil
    ) throws(RenderProblem) -> Rendered {
        let separator = resolved.prompt.separator ?? Prompt.defaultSeparator
        let engine = RenderEngine(plan: self, values: values, placeholder: placeholder)
        var parts: [Rendered.Part] = []
        var messages: [Rendered.Message] = []
        var left = TemplateLimits.maxOutputBytes
        for item in items {
            guard case .piece(let piece) = item else {
                if case .messages(let given) = item {
                    messages += given.map {
                        Rendered.Message(role: $0.role, content: $0.content, isSeparate: true)
                    }
                }
                continue
            }
            let (text, insertions) = try engine.render(piece.text, limit: left)
            if text.isEmpty { continue }
            left -= text.utf8.count
            let role = piece.module.role
            parts.append(
                Rendered.Part(
                    module: piece.module.handle, option: piece.option.handle, role: role, text: text,
                    insertions: insertions))
            let isSeparate = piece.module.isSeparate
            if let before = messages.last, before.role == role, !before.isSeparate, !isSeparate {
                let last = messages.count - 1
                messages[last].content += separator
                let start = messages[last].content.utf8.count
                messages[last].content += text
                messages[last].insertions += insertions.map { $0.moved(by: start) }
            } else {
                messages.append(
                    Rendered.Message(
                        role: role, content: text, insertions: insertions, isSeparate: isSeparate))
            }
        }
        return Rendered(
            messages: messages, text: parts.map(\.text).joined(separator: separator), parts: parts,
            values: values, model: resolved.prompt.model, separator: separator)
    }

    private func missing(_ ask: Ask) -> RenderProblem {
        let about =
            ask.variable.help.map { " (\($0))" } ?? (ask.isDeclared ? "" : " (it is not declared)")
        return RenderProblem(
            .missing, name: ask.name, message: "\(ask.name) needs a value\(about)", help: flag(for: ask))
    }

    private func flag(for ask: Ask) -> String {
        let variable = ask.variable
        let example: String =
            switch variable.type {
            case .select, .multiselect: variable.choices.prefix(6).map(\.value).joined(separator: "|")
            case .boolean: "true|false"
            case .number: variable.minimum?.value.text ?? "NUMBER"
            case .date: variable.includesTime ? "YYYY-MM-DDTHH:MM" : "YYYY-MM-DD"
            case .text, .multiline:
                variable.placeholder.map { "'" + $0.replacing("'", with: "'\\''") + "'" } ?? "…"
            }
        return "give it with --var \(ask.name)=\(example)"
    }
}

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

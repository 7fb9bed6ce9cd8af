/// Renders texts with one set of values.
struct RenderEngine {
    private let partials: Partials
    private let context: TemplateObject
    private let placeholder: (@Sendable (String) -> String)?

    /// - Parameter placeholder: returns the text for a name without a value; if it is `nil`, nothing is
    ///   inserted.
    init(library: any Library, values: [Rendered.Used], placeholder: (@Sendable (String) -> String)?) {
        partials = Partials(library: library)
        context = TemplateObject(values.map { ($0.name, $0.value.templateValue) })
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
        // A partial is looked up from the file that contains its tag, and only once.
        var homes = [text.home]
        var numbers = [FileIdentity(text.home): 0]
        var found: [PartialKey: TemplatePartial?] = [:]
        let insertions: [TemplateInsertion]
        do throws(TemplateError) {
            insertions = try text.template.render(.object(context), into: &output, options: options) {
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
        } catch {
            throw RenderProblem(error, in: text)
        }
        let count = output.count
        while let last = output.last, last == 0x0A || last == 0x0D { output.removeLast() }
        let text = String(decoding: output, as: UTF8.self)
        let isCut = output.count < count
        return (text, isCut ? insertions.compactMap { $0.clipped(to: output.count) } : insertions)
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
    /// The value in a template's context.
    var templateValue: TemplateValue {
        switch self {
        case .empty: .text("")
        case .boolean(let truth, let label): .bool(truth, label: label)
        case .choice(let choice): choice.templateValue
        case .choices(let choices): .list(choices.map(\.templateValue))
        case .text, .number, .date: .text(text)
        }
    }
}

extension Choice {
    /// The value with the fields `label` and `value`; inserts the value.
    fileprivate var templateValue: TemplateValue {
        .labelled(value, fields: ["label": .text(label ?? value), "value": .text(value)])
    }
}

/// The texts under `partials:` of one file, compiled. Texts of other files don't see them.
final class LocalPartials: Sendable {
    /// The module part of a reference or use in such a text.
    static let module = "partials"

    private struct Compiled: Sendable {
        let option: ModuleOption
        let content: LocatedText
        let template: Template
    }

    /// The names, in the order of the file.
    let names: [String]
    private let texts: [String: Compiled]

    /// Compiles the texts; `nil` if there are none.
    ///
    /// - Parameter syntax: the syntax of texts that don't define it.
    init?(_ partials: [LocalPartial], syntax: Syntax, format: Format) {
        if partials.isEmpty { return nil }
        var names: [String] = []
        var texts: [String: Compiled] = [:]
        for partial in partials {
            guard let content = partial.content, texts[partial.name.value] == nil else { continue }
            let isLiteral = (partial.syntax ?? syntax) == .none
            var option = ModuleOption()
            option.handle = partial.name.value
            option.content = content
            names.append(partial.name.value)
            texts[partial.name.value] = Compiled(
                option: option, content: content,
                template: isLiteral ? .literal(content.text) : Template(content.text, format: format))
        }
        self.names = names
        self.texts = texts
    }

    /// True if the file has a text of this name.
    func contains(_ name: String) -> Bool { texts[name] != nil }

    /// Returns the text called `name`; `nil` if there is none.
    ///
    /// - Parameter home: the file, as the text that inserts it sees it.
    func text(_ name: String, in home: Home) -> ScopedText? {
        texts[name].map {
            ScopedText(
                option: $0.option, content: $0.content, template: $0.template, home: home, partial: name)
        }
    }
}

extension Home {
    /// The texts under `partials:`, in the order of the file.
    var partialTexts: [ScopedText] {
        partials.map { partials in partials.names.compactMap { partials.text($0, in: self) } } ?? []
    }
}

/// The identity of a text that can be inserted: a module's text, or one of a file's own partials.
struct TextIdentity: Hashable {
    let address: Address
    let kind: RecordKind
    /// The name of the file's own partial; `nil` for the text of the file.
    let partial: String?

    init(_ text: ScopedText) {
        address = text.home.address
        kind = text.home.kind
        partial = text.partial
    }

    /// The name for messages.
    var shown: String { partial ?? address.path }
}

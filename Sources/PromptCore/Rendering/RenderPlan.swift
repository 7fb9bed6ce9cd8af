public import Diagnostics

/// A prompt prepared for rendering: the selected texts, and the variables that they need.
public struct RenderPlan: Sendable {
    /// A module that will be in the result.
    public struct Piece: Sendable {
        /// The module.
        public let module: ResolvedModule
        /// The selected option.
        public let option: ModuleOption
        let text: ScopedText
    }

    /// A text to render, or messages that are inserted as they are.
    enum Item: Sendable {
        case piece(Piece)
        case messages([SlotMessages.Message])
    }

    /// A variable that the selected texts need.
    public struct Ask: Sendable {
        /// The definition of the variable.
        public let variable: Variable
        /// False if it is declared nowhere; it is then a required text.
        public let isDeclared: Bool
        /// True if only sections name it, in texts of format 2: a value is needed only if one of them is rendered.
        public internal(set) var isConditional = false
        /// The variable's name.
        public var name: String { variable.name.value }
    }

    /// Every module of the prompt, in order, with what the input chose of it.
    public struct Choice: Sendable {
        /// The module.
        public let module: ResolvedModule
        /// True if its text will be in the result, unless it renders to nothing.
        public let isIncluded: Bool
        /// The option whose text is taken, or would be; `nil` if the module has no text.
        public let option: ModuleOption?
    }

    /// The prompt with its references resolved.
    public let resolved: ResolvedPrompt
    /// The modules, in order, each with its selected option.
    public let choices: [Choice]
    /// The modules that will be in the result, in order.
    public let pieces: [Piece]
    /// The texts and the given messages, in the order of the modules.
    let items: [Item]
    /// In the order of first use in the texts.
    public let asks: [Ask]
    /// The names in the input that match nothing in this prompt.
    public let problems: [RenderProblem]
    let library: any Library
    /// The fields of values that the selected texts name.
    let fields: ValueFields
    private let file: ParsedFile
    private let brokenUses: [(reference: Located<String>, problem: ReferenceProblem)]

    /// Resolves an input without rendering, so that the caller can ask for missing values first.
    ///
    /// - Parameters:
    ///   - file: the file that `prompt` was read from.
    ///   - library: where its references are looked up.
    public init(_ prompt: Prompt, in file: ParsedFile, input: RenderInput, library: any Library) {
        var broken: [(Located<String>, ReferenceProblem)] = []
        let resolved = Resolver(library: library).resolve(prompt, at: file.address) { _, reference, problem in
            broken.append((reference, problem))
        }
        var problems: [RenderProblem] = []
        let choice = ModuleChoice(of: resolved.modules, by: input, problems: &problems)
        let slots = SlotChoice(
            of: resolved.modules, by: input, included: choice.isIncluded, problems: &problems)
        var choices: [Choice] = []
        var pieces: [Piece] = []
        var items: [Item] = []
        for (index, module) in resolved.modules.enumerated() {
            let text = (choice.options[index] ?? module.defaultIndex).map { module.texts[$0] }
            let isIncluded = choice.isIncluded[index]
            choices.append(Choice(module: module, isIncluded: isIncluded, option: text?.option))
            if isIncluded, let text {
                let piece = Piece(module: module, option: text.option, text: text)
                pieces.append(piece)
                items.append(.piece(piece))
            } else if !slots.messages[index].isEmpty {
                items.append(.messages(slots.messages[index]))
            }
        }
        let names = NameCollector(resolved, library: library)
        let (asks, fields) = names.needs(of: pieces.map(\.text))
        names.checkNames(of: input, asks: asks, problems: &problems)
        self.resolved = resolved
        self.library = library
        self.choices = choices
        self.pieces = pieces
        self.items = items
        self.asks = asks
        self.fields = fields
        self.problems = problems
        self.file = file
        brokenUses = broken
    }

    /// Returns everything that makes the prompt's own files unusable for this rendering: errors in the
    /// prompt, in the selected shared modules, and in the modules that partials insert.
    public func blocking() -> [FileDiagnostics] {
        var seen: Set<Address> = []
        var found: [FileDiagnostics] = []
        // A module may occur in a prompt many times; it is checked once.
        func look(_ module: SharedModule) {
            guard seen.insert(module.address).inserted else { return }
            if let errors = Checker.blocking(ParsedFile(module), in: library) { found.append(errors) }
        }
        let subject = Subject(file, resolved: resolved, brokenUses: brokenUses, library: library)
        if let errors = Checker.blocking(subject) { found.append(errors) }
        for piece in pieces {
            piece.module.chain.forEach(look)
            PartialModules.of(piece.text, in: library).forEach(look)
        }
        return found
    }
}

/// The modules whose texts a text inserts through partials.
private enum PartialModules {
    static func of(_ text: ScopedText, in library: any Library) -> [SharedModule] {
        var found: [Address: SharedModule] = [:]
        var seen: Set<TextIdentity> = []
        var open = [text]
        while let next = open.popLast() {
            for reference in next.template.references where reference.kind == .partial {
                guard
                    case .found(let inserted) = Partials(library: library).text(
                        reference.name, from: next.home),
                    seen.insert(TextIdentity(inserted)).inserted
                else { continue }
                if inserted.partial == nil {
                    guard let module = library.module(at: inserted.home.address) else { continue }
                    found[inserted.home.address] = module
                }
                open.append(inserted)
            }
        }
        return found.values.sorted { $0.address < $1.address }
    }
}

/// Finds the variables that texts need, and the names that an input may give.
struct NameCollector {
    private let resolved: ResolvedPrompt
    private let scope: VariableScope
    private let walk: TextWalk

    init(_ resolved: ResolvedPrompt, library: any Library) {
        self.resolved = resolved
        scope = VariableScope(library: library, prompt: resolved.home)
        walk = TextWalk(partials: Partials(library: library))
    }

    /// Returns the variables of some texts, each once, in the order of first use.
    func asks(of texts: [ScopedText]) -> [RenderPlan.Ask] { needs(of: texts).asks }

    /// Returns the variables of some texts, and the fields of values that they name.
    func needs(of texts: [ScopedText]) -> (asks: [RenderPlan.Ask], fields: ValueFields) {
        var asks: [RenderPlan.Ask] = []
        var fields = ValueFields()
        var seen: [String: Int] = [:]
        for text in texts {
            walk.visit(text) { name in
                if name.field != nil { fields.note(name) }
                let isConditional = name.isInSection && name.home.format >= .two
                if let known = seen[name.name] {
                    if !isConditional, asks[known].isConditional,
                        !UndeclaredNames.isItemField(name, in: scope)
                    {
                        asks[known].isConditional = false
                    }
                    return
                }
                let declaration = scope.declaration(of: name.name, in: name.home)
                if declaration == nil, UndeclaredNames.isItemField(name, in: scope) { return }
                seen[name.name] = asks.count
                let variable =
                    declaration?.variable ?? Variable(name: Located(name.name, at: 0..<0), range: 0..<0)
                asks.append(
                    RenderPlan.Ask(
                        variable: variable, isDeclared: declaration != nil, isConditional: isConditional))
            } broken: { _ in
            }
        }
        return (asks, fields)
    }

    /// Reports values for names that no text of the prompt uses, selected or not, and that no file declares.
    func checkNames(of input: RenderInput, asks: [RenderPlan.Ask], problems: inout [RenderProblem]) {
        let asked = Set(asks.map(\.name))
        let unknown = input.values.filter { !asked.contains($0.key) }
        guard !unknown.isEmpty else { return }
        let all = self.asks(of: resolved.modules.flatMap(\.texts)).map(\.name)
        let own = resolved.prompt.variables.map(\.name.value)
        let declared = Set(own)
        let names = own + all.filter { !declared.contains($0) }
        let known = Set(names)
        var words = SuggestionWords(names)
        for (name, given) in unknown.sorted(by: { $0.key < $1.key }) where !known.contains(name) {
            var problem = RenderProblem(
                .unknownVariable, name: name, message: "the prompt has no variable \(quoted(name))",
                help: words.help(for: name, what: "its variables"))
            // Only a warning, because a file of values may serve several prompts.
            if case .file = given.source { problem.isWarning = true }
            problems.append(problem)
        }
    }
}

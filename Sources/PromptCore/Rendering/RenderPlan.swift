public import Diagnostics

/// A prompt made ready to render: which texts, and which variables they ask for.
public struct RenderPlan: Sendable {
    /// A module that will be in the result.
    public struct Piece: Sendable {
        public let module: ResolvedModule
        public let option: ModuleOption
        let text: ScopedText
    }

    /// A variable that the chosen texts ask for.
    public struct Ask: Sendable {
        public let variable: Variable
        /// Declared nowhere: it counts as a required text.
        public let isDeclared: Bool
        public var name: String { variable.name.value }
    }

    public let resolved: ResolvedPrompt
    public let pieces: [Piece]
    /// In the order in which the texts ask.
    public let asks: [Ask]
    /// Names in the request that mean nothing here.
    public let problems: [RenderProblem]
    let library: any Library

    /// Weighs a request. Nothing is rendered yet, so that what is missing can be asked for.
    public init(_ prompt: Prompt, at address: Address, _ request: RenderRequest, library: any Library) {
        let resolved = Resolver(library: library).resolve(prompt, at: address) { _, _, _ in }
        var problems: [RenderProblem] = []
        let choice = ModuleChoice(resolved.modules, request, &problems)
        var pieces: [Piece] = []
        for (index, module) in resolved.modules.enumerated() where choice.isIncluded[index] {
            guard let chosen = choice.options[index] ?? module.defaultIndex else { continue }
            let text = module.texts[chosen]
            pieces.append(Piece(module: module, option: text.option, text: text))
        }
        let names = NameCollector(resolved, library)
        let asks = names.asks(of: pieces.map(\.text))
        names.checkNames(of: request, asks, &problems)
        self.resolved = resolved
        self.library = library
        self.pieces = pieces
        self.asks = asks
        self.problems = problems
    }

    /// Everything that makes the prompt's own files unusable for this rendering: errors in the prompt, in
    /// the shared modules that were chosen, and in the modules that partials insert.
    public static func blocking(
        _ file: ParsedFile, _ plan: RenderPlan?, library: any Library
    ) -> [FileDiagnostics] {
        var seen: Set<Address> = []
        var found: [FileDiagnostics] = []
        func check(_ file: ParsedFile) {
            // What looks like a secret (PP6xx) may be none, and does not hinder the text.
            let errors = Checker.check(file, in: library).filter {
                $0.severity == .error && !$0.code.utf8.starts(with: "PP6".utf8)
            }
            if !errors.isEmpty { found.append(FileDiagnostics(source: file.source, diagnostics: errors)) }
        }
        // A module may stand in a prompt many times; it is read again once.
        func look(_ module: SharedModule) {
            guard seen.insert(module.address).inserted else { return }
            check(ParsedFile(module.source, kind: .module, address: module.address))
        }
        check(file)
        for piece in plan?.pieces ?? [] {
            piece.module.chain.forEach(look)
            PartialModules.of(piece.text, library).forEach(look)
        }
        return found
    }
}

/// The modules whose texts a text inserts through partials.
private enum PartialModules {
    static func of(_ text: ScopedText, _ library: any Library) -> [SharedModule] {
        var found: [Address: SharedModule] = [:]
        var open = [text]
        while let next = open.popLast() {
            for reference in next.template.references where reference.kind == .partial {
                guard
                    case .found(let inserted) = Partials(library: library).text(
                        reference.name, from: next.home),
                    found[inserted.home.address] == nil,
                    let module = library.module(at: inserted.home.address)
                else { continue }
                found[inserted.home.address] = module
                open.append(inserted)
            }
        }
        return found.values.sorted { $0.address < $1.address }
    }
}

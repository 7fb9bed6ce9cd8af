public import Diagnostics

/// A prompt prepared for rendering: the selected texts, and the variables that they need.
public struct RenderPlan: Sendable {
    /// A module that will be in the result.
    public struct Piece: Sendable {
        public let module: ResolvedModule
        public let option: ModuleOption
        let text: ScopedText
    }

    /// A variable that the selected texts need.
    public struct Ask: Sendable {
        public let variable: Variable
        /// False if it is declared nowhere; it is then a required text.
        public let isDeclared: Bool
        public var name: String { variable.name.value }
    }

    public let resolved: ResolvedPrompt
    public let pieces: [Piece]
    /// In the order of first use in the texts.
    public let asks: [Ask]
    /// The names in the request that match nothing in this prompt.
    public let problems: [RenderProblem]
    let library: any Library

    /// Resolves a request without rendering, so that the caller can ask for missing values first.
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

    /// Returns everything that makes the prompt's own files unusable for this rendering: errors in the
    /// prompt, in the selected shared modules, and in the modules that partials insert.
    public static func blocking(
        _ file: ParsedFile, _ plan: RenderPlan?, library: any Library
    ) -> [FileDiagnostics] {
        var seen: Set<Address> = []
        var found: [FileDiagnostics] = []
        func check(_ file: ParsedFile) {
            // A possible secret may be a false alarm, so it does not stop the rendering.
            let errors = Checker.check(file, in: library).filter {
                $0.severity == .error && !$0.isSecret
            }
            if !errors.isEmpty { found.append(FileDiagnostics(source: file.source, diagnostics: errors)) }
        }
        // A module may occur in a prompt many times; it is checked once.
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

internal import Diagnostics

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
    func asks(of texts: [ScopedText]) -> [RenderPlan.Ask] {
        var asks: [RenderPlan.Ask] = []
        var seen: Set<String> = []
        for text in texts {
            walk.visit(text) { name in
                guard !seen.contains(name.name) else { return }
                let declaration = scope.declaration(of: name.name, in: name.home)
                if declaration == nil, UndeclaredNames.isItemField(name, in: scope) { return }
                seen.insert(name.name)
                let variable =
                    declaration?.variable ?? Variable(name: Located(name.name, at: 0..<0), range: 0..<0)
                asks.append(RenderPlan.Ask(variable: variable, isDeclared: declaration != nil))
            } broken: { _ in
            }
        }
        return asks
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

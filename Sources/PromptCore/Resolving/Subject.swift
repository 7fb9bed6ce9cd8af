internal import YAMLTree

/// The input of the rules: one file with its references resolved.
struct Subject {
    let file: ParsedFile
    let record: Record
    let library: any Library
    /// The variables declared in the file itself.
    let variables: [Variable]
    /// The file's own texts: every option of every module, then its partials.
    let texts: [ScopedText]
    /// The prompt with `use` resolved; for a module file, a prompt with this one module.
    let resolved: ResolvedPrompt?
    /// References of `use:` and its `default:` that can't be resolved.
    let brokenUses: [(reference: Located<String>, problem: ReferenceProblem)]

    init?(_ file: ParsedFile, library: any Library) {
        guard let record = file.record else { return nil }
        self.file = file
        self.record = record
        self.library = library
        var broken: [(Located<String>, ReferenceProblem)] = []
        switch record {
        case .prompt(let prompt):
            let resolved = Resolver(library: library).resolve(prompt, at: file.address) {
                _, reference, problem in
                broken.append((reference, problem))
            }
            variables = prompt.variables
            texts = resolved.ownTexts
            self.resolved = resolved
        case .module(let module):
            // The library has compiled the file's own texts already.
            let shared = library.module(at: file.address) ?? file.sharedModule
            variables = module.variables
            texts = (shared?.texts ?? []) + (shared?.home.partialTexts ?? [])
            if case .use = module.body {
                var prompt = Prompt()
                prompt.format = file.format
                prompt.modules = [module]
                resolved = Resolver(library: library).resolve(prompt, at: file.address) {
                    _, reference, problem in
                    broken.append((reference, problem))
                }
            } else {
                resolved = nil
            }
        case .variable(let variable):
            variables = [variable]
            texts = []
            resolved = nil
        case .folder, .manifest:
            variables = []
            texts = []
            resolved = nil
        }
        brokenUses = broken
    }

    /// A prompt whose references were followed already.
    init(
        _ file: ParsedFile, resolved: ResolvedPrompt,
        brokenUses: [(reference: Located<String>, problem: ReferenceProblem)], library: any Library
    ) {
        self.file = file
        record = .prompt(resolved.prompt)
        self.library = library
        variables = resolved.prompt.variables
        texts = resolved.ownTexts
        self.resolved = resolved
        self.brokenUses = brokenUses
    }

    /// The scope in which names in the texts are looked up.
    var scope: VariableScope {
        VariableScope(
            library: library,
            prompt: Home(
                folder: file.address.folder, address: file.address, kind: file.kind, variables: variables,
                format: file.format))
    }

    var walk: TextWalk { TextWalk(partials: Partials(library: library)) }
}

/// Finds the definition that a name in a text refers to.
///
/// The search order is: the prompt; then the modules in use, from the outermost to the one that contains the
/// text; then outward from the prompt's folder; then outward from the folder of the module that contains the
/// text.
struct VariableScope {
    let library: any Library
    let prompt: Home

    /// A definition, and the file it comes from.
    struct Declaration {
        let variable: Variable
        let file: Address
        let kind: RecordKind
    }

    func declaration(of name: String, in home: Home) -> Declaration? {
        if let own = declaration(of: name, beside: prompt) { return own }
        for user in home.users {
            if let own = declaration(of: name, beside: user) { return own }
        }
        if let own = declaration(of: name, beside: home) { return own }
        let shared =
            Outward.variable(name, from: prompt.folder, in: library, format: home.format)
            ?? (home.folder == prompt.folder
                ? nil : Outward.variable(name, from: home.folder, in: library, format: home.format))
        guard let shared, let variable = shared.variable else { return nil }
        return Declaration(variable: variable, file: shared.address, kind: .variable)
    }

    private func declaration(of name: String, beside home: Home) -> Declaration? {
        home.variable(named: name).map { Declaration(variable: $0, file: home.address, kind: home.kind) }
    }
}

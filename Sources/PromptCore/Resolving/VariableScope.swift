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
            Outward.variable(name, from: prompt.folder, in: library)
            ?? (home.folder == prompt.folder ? nil : Outward.variable(name, from: home.folder, in: library))
        guard let shared, let variable = shared.variable else { return nil }
        return Declaration(variable: variable, file: shared.address, kind: .variable)
    }

    private func declaration(of name: String, beside home: Home) -> Declaration? {
        home.variable(named: name).map { Declaration(variable: $0, file: home.address, kind: home.kind) }
    }
}

/// Says which definition a name in a text means.
///
/// A variable is looked for in the prompt, then in the module whose text it is, then outward from the
/// prompt's folder, then outward from the module's folder.
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
        if let own = prompt.variable(named: name) {
            return Declaration(variable: own, file: prompt.address, kind: prompt.kind)
        }
        if let own = home.variable(named: name) {
            return Declaration(variable: own, file: home.address, kind: home.kind)
        }
        let shared =
            Outward.variable(name, from: prompt.folder, in: library)
            ?? (home.folder == prompt.folder ? nil : Outward.variable(name, from: home.folder, in: library))
        guard let shared, let variable = shared.variable else { return nil }
        return Declaration(variable: variable, file: shared.address, kind: .variable)
    }
}

extension Home {
    /// Whether the file itself declares a variable of that name.
    func declares(_ name: String) -> Bool { index(of: name) != nil }

    /// The variable of that name which the file itself declares.
    fileprivate func variable(named name: String) -> Variable? { index(of: name).map { variables[$0] } }

    /// By index: going over the elements would copy each of these large values.
    private func index(of name: String) -> Int? {
        variables.indices.first { variables[$0].name.value == name }
    }
}

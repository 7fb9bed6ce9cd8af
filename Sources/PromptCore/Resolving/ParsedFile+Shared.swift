extension ParsedFile {
    /// The file as a shared module; `nil` if it is of another kind.
    public var sharedModule: SharedModule? {
        guard kind == .module else { return nil }
        var module: Module?
        if case .module(let value)? = record { module = value }
        return SharedModule(
            address: address, source: source, parsed: Decoded(value: module, diagnostics: diagnostics))
    }

    /// The file as a shared variable; `nil` if it is of another kind.
    public var sharedVariable: SharedVariable? {
        guard kind == .variable else { return nil }
        var variable: Variable?
        if case .variable(let value)? = record { variable = value }
        return SharedVariable(
            address: address, source: source, parsed: Decoded(value: variable, diagnostics: diagnostics))
    }

    /// A shared module's file as it was read, without its tree.
    init(_ module: SharedModule) {
        address = module.address
        kind = .module
        source = module.source
        tree = nil
        record = module.module.map(Record.module)
        diagnostics = module.diagnostics
    }
}

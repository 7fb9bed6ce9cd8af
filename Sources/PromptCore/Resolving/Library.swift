public import Diagnostics

/// The source of shared modules and variables: the disk, a test's dictionary or a commit. The answers of one
/// library must not change while it is in use.
public protocol Library: Sendable {
    /// Returns the shared module whose file is at `address`; `nil` if there is no such file.
    func module(at address: Address) -> SharedModule?

    /// Returns the shared variable called `name` in `folder` itself (not outward); `nil` if there is none.
    func variable(named name: String, in folder: Address) -> SharedVariable?

    /// Returns the addresses of all modules, for "did you mean". Called only if a reference is wrong.
    func moduleAddresses() -> [Address]
}

/// A shared module's file, read once: its record, its problems, and its compiled texts.
public final class SharedModule: Sendable {
    /// The address of the file.
    public let address: Address
    /// The text of the file.
    public let source: SourceText
    /// `nil` if the file could not be read as a module.
    public let module: Module?
    /// The problems found by parsing and decoding, without those of checks.
    public let diagnostics: [Diagnostic]
    /// One compiled text per option, in order.
    let texts: [ScopedText]
    /// The file of its texts.
    let home: Home

    /// A shared module from its decoded file; compiles its texts.
    public init(address: Address, source: SourceText, parsed: Decoded<Module>) {
        self.address = address
        self.source = source
        diagnostics = parsed.diagnostics
        var module = parsed.value
        module?.handle = address.name
        self.module = module
        home = Home(
            folder: address.folder, address: address, kind: .module, variables: module?.variables ?? [],
            partials: LocalPartials(
                module?.partials ?? [], syntax: module?.syntax ?? .mustache, format: module?.format ?? .one),
            format: module?.format ?? .one)
        texts = (module?.options ?? []).compactMap { [home] option in
            ScopedText(option, syntax: module?.syntax ?? .mustache, home: home)
        }
    }
}

/// A shared variable's file, read once.
public final class SharedVariable: Sendable {
    /// The address of the file.
    public let address: Address
    /// The text of the file.
    public let source: SourceText
    /// The variable; `nil` if the file could not be read as one.
    public let variable: Variable?
    /// The problems found by parsing and decoding, without those of checks.
    public let diagnostics: [Diagnostic]

    /// A shared variable from its decoded file.
    public init(address: Address, source: SourceText, parsed: Decoded<Variable>) {
        self.address = address
        self.source = source
        variable = parsed.value
        diagnostics = parsed.diagnostics
    }
}

/// One option's text, compiled, with its home.
public struct ScopedText: Sendable {
    let option: ModuleOption
    let content: LocatedText
    let template: Template
    var home: Home
    /// Its name under `partials:`; `nil` for the text of an option.
    var partial: String?

    /// Returns the text as used or inserted by the modules of `homes`, outermost first.
    func used(by homes: [Home]) -> ScopedText {
        let declaring = homes.filter { $0.kind == .module && !$0.variables.isEmpty }
        guard !declaring.isEmpty else { return self }
        var text = self
        text.home.users = declaring + home.users
        return text
    }

    init(
        option: ModuleOption, content: LocatedText, template: Template, home: Home, partial: String?
    ) {
        self.option = option
        self.content = content
        self.template = template
        self.home = home
        self.partial = partial
    }

    init?(_ option: ModuleOption, syntax: Syntax, home: Home) {
        guard let content = option.content else { return nil }
        self.option = option
        self.content = content
        self.home = home
        template = syntax == .none ? .literal(content.text) : Template(content.text, format: home.format)
    }
}

/// The file of a text: references start from its folder, and its variables are in scope.
public struct Home: Sendable {
    let folder: Address
    let address: Address
    let kind: RecordKind
    let variables: [Variable]
    /// The texts under `partials:` of the file; `nil` if there are none.
    let partials: LocalPartials?
    /// The format of the store that the file belongs to.
    let format: Format
    /// The modules that declare variables and through which the text was reached, outermost first.
    var users: [Home] = []
    /// Index of each variable by name; empty if there are so few that a linear search is faster.
    private let positions: [String: Int]

    init(
        folder: Address, address: Address, kind: RecordKind, variables: [Variable],
        partials: LocalPartials? = nil, format: Format
    ) {
        self.folder = folder
        self.address = address
        self.kind = kind
        self.variables = variables
        self.partials = partials
        self.format = format
        var positions: [String: Int] = [:]
        if variables.count > 16 {
            for (index, variable) in variables.enumerated() where positions[variable.name.value] == nil {
                positions[variable.name.value] = index
            }
        }
        self.positions = positions
    }

    /// The path of the file, for messages.
    var file: String { address.file(kind) }

    /// Returns the variable `name` if this file itself declares it.
    func variable(named name: String) -> Variable? { position(of: name).map { variables[$0] } }

    /// True if this file itself declares a variable of that name.
    func declares(_ name: String) -> Bool { position(of: name) != nil }

    /// Searches by index, because iteration over the elements would copy each of these large values.
    private func position(of name: String) -> Int? {
        if positions.isEmpty { return variables.indices.first { variables[$0].name.value == name } }
        return positions[name]
    }
}

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
        format = module.home.format
        source = module.source
        tree = nil
        record = module.module.map(Record.module)
        diagnostics = module.diagnostics
    }
}

public import Diagnostics

/// Where shared modules and variables are looked up. The disk, a test's dictionary or a commit can
/// stand behind it; the answers of one library never change while it is in use.
public protocol Library: Sendable {
    /// The shared module whose file is at `address`; `nil` where there is no such file.
    func module(at address: Address) -> SharedModule?

    /// The shared variable called `name` in `folder` itself (not outward); `nil` where there is none.
    func variable(named name: String, in folder: Address) -> SharedVariable?

    /// Addresses of all modules, for "did you mean"; asked only when something is wrong.
    func moduleAddresses() -> [Address]
}

/// A shared module's file, read once: the record, what is wrong with it, and its compiled texts.
public final class SharedModule: Sendable {
    public let address: Address
    public let source: SourceText
    /// `nil` where the file could not be read as a module.
    public let module: Module?
    /// What parsing and decoding found; checks add to it elsewhere.
    public let diagnostics: [Diagnostic]
    /// One compiled text an option, in order.
    let texts: [ScopedText]

    public init(address: Address, source: SourceText, parsed: Decoded<Module>) {
        self.address = address
        self.source = source
        diagnostics = parsed.diagnostics
        var module = parsed.value
        module?.handle = address.name
        self.module = module
        let home = Home(
            folder: address.folder, address: address, kind: .module, variables: module?.variables ?? [])
        texts = (module?.options ?? []).compactMap { option in
            ScopedText(option, syntax: module?.syntax ?? .mustache, home: home)
        }
    }
}

/// A shared variable's file, read once.
public final class SharedVariable: Sendable {
    public let address: Address
    public let source: SourceText
    public let variable: Variable?
    public let diagnostics: [Diagnostic]

    public init(address: Address, source: SourceText, parsed: Decoded<Variable>) {
        self.address = address
        self.source = source
        variable = parsed.value
        diagnostics = parsed.diagnostics
    }
}

/// The file a text stands in: where its references start, and the variables declared beside it.
public struct Home: Sendable {
    let folder: Address
    let address: Address
    let kind: RecordKind
    let variables: [Variable]

    /// As people see it.
    var file: String { address.file(kind) }
}

/// One option's text, compiled, with its home.
public struct ScopedText: Sendable {
    let option: ModuleOption
    let content: LocatedText
    let template: Template
    let home: Home

    init?(_ option: ModuleOption, syntax: Syntax, home: Home) {
        guard let content = option.content else { return nil }
        self.option = option
        self.content = content
        self.home = home
        template = syntax == .none ? .literal(content.text) : Template(content.text)
    }
}

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
            folder: address.folder, address: address, kind: .module, variables: module?.variables ?? [])
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

    /// Returns the text as used or inserted by the modules of `homes`, outermost first.
    func used(by homes: [Home]) -> ScopedText {
        let declaring = homes.filter { $0.kind == .module && !$0.variables.isEmpty }
        guard !declaring.isEmpty else { return self }
        var text = self
        text.home.users = declaring + home.users
        return text
    }

    init?(_ option: ModuleOption, syntax: Syntax, home: Home) {
        guard let content = option.content else { return nil }
        self.option = option
        self.content = content
        self.home = home
        template = syntax == .none ? .literal(content.text) : Template(content.text)
    }
}

/// The values, modules and options that the caller of a rendering selects.
public struct RenderInput: Sendable {
    /// The source of a value. Flags take precedence over files.
    public enum Source: Sendable, Hashable {
        /// `--var`
        case flag
        /// `--vars FILE`
        case file(String)
        /// Typed at the terminal.
        case answer
    }

    /// A value for a name.
    public struct Given: Sendable, Hashable {
        public var value: RawValue
        public var source: Source

        public init(_ value: RawValue, from source: Source) {
            self.value = value
            self.source = source
        }
    }

    public var values: [String: Given] = [:]
    /// Module handle or name, and option handle or name, in the order given.
    public var options: [(module: String, option: String)] = []
    /// Modules to include although they are not visible.
    public var with: [String] = []
    /// Modules to leave out.
    public var without: [String] = []

    public init() {}
}

/// A part of an input that can't be used, or a value that is missing or wrong.
public struct RenderProblem: Error, Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case unknownModule, unknownOption, unknownVariable, missing, wrong, limit
    }

    public let kind: Kind
    /// The variable, module or option concerned.
    public let name: String
    public let message: String
    /// The remedy: the flag that would supply it, or the closest known name.
    public let help: String?
    /// True if the rendering may continue: a file has a value that no text uses.
    public var isWarning = false

    init(_ kind: Kind, _ name: String, _ message: String, help: String?) {
        self.kind = kind
        self.name = name
        self.message = message
        self.help = help
    }
}

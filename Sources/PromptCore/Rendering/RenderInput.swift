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
        /// The value, not yet converted to the variable's type.
        public var value: RawValue
        /// The source of the value.
        public var source: Source

        /// A value and its source.
        public init(_ value: RawValue, from source: Source) {
            self.value = value
            self.source = source
        }
    }

    /// The values by variable name.
    public var values: [String: Given] = [:]
    /// Module handle or name, and option handle or name, in the order given.
    public var options: [(module: String, option: String)] = []
    /// Modules to include although they are not visible.
    public var with: [String] = []
    /// Modules to leave out.
    public var without: [String] = []

    /// An input without values and selections.
    public init() {}
}

/// A part of an input that can't be used, or a value that is missing or wrong.
public struct RenderProblem: Error, Sendable, Hashable {
    /// The kind of a problem.
    public enum Kind: Sendable, Hashable {
        case unknownModule, unknownOption, unknownVariable, missing, wrong, limit
    }

    /// The kind of the problem.
    public let kind: Kind
    /// The variable, module or option concerned.
    public let name: String
    /// The problem in one sentence, without a full stop.
    public let message: String
    /// The remedy: the flag that would supply it, or the closest known name.
    public let help: String?
    /// True if the rendering may continue: a file has a value that no text uses.
    public var isWarning = false

    init(_ kind: Kind, name: String, message: String, help: String?) {
        self.kind = kind
        self.name = name
        self.message = message
        self.help = help
    }
}

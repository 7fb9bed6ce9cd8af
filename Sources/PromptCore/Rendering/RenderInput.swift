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
    /// Messages for slots, each slot at most once.
    public var messages: [SlotMessages] = []

    /// An input without values and selections.
    public init() {}
}

/// A part of an input that can't be used, or a value that is missing or wrong.
public struct RenderProblem: Error, Sendable, Hashable {
    /// The kind of a problem.
    public enum Kind: Sendable, Hashable {
        case unknownModule, unknownOption, unknownVariable, unknownSlot, missing, wrong, limit
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

/// The modules and options that an input selects.
struct ModuleChoice {
    /// For each module, true if it is in the result.
    var isIncluded: [Bool]
    /// For each module, the index of the requested option; `nil` if none is requested.
    var options: [Int?]

    init(of modules: [ResolvedModule], by input: RenderInput, problems: inout [RenderProblem]) {
        isIncluded = modules.map(\.visible)
        options = modules.map { _ in nil }
        for name in input.with {
            if let index = ModuleChoice.find(name, in: modules, problems: &problems) {
                isIncluded[index] = true
            }
        }
        for (moduleName, optionName) in input.options {
            guard let index = ModuleChoice.find(moduleName, in: modules, problems: &problems) else {
                continue
            }
            let known = modules[index].options
            options[index] = ModuleChoice.find(
                optionName, handles: known.map(\.handle), names: known.map { $0.name?.value }, part: "option",
                kind: .unknownOption, in: "the module \(quoted(modules[index].handle))", problems: &problems)
        }
        for name in input.without {
            if let index = ModuleChoice.find(name, in: modules, problems: &problems) {
                isIncluded[index] = false
            }
        }
    }

    private static func find(
        _ name: String, in modules: [ResolvedModule], problems: inout [RenderProblem]
    ) -> Int? {
        find(
            name, handles: modules.map(\.handle),
            names: modules.map { $0.entry.header.name?.value ?? $0.entry.slot?.value },
            part: "module", kind: .unknownModule,
            in: "the prompt", problems: &problems)
    }

    private static func find(
        _ text: String, handles: [String], names: [String?], part: String, kind: RenderProblem.Kind,
        in whole: String, problems: inout [RenderProblem]
    ) -> Int? {
        switch PartLookup.typed(text, handles: handles, names: names) {
        case .one(let index): return index
        case .several(let indices):
            let (message, help) = PartLookup.several(
                for: text, among: indices.map { handles[$0] }, names: indices.map { names[$0] }, part: part)
            problems.append(RenderProblem(kind, name: text, message: message, help: help))
        case .none:
            problems.append(
                RenderProblem(
                    kind, name: text, message: "\(whole) has no \(part) \(quoted(text))",
                    help: Suggestion.help(for: Slug.make(text), among: handles, what: "its \(part)s")))
        }
        return nil
    }
}

internal import Diagnostics
public import PromptCore

/// A prompt to render, with values for its variables.
public struct RenderRequest: Sendable {
    /// Returns the value of a variable, or `nil` if there is none. An error ends the operation.
    public typealias Ask = @Sendable (_ variable: Variable) throws(StoreError) -> RawValue?

    /// The prompt, with `@VERSION` for a version.
    public var prompt: RecordName
    /// The known values, and the choice of modules and options.
    public var input: RenderInput
    /// True to insert `‹name›` for a missing value instead of refusing.
    public var marksMissing: Bool
    /// True to find the number of the version, for which its whole history is read.
    public var findsVersionNumber: Bool
    /// Called for each required variable that needs a value and has none, in the order in which the texts use them; `nil` if
    /// nobody can be asked.
    public var ask: Ask?

    /// A request; see the properties for the parts.
    public init(
        prompt: RecordName, input: RenderInput = RenderInput(), marksMissing: Bool = false,
        findsVersionNumber: Bool = false, ask: Ask? = nil
    ) {
        self.prompt = prompt
        self.input = input
        self.marksMissing = marksMissing
        self.findsVersionNumber = findsVersionNumber
        self.ask = ask
    }
}

/// A rendered prompt, or the reasons that it was not rendered.
public struct RenderOutcome: Sendable {
    /// A module of the prompt, and its chosen option.
    public struct Module: Sendable, Hashable {
        /// The handle that `--option`, `--with` and `--without` take.
        public let handle: String
        /// The display name: the entry's, else the shared module's, else the handle.
        public let name: String
        /// The role of its message.
        public let role: Role
        /// The shared module that contains its text; `nil` for a module of the prompt's own.
        public let source: Address?
        /// True if its text is part of the result, unless it is empty.
        public let isIncluded: Bool
        /// The handle of the chosen option, also if the module is not included; `nil` if the module has no
        /// text.
        public let option: String?
        /// The handles of all its options, in order.
        public let options: [String]
    }

    /// The value of a variable that the chosen texts use.
    public struct Value: Sendable, Hashable {
        /// The variable's name.
        public let name: String
        /// The inserted value.
        public let value: TypedValue
        /// The source of the value; `nil` if nobody gave it: it is the variable's default, or empty.
        public let source: RenderInput.Source?
    }

    /// The prompt's address, in the requested version.
    public let address: Address
    /// The address that it was found by.
    public let asked: Address
    /// The prompt's id; `nil` if it has none.
    public let id: RecordID?
    /// The requested commit, as 40 hexadecimal digits; `nil` for the work tree.
    public let commit: String?
    /// The number of the version; `nil` for the work tree, if it was not requested, and beyond the horizon of
    /// a shallow clone.
    public let versionNumber: Int?
    /// The name of the layer that contains the prompt; `nil` for the store itself.
    public let layer: String?
    /// Every module of the prompt, in order.
    public let modules: [Module]
    /// The values in the order in which the texts use them.
    public let values: [Value]
    /// Required names without a value, in the order in which the chosen texts use them.
    public let missing: [String]
    /// Unknown names in the input, then missing or wrong values, then an exceeded limit.
    public let problems: [RenderProblem]
    /// The texts with the ranges of the values in them; `nil` if a problem prevents rendering.
    public let rendered: Rendered?
    /// The input, including the answers.
    public let input: RenderInput

    /// True if all problems are warnings.
    public var isWhole: Bool { problems.allSatisfy(\.isWarning) }
}

extension Store {
    /// Renders a prompt. It is read, resolved and checked once; then missing values are asked for; then its
    /// texts are rendered.
    ///
    /// Nobody is asked if the input names a module, option or variable that the prompt does not have. The use
    /// is not recorded: call ``noteUse(of:as:form:)`` when the result has reached its destination.
    ///
    /// - Throws: as ``promptRecord(named:)``; `invalid` with the errors of the prompt and of the modules it
    ///   uses; the errors of `request.ask`.
    public func render(_ request: RenderRequest) throws(StoreError) -> RenderOutcome {
        let found = try promptRecord(named: request.prompt)
        guard found.file.kind == .prompt else {
            throw .notAPrompt(address: found.file.address, kind: found.file.kind)
        }
        guard case .prompt(let prompt)? = found.file.record else {
            throw .blocked([Checker.blocking(found.file, in: found.library)].compactMap { $0 })
        }
        var input = request.input
        let plan = RenderPlan(prompt, in: found.file, input: input, library: found.library)
        let blocking = plan.blocking()
        guard blocking.isEmpty else { throw .blocked(blocking) }
        if let ask = request.ask, plan.problems.allSatisfy(\.isWarning) {
            try complete(&input, for: plan, asking: ask)
        }
        let mark: @Sendable (String) -> String = { "‹\($0)›" }
        let result = plan.rendering(input, placeholder: request.marksMissing ? mark : nil)
        let number =
            request.findsVersionNumber && result.rendered != nil
            ? try found.version.map { version throws(StoreError) in
                try self.version(of: version, now: found.asked)?.number
            } : nil
        return RenderOutcome(
            address: found.file.address, asked: found.asked, id: prompt.header.id?.value,
            commit: found.commit, versionNumber: number ?? nil, layer: found.layer?.name,
            modules: plan.choices.map(RenderOutcome.Module.init),
            values: result.values.map {
                RenderOutcome.Value(name: $0.name, value: $0.value, source: input.values[$0.name]?.source)
            },
            missing: result.missing, problems: result.problems, rendered: result.rendered, input: input)
    }

    private func complete(
        _ input: inout RenderInput, for plan: RenderPlan, asking ask: RenderRequest.Ask
    ) throws(StoreError) {
        var asked: Set<String> = []
        // An answer can open a section that needs more.
        while true {
            let wanted = plan.wanted(input).filter { asked.insert($0.name).inserted }
            if wanted.isEmpty { return }
            for wish in wanted {
                guard let value = try ask(wish.variable) else { continue }
                input.values[wish.name] = RenderInput.Given(value, from: .answer)
            }
        }
    }

    /// Records the use of a rendering, as ``record(_:)`` does: the chosen modules and options, never the
    /// values.
    ///
    /// - Parameters:
    ///   - use: the kind of use.
    ///   - form: the form of the result, such as `openai`; `nil` for its text.
    public func noteUse(of outcome: RenderOutcome, as use: RenderUse, form: String?) {
        var metadata: [(key: String, value: UsageEvent.Value)] = []
        if let form { metadata.append(("as", .text(form))) }
        if let commit = outcome.commit { metadata.append(("commit", .text(commit))) }
        let input = outcome.input
        let lists = [
            ("options", input.options.map { "\($0.module)=\($0.option)" }), ("with", input.with),
            ("without", input.without),
        ]
        for (key, list) in lists where !list.isEmpty { metadata.append((key, .list(list))) }
        record(UsageEvent(use.rawValue, prompt: outcome.id, at: outcome.asked, metadata: metadata))
    }
}

/// The use of the result of a rendering.
public enum RenderUse: String, Sendable, Hashable {
    /// It was printed, written to a file, or passed to a program.
    case render
    /// It was copied to the clipboard.
    case copy
}

extension RenderOutcome.Module {
    fileprivate init(_ choice: RenderPlan.Choice) {
        let module = choice.module
        self.init(
            handle: module.handle, name: module.name, role: module.role, source: module.source,
            isIncluded: choice.isIncluded, option: choice.option?.handle,
            options: module.options.map(\.handle))
    }
}

extension StoreError {
    /// Files have errors that prevent the use of a record.
    static func blocked(_ files: [FileDiagnostics]) -> StoreError {
        .invalid(DiagnosticReport(fileCount: files.count, files: files))
    }
}

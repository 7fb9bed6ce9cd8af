internal import Diagnostics
public import PromptCore

/// A prompt to render, with values for its variables.
public struct RenderRequest: Sendable {
    /// Gives the value of a variable, or `nil` if there is none. What it throws ends the operation.
    public typealias Ask = @Sendable (_ variable: Variable) throws(StoreError) -> RawValue?

    /// The prompt, with `@VERSION` for one that a commit has.
    public var prompt: RecordName
    /// The values that are known already, and the choice of modules and options.
    public var input: RenderInput
    /// Puts `‹name›` for a value that is missing, instead of refusing.
    public var marksMissing: Bool
    /// Finds the number of the version, for which its whole history is read.
    public var findsVersionNumber: Bool
    /// Called for each required variable that has no value, in the order in which the texts use them; `nil` to ask nobody.
    public var ask: Ask?

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

/// A prompt that was rendered, or the reasons why it was not.
public struct RenderOutcome: Sendable {
    /// A module of the prompt, and what was chosen of it.
    public struct Module: Sendable, Hashable {
        public let handle: String
        public let name: String
        public let role: Role
        /// The shared module that its text comes from; `nil` for a module of the prompt's own.
        public let source: Address?
        /// True if its text goes into the result, unless it renders to nothing.
        public let isIncluded: Bool
        /// The handle of the option that was taken, or would be; `nil` if the module has no text.
        public let option: String?
        /// The handles of all its options, in order.
        public let options: [String]
    }

    /// The value of a variable that the chosen texts use.
    public struct Value: Sendable, Hashable {
        public let name: String
        public let value: TypedValue
        /// `nil` if nobody gave the value: it is the variable's default, or empty.
        public let source: RenderInput.Source?
    }

    /// The prompt's address, in its version if one was asked for.
    public let address: Address
    /// The address that it was asked for by.
    public let asked: Address
    public let id: RecordID?
    /// The commit that was asked for, as 40 hexadecimal digits; `nil` for the work tree.
    public let commit: String?
    /// `nil` for the work tree, if it was not asked for, and in a shallow clone that does not reach back to it.
    public let versionNumber: Int?
    /// The name of the layer that the prompt comes from; `nil` for the store itself.
    public let layer: String?
    /// Every module of the prompt, in order.
    public let modules: [Module]
    /// In the order in which the texts use them.
    public let values: [Value]
    /// Names without a value that the chosen texts require, in the order in which they use them.
    public let missing: [String]
    /// Names in the input that mean nothing, then values that are missing or wrong, then a limit that was met.
    public let problems: [RenderProblem]
    /// The texts, with the ranges of the values in them; `nil` if a problem is in the way.
    public let rendered: Rendered?
    /// The input with the answers that were given.
    public let input: RenderInput

    /// True if nothing in the input is wrong or missing, but for warnings.
    public var isWhole: Bool { problems.allSatisfy(\.isWarning) }
}

extension Store {
    /// Renders a prompt. It is read, resolved and checked once; then what is missing is asked for; then its texts are rendered.
    ///
    /// Nobody is asked anything if the input names a module, option or variable that the prompt doesn't have. A use is not
    /// noted: ``noteUse(of:as:form:)`` does that when the result has arrived where it should.
    ///
    /// - Throws: as ``promptRecord(named:)``; `invalid` with the errors of the prompt and of the modules it takes; what
    ///   `request.ask` throws.
    public func render(_ request: RenderRequest) throws(StoreError) -> RenderOutcome {
        let found = try promptRecord(named: request.prompt)
        guard found.file.kind == .prompt else {
            throw .notAPrompt(address: found.file.address, kind: found.file.kind)
        }
        guard case .prompt(let prompt)? = found.file.record else {
            throw .blocked([Checker.blocking(found.file, in: found.library)].compactMap { $0 })
        }
        var input = request.input
        let plan = RenderPlan(prompt, in: found.file, input, library: found.library)
        let blocking = plan.blocking()
        guard blocking.isEmpty else { throw .blocked(blocking) }
        if let ask = request.ask, plan.problems.allSatisfy(\.isWarning) {
            try complete(&input, plan, ask)
        }
        let (used, valueProblems) = plan.values(input)
        var problems = plan.problems + valueProblems
        var rendered: Rendered?
        if request.marksMissing || problems.allSatisfy(\.isWarning) {
            do throws(RenderProblem) {
                rendered =
                    request.marksMissing
                    ? try plan.render(used) { "‹\($0)›" } : try plan.render(used)
            } catch {
                problems.append(error)
            }
        }
        let number =
            request.findsVersionNumber && rendered != nil
            ? try found.version.map { version throws(StoreError) in
                try self.version(of: version, now: found.asked)?.number
            } : nil
        return RenderOutcome(
            address: found.file.address, asked: found.asked, id: prompt.header.id?.value,
            commit: found.commit, versionNumber: number ?? nil, layer: found.layer?.name,
            modules: plan.choices.map(RenderOutcome.Module.init),
            values: used.map {
                RenderOutcome.Value(name: $0.name, value: $0.value, source: input.values[$0.name]?.source)
            },
            missing: valueProblems.filter { $0.kind == .missing }.map(\.name), problems: problems,
            rendered: rendered, input: input)
    }

    private func complete(
        _ input: inout RenderInput, _ plan: RenderPlan, _ ask: RenderRequest.Ask
    ) throws(StoreError) {
        for asked in plan.asks where input.values[asked.name] == nil {
            guard asked.variable.defaultValue == nil, asked.variable.isRequired else { continue }
            guard let value = try ask(asked.variable) else { continue }
            input.values[asked.name] = RenderInput.Given(value, from: .answer)
        }
    }

    /// Notes that a rendering was used, as ``record(_:)`` does: which modules and options were chosen, never the values.
    /// - Parameters:
    ///   - use: how the result was used.
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

/// How the result of a rendering was used.
public enum RenderUse: String, Sendable, Hashable {
    /// It was printed, written to a file, or handed to a program.
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
    /// Files have errors that keep a record from being used.
    static func blocked(_ files: [FileDiagnostics]) -> StoreError {
        .invalid(DiagnosticReport(fileCount: files.count, files: files))
    }
}

internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptStore
internal import SafeFiles
internal import SystemPackage
internal import YAMLTree

/// Converts `render`'s arguments to the request of a rendering, and reads the files they name.
struct RequestReader {
    private let globals: Globals
    private var standardInput = StandardInput()

    init(_ globals: Globals) {
        self.globals = globals
    }

    mutating func read(_ command: RenderCommand) throws(Failure) -> RenderRequest {
        var request = RenderRequest(
            prompt: globals.record(command.address), input: try input(of: command),
            marksMissing: command.preview, findsVersionNumber: command.result == .json)
        if !command.preview, !command.noInput, Terminal.canAsk {
            request.ask = { variable throws(StoreError) in try ValueAsker(variable).value() }
        }
        return request
    }

    private mutating func input(of command: RenderCommand) throws(Failure) -> RenderInput {
        var input = RenderInput()
        for file in command.files {
            for (name, value) in try values(in: file) where input.values[name] == nil {
                input.values[name] = RenderInput.Given(value, from: .file(file))
            }
        }
        var flags: [String: RenderInput.Given] = [:]
        for argument in command.variables {
            let (name, text) = try pair(in: argument, flag: "--var", form: "NAME=VALUE")
            let value = try value(text)
            // The same flag again adds to a list: --var tags=a --var tags=b.
            if case .text(let added) = value, let known = flags[name]?.value {
                switch known {
                case .text(let first): flags[name] = RenderInput.Given(.list([first, added]), from: .flag)
                case .list(let items): flags[name] = RenderInput.Given(.list(items + [added]), from: .flag)
                }
            } else {
                flags[name] = RenderInput.Given(value, from: .flag)
            }
        }
        input.values.merge(flags) { _, flag in flag }
        for argument in command.options {
            let (module, option) = try pair(in: argument, flag: "--option", form: "MODULE=OPTION")
            input.options.append((module, option))
        }
        input.with = command.with
        input.without = command.without
        for argument in command.messages { input.messages.append(try messages(argument)) }
        return input
    }

    /// Reads `SLOT=FILE`, or `FILE` for the only slot.
    private mutating func messages(_ argument: String) throws(Failure) -> SlotMessages {
        var (slot, file): (String?, String) = (nil, argument)
        if argument.contains("=") {
            (slot, file) = try pair(in: argument, flag: "--messages", form: "SLOT=FILE")
        }
        let bytes =
            file == "-" ? try standardInput.read() : try InputFile.read(globals.start.pushing(FilePath(file)))
        do throws(SlotMessagesError) {
            return SlotMessages(slot: slot, messages: try SlotMessages.messages(in: bytes))
        } catch {
            throw Failure(
                status: 1, message: "\(file == "-" ? "standard input" : file): \(error.message)",
                help: #"write a list of {"role": "user" or "assistant", "content": "…"}"#)
        }
    }

    private func pair(in argument: String, flag: String, form: String) throws(Failure) -> (String, String) {
        guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
            throw Failure(
                status: 64, message: "\(flag) \(quoted(argument)) is not \(form)",
                help: "write \(flag) \(form)")
        }
        return (String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
    }

    /// Reads `@FILE` and `-`; `@@` is a text that starts with `@`. The last line end is removed.
    private mutating func value(_ text: String) throws(Failure) -> RawValue {
        if text == "-" {
            return .text(try InputFile.text(of: try standardInput.read(), name: "standard input"))
        }
        if text.hasPrefix("@@") { return .text(String(text.dropFirst())) }
        if text.hasPrefix("@") {
            let file = String(text.dropFirst())
            return .text(
                try InputFile.text(of: try InputFile.read(globals.start.pushing(FilePath(file))), name: file))
        }
        return .text(text)
    }

    private mutating func values(in file: String) throws(Failure) -> [(String, RawValue)] {
        let isInput = file == "-"
        let bytes =
            isInput ? try standardInput.read() : try InputFile.read(globals.start.pushing(FilePath(file)))
        let isJSON = file.hasSuffix(".json") || isInput && bytes.first { $0 > 0x20 } == 0x7B
        let source = SourceText(
            name: isInput ? "standard input" : file, bytes: isJSON ? JSONSurrogates.joined(bytes) : bytes
        )
        let parsed = YAMLTree.parse(source)
        let errors = parsed.diagnostics.filter { $0.severity == .error }
        guard errors.isEmpty, let tree = parsed.tree else {
            throw Failure(blocked: [FileDiagnostics(source: source, diagnostics: errors)])
        }
        guard let root = tree.root else { return [] }
        guard root.kind == .mapping else {
            throw Failure(
                status: 1, message: "\(source.name) must map names to values",
                help: "write one value per line, such as `product: Acme`")
        }
        var values: [(String, RawValue)] = []
        for entry in root.entries {
            switch entry.value.kind {
            case .scalar:
                if !entry.value.isNull { values.append((entry.key.text, .text(entry.value.text))) }
            case .sequence:
                let items = Array(entry.value.items)
                guard items.allSatisfy({ $0.kind == .scalar }) else {
                    throw Failure(
                        status: 1,
                        message: "\(source.name): the list \(quoted(entry.key.text)) must contain only texts")
                }
                values.append((entry.key.text, .list(items.map(\.text))))
            case .mapping:
                throw Failure(
                    status: 1,
                    message:
                        "\(source.name): the value of \(quoted(entry.key.text)) must be a text or a list, not a map"
                )
            }
        }
        return values
    }
}

/// Standard input, which can be read once.
private struct StandardInput {
    private var isRead = false

    mutating func read() throws(Failure) -> [UInt8] {
        guard !isRead else { throw Failure(status: 64, message: "standard input can be read only once") }
        isRead = true
        return try InputFile.standardInput()
    }
}

/// Asks at the terminal for the value of a variable, checks it, and asks again if it is invalid.
struct ValueAsker {
    private let variable: Variable
    private var name: String { variable.name.value }

    init(_ variable: Variable) {
        self.variable = variable
    }

    /// Returns the typed value after the variable has accepted it.
    /// - Throws: `noValue` if the input ends.
    func value() throws(StoreError) -> RawValue {
        introduce(variable)
        while true {
            let question = Terminal.styled(Terminal.safe(name), as: .bold, on: .error)
            let answer =
                variable.type == .multiline
                ? LineReader.askLines(question) : LineReader.ask("\(question)\(hint(variable)): ")
            guard let answer else {
                Output.error.line()
                throw .noValue(variable: name)
            }
            let raw = raw(answer, for: variable)
            do throws(ValueProblem) {
                _ = try variable.accept(raw)
                return raw
            } catch {
                let help = error.help.map { " (\($0))" } ?? ""
                Output.error.line(
                    Terminal.styled(Terminal.safe("  \(name) \(error.message)\(help)"), as: .red, on: .error))
            }
        }
    }

    private func introduce(_ variable: Variable) {
        if let help = variable.help { Output.error.line(Terminal.safe(help)) }
        guard !variable.choices.isEmpty else { return }
        for (index, choice) in variable.choices.enumerated() {
            let label = choice.label.map { "  \($0)" } ?? ""
            Output.error.line(Terminal.safe("  \(index + 1)  \(choice.value)\(label)"))
        }
    }

    private func hint(_ variable: Variable) -> String {
        switch variable.type {
        case .select: " (a number or a value)"
        case .multiselect: " (numbers or values, with commas)"
        case .boolean: " (yes or no)"
        case .date: variable.includesTime ? " (YYYY-MM-DDTHH:MM)" : " (YYYY-MM-DD)"
        case .number: limits(variable)
        case .text, .multiline: variable.placeholder.map { " (such as \(Terminal.safe($0)))" } ?? ""
        }
    }

    private func limits(_ variable: Variable) -> String {
        var words: [String] = []
        if let least = variable.minimum { words.append("from \(least.value.text)") }
        if let most = variable.maximum { words.append("to \(most.value.text)") }
        if let unit = variable.unit { words.append(Terminal.safe(unit)) }
        return words.isEmpty ? "" : " (\(words.joined(separator: " ")))"
    }

    /// Returns the choice at the position of a number, unless the number is a value itself.
    private func raw(_ answer: String, for variable: Variable) -> RawValue {
        func choice(_ word: Substring) -> String {
            let word = word.drop { $0 == " " }
            if variable.choices.contains(where: { $0.value == word }) { return String(word) }
            guard let number = Int(word), variable.choices.indices.contains(number - 1) else {
                return String(word)
            }
            return variable.choices[number - 1].value
        }
        switch variable.type {
        case .select: return .text(choice(answer[...]))
        case .boolean: return .text(["y": "yes", "n": "no"][answer.lowercased()] ?? answer)
        case .multiselect:
            if variable.choices.contains(where: { $0.value == answer }) { return .text(answer) }
            return .list(answer.split(separator: ",").map { choice($0) })
        default: return .text(answer)
        }
    }
}

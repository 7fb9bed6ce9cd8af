internal import PromptCore
internal import PromptStore

/// Asks at the terminal for the value of a variable, checks it, and asks again if it is invalid.
struct ValueAsker {
    private let variable: Variable
    private var name: String { variable.name.value }

    init(_ variable: Variable) {
        self.variable = variable
    }

    /// Returns the typed value after the variable has accepted it.
    /// - Throws: `refused` if the input ends.
    func value() throws(StoreError) -> RawValue {
        introduce(variable)
        while true {
            let question = Terminal.styled(Terminal.safe(name), as: .bold, on: .error)
            let answer =
                variable.type == .multiline
                ? LineReader.askLines(question) : LineReader.ask("\(question)\(hint(variable)): ")
            guard let answer else {
                Output.error.line()
                throw .refused(message: "\(name) needs a value", help: "give it with --var \(name)=…")
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

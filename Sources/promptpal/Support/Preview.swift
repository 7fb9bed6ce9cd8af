internal import PromptCore
internal import PromptStore

/// `render --preview`: the modules one by one, with missing values marked.
struct Preview {
    private let outcome: RenderOutcome

    init(_ outcome: RenderOutcome) {
        self.outcome = outcome
    }

    func write() throws(Failure) {
        let rendered = try outcome.textOrLimit()
        let output = Output.standard
        for (index, part) in rendered.parts.enumerated() {
            if index > 0 { output.line() }
            let title = "── \(part.module) · \(part.option) · \(part.role.rawValue) "
            let rule = title + String(repeating: "─", count: max(4, 60 - title.unicodeScalars.count))
            output.line(Terminal.styled(Terminal.safe(rule), as: .dim))
            output.line(marked(part))
        }
        let open = outcome.problems.filter { $0.kind == .missing || $0.kind == .wrong }
        guard !open.isEmpty else { return }
        output.line()
        for problem in open {
            output.line(Terminal.styled("! " + Terminal.safe(problem.message), as: .yellow))
            if let help = problem.help { output.line("  " + Terminal.safe(help)) }
        }
    }

    /// Returns a module's text with each name without a value in colour.
    private func marked(_ part: Rendered.Part) -> String {
        let text = part.text.utf8
        var result = ""
        var position = text.startIndex
        for missing in part.insertions where missing.isMissing {
            let start = text.index(text.startIndex, offsetBy: missing.range.lowerBound)
            let end = text.index(text.startIndex, offsetBy: missing.range.upperBound)
            result += Terminal.safe(String(part.text[position..<start]))
            result += Terminal.styled(Terminal.safe(String(part.text[start..<end])), as: .yellow)
            position = end
        }
        return result + Terminal.safe(String(part.text[position...]))
    }
}

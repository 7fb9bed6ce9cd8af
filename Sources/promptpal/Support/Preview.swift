internal import PromptCore

/// `render --preview`: the modules one by one, with what is not filled in marked.
struct Preview {
    private let plan: RenderPlan
    private let request: RenderRequest

    init(_ plan: RenderPlan, _ request: RenderRequest) {
        self.plan = plan
        self.request = request
    }

    func write() throws(Failure) {
        let (values, problems) = plan.values(request)
        let colour = Output.standard.usesColour
        let rendered: Rendered
        do {
            rendered = try plan.render(values) { name in colour ? "\u{E000}\(name)\u{E001}" : "‹\(name)›" }
        } catch {
            throw Failure(1, error.message, help: error.help)
        }
        let output = Output.standard
        for (index, part) in rendered.parts.enumerated() {
            if index > 0 { output.line() }
            let title = "── \(part.module) · \(part.option) · \(part.role.rawValue) "
            let rule = title + String(repeating: "─", count: max(4, 60 - title.unicodeScalars.count))
            output.line(Terminal.styled(Terminal.safe(rule), .dim))
            output.line(marked(Terminal.safe(part.text)))
        }
        let open = problems.map { $0.message }
        guard !open.isEmpty else { return }
        output.line()
        for (problem, message) in zip(problems, open) {
            output.line(Terminal.styled("! " + Terminal.safe(message), .yellow))
            if let help = problem.help { output.line("  " + Terminal.safe(help)) }
        }
    }

    /// Names without a value stand between two private-use characters until they are coloured here.
    private func marked(_ text: String) -> String {
        guard Output.standard.usesColour else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{E000}": result += "\u{1B}[33m‹"
            case "\u{E001}": result += "›\u{1B}[0m"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

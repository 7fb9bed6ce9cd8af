internal import PromptCore
internal import SafeFiles

/// `render --verbose`: where each value comes from.
struct ValueSources {
    private let plan: RenderPlan
    private let request: RenderRequest
    private let values: [Rendered.Used]

    init(_ plan: RenderPlan, _ request: RenderRequest, _ values: [Rendered.Used]) {
        self.plan = plan
        self.request = request
        self.values = values
    }

    func write(to output: Output) {
        for piece in plan.pieces {
            output.line(Terminal.safe("module: \(piece.module.handle), option \(piece.option.handle)"))
        }
        for used in values {
            output.line(Terminal.safe("value: \(used.name) from \(source(of: used))"))
        }
    }

    private func source(of used: Rendered.Used) -> String {
        switch request.values[used.name]?.source {
        case .flag: "--var"
        case .file(let file): file
        case .answer: "your answer"
        case nil: used.value == .empty ? "nowhere: it is empty" : "its default"
        }
    }
}

internal import PromptCore
internal import PromptStore
internal import SafeFiles

/// `render --verbose`: the source of each value.
struct ValueSources {
    private let outcome: RenderOutcome

    init(_ outcome: RenderOutcome) {
        self.outcome = outcome
    }

    func write(to output: Output) {
        for module in outcome.modules where module.isIncluded {
            guard let option = module.option else { continue }
            output.line(Terminal.safe("module: \(module.handle), option \(option)"))
        }
        for value in outcome.values {
            output.line(Terminal.safe("value: \(value.name) from \(source(of: value))"))
        }
    }

    private func source(of value: RenderOutcome.Value) -> String {
        switch value.source {
        case .flag: "--var"
        case .file(let file): file
        case .answer: "your answer"
        case nil: value.value == .empty ? "nowhere: it is empty" : "its default"
        }
    }
}

import Diagnostics
import PromptTestSupport

@testable import PromptCore

/// Renders a prompt given as text; throws if there is a problem.
func render(
    _ text: String, at name: String = "a/test.prompt.yaml", values: [String: RawValue] = [:],
    library: DictionaryLibrary = DictionaryLibrary(), format: Format = .one,
    _ change: (inout RenderInput) -> Void = { _ in }
) throws -> Rendered {
    let file = DictionaryLibrary.file(name, text, format: format)
    guard case .prompt(let prompt)? = file.record else {
        throw RenderProblem(.limit, name: "", message: "no prompt", help: nil)
    }
    var request = RenderInput()
    for (name, value) in values { request.values[name] = RenderInput.Given(value, from: .flag) }
    change(&request)
    let plan = RenderPlan(prompt, in: file, input: request, library: library)
    let blocking = plan.blocking().flatMap(\.diagnostics)
    if let first = blocking.first {
        throw RenderProblem(.limit, name: first.code, message: first.message, help: first.help)
    }
    if let first = plan.problems.first(where: { !$0.isWarning }) { throw first }
    let (used, problems) = plan.values(request)
    if let first = problems.first { throw first }
    return try plan.render(used)
}

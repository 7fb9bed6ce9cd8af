import PromptCore
import Synchronization
import TestSupport

@testable import PromptStore

/// A store with the prompt `a/x`, for tests of the operation that renders it.
struct RenderedFolder {
    private let library: LibraryFolder
    var store: Store { library.store }
    var folder: TemporaryFolder { library.folder }

    /// - Parameter files: below `prompts/`, by name.
    init(_ text: String, _ files: [String: String] = [:]) throws {
        library = try LibraryFolder(files.merging(["a/x.prompt.yaml": text]) { own, _ in own })
    }

    func render(
        _ values: [String: RawValue] = [:], of name: String = "a/x",
        _ change: (inout RenderRequest) -> Void = { _ in }
    ) throws -> RenderOutcome {
        var request = RenderRequest(prompt: RecordName(name))
        for (name, value) in values { request.input.values[name] = RenderInput.Given(value, from: .flag) }
        change(&request)
        return try store.render(request)
    }
}

/// Answers questions and keeps their names.
final class Answers: Sendable {
    private let answers: [String: RawValue]
    private let names = Mutex<[String]>([])
    var asked: [String] { names.withLock { $0 } }

    init(_ answers: [String: RawValue]) { self.answers = answers }

    /// - Throws: `noValue` for a variable called `stop`.
    func answer(_ variable: Variable) throws(StoreError) -> RawValue? {
        let name = variable.name.value
        names.withLock { $0.append(name) }
        if name == "stop" { throw .noValue(variable: name) }
        return answers[name]
    }
}

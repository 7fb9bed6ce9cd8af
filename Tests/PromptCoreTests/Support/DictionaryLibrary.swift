import Diagnostics

@testable import PromptCore

/// A library in memory: a map from file names below `prompts/` to texts.
struct DictionaryLibrary: Library {
    private let modules: [Address: SharedModule]
    private let variables: [Address: [String: SharedVariable]]

    init(_ files: [String: String] = [:]) {
        var modules: [Address: SharedModule] = [:]
        var variables: [Address: [String: SharedVariable]] = [:]
        for (name, text) in files {
            let file = DictionaryLibrary.file(name, text)
            if let module = file.sharedModule { modules[file.address] = module }
            if let shared = file.sharedVariable, let variable = shared.variable {
                variables[file.address.folder, default: [:]][variable.name.value] = shared
            }
        }
        self.modules = modules
        self.variables = variables
    }

    func module(at address: Address) -> SharedModule? { modules[address] }
    func variable(named name: String, in folder: Address) -> SharedVariable? { variables[folder]?[name] }
    func moduleAddresses() -> [Address] { modules.keys.sorted() }

    /// Parses a file by its name below `prompts/`.
    static func file(_ name: String, _ text: String) -> ParsedFile {
        let last = name.split(separator: "/").last.map(String.init) ?? name
        let kind = RecordKind(fileName: last) ?? .prompt
        let address = FileNames.address(of: name, kind: kind).address ?? .top
        return ParsedFile(SourceText(name: "prompts/" + name, text), kind: kind, address: address)
    }
}

/// Renders a prompt given as text; throws if there is a problem.
func render(
    _ text: String, at name: String = "a/test.prompt.yaml", values: [String: RawValue] = [:],
    library: DictionaryLibrary = DictionaryLibrary(), _ change: (inout RenderRequest) -> Void = { _ in }
) throws -> Rendered {
    let file = DictionaryLibrary.file(name, text)
    guard case .prompt(let prompt)? = file.record else {
        throw RenderProblem(.limit, "", "no prompt", help: nil)
    }
    var request = RenderRequest()
    for (name, value) in values { request.values[name] = RenderRequest.Given(value, from: .flag) }
    change(&request)
    let plan = RenderPlan(prompt, at: file.address, request, library: library)
    let blocking = RenderPlan.blocking(file, plan, library: library).flatMap(\.diagnostics)
    if let first = blocking.first { throw RenderProblem(.limit, first.code, first.message, help: first.help) }
    if let first = plan.problems.first(where: { !$0.isWarning }) { throw first }
    let (used, problems) = plan.values(request)
    if let first = problems.first { throw first }
    return try plan.render(used)
}

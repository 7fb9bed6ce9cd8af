internal import Diagnostics
internal import PromptCore

/// Modules and variables of a whole library, read in advance; answers without the disk.
final class LoadedLibrary: Library, Sendable {
    private let modules: [Address: SharedModule]
    private let addresses: [Address]
    private let variables: [Address: [String: SharedVariable]]
    /// Existing paths that could not be listed or read, such as links.
    private let blocked: [String: Diagnostic]

    init(_ files: [ParsedFile], blocked problems: [FileDiagnostics] = []) {
        var modules: [Address: SharedModule] = [:]
        var variables: [Address: [String: SharedVariable]] = [:]
        for file in files {
            if let module = file.sharedModule { modules[file.address] = module }
            if let shared = file.sharedVariable, let variable = shared.variable,
                variables[file.address.folder]?[variable.name.value] == nil
            {
                variables[file.address.folder, default: [:]][variable.name.value] = shared
            }
        }
        self.modules = modules
        addresses = modules.keys.sorted()
        self.variables = variables
        var blocked: [String: Diagnostic] = [:]
        for problem in problems { blocked[problem.source.name] = problem.diagnostics.first }
        self.blocked = blocked
    }

    func module(at address: Address) -> SharedModule? { modules[address] ?? blockedModule(at: address) }

    /// Returns a module that is a link, or is below one, as an unreadable module, as for rendering.
    private func blockedModule(at address: Address) -> SharedModule? {
        if blocked.isEmpty { return nil }
        let paths = [address.file(.module)] + address.folder.outward.map { "prompts/" + $0.path }
        guard let diagnostic = paths.compactMap({ blocked[$0] }).first else { return nil }
        return ParsedFile(unreadable: address, kind: .module, diagnostic: diagnostic).sharedModule
    }

    func variable(named name: String, in folder: Address) -> SharedVariable? { variables[folder]?[name] }

    func moduleAddresses() -> [Address] { addresses }
}

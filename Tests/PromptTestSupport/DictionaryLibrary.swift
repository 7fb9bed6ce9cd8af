internal import Diagnostics
package import PromptCore

/// A library in memory: a map from file names below `prompts/` to texts.
package struct DictionaryLibrary: Library {
    private let modules: [Address: SharedModule]
    private let variables: [Address: [String: SharedVariable]]

    package init(_ files: [String: String] = [:], format: Format = .one) {
        var modules: [Address: SharedModule] = [:]
        var variables: [Address: [String: SharedVariable]] = [:]
        for (name, text) in files {
            let file = DictionaryLibrary.file(name, text, format: format)
            if let module = file.sharedModule { modules[file.address] = module }
            if let shared = file.sharedVariable, let variable = shared.variable {
                variables[file.address.folder, default: [:]][variable.name.value] = shared
            }
        }
        self.modules = modules
        self.variables = variables
    }

    package func module(at address: Address) -> SharedModule? { modules[address] }
    package func variable(named name: String, in folder: Address) -> SharedVariable? {
        variables[folder]?[name]
    }
    package func moduleAddresses() -> [Address] { modules.keys.sorted() }

    /// Parses a file by its name below `prompts/`.
    package static func file(_ name: String, _ text: String, format: Format = .one) -> ParsedFile {
        let last = name.split(separator: "/").last.map(String.init) ?? name
        let kind = RecordKind(fileName: last) ?? .prompt
        let address = FileNames.address(of: name, kind: kind).address ?? .top
        return ParsedFile(
            SourceText(name: "prompts/" + name, text), kind: kind, address: address, format: format)
    }
}

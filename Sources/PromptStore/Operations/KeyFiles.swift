internal import Diagnostics
internal import PromptCore
internal import SafeFiles
internal import YAMLTree

extension Store {
    /// Returns the conflicts that merges left in the store's `keys/`: Git's markers, and keys with several
    /// secrets. Other problems of keys are found by `doctor`. Opens no secret.
    func keyProblems() -> [FileDiagnostics] {
        keyFiles().sorted().compactMap { path -> FileDiagnostics? in
            guard let bytes = try? directory.read(path, limit: Store.maxKeyBytes) else { return nil }
            let source = SourceText(name: path, bytes: bytes)
            let found = Store.conflicts(inKeyFile: source)
            return found.isEmpty ? nil : FileDiagnostics(source: source, diagnostics: found)
        }
    }

    /// Returns the conflicts in a file of the folder `keys/`; the name of the source is its path, relative to
    /// the store.
    static func conflicts(inKeyFile source: SourceText) -> [Diagnostic] {
        let parsed = YAMLTree.parse(source)
        var found = parsed.diagnostics.filter { $0.breaks(.conflictMarkers) }
        if found.isEmpty, source.name.hasSuffix(Store.keyEnding),
            let others = parsed.tree?.root?.value(forKey: "conflicts"), others.count > 0
        {
            let name = source.name.dropFirst(Store.keyFolder.count + 1).dropLast(Store.keyEnding.count)
            found.append(.keptConflicts(ofKey: String(name), at: others.range))
        }
        return found
    }

    private static let keyFolder = "keys"
    private static let keyEnding = ".key.yaml"
    private static let maxKeyBytes = 1 << 20

    private func keyFiles() -> [String] {
        var paths: [String] = []
        for entry in entries(in: Store.keyFolder) {
            if entry == "recipients.txt" { paths.append("\(Store.keyFolder)/\(entry)") }
            for name in entries(in: "\(Store.keyFolder)/\(entry)") where name.hasSuffix(Store.keyEnding) {
                paths.append("\(Store.keyFolder)/\(entry)/\(name)")
            }
        }
        return paths
    }

    private func entries(in folder: String) -> [String] {
        ((try? directory.entries(in: folder)) ?? []).compactMap(\.name)
    }
}

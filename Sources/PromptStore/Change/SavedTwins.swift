internal import Diagnostics
internal import PromptCore

extension Store {
    /// Finds new paths that are the same name as another file or folder on systems that fold case or Unicode
    /// forms.
    func twins(of changes: [StatusChange]) -> [FileDiagnostics] {
        let new = Set(changes.filter { $0.kind == .new || $0.kind == .renamed }.map(\.path))
        if new.isEmpty { return [] }
        let paths = contents().files.map(\.path)
        var spellings: [String: String] = [:]
        for path in paths where !new.contains(path) {
            for part in Store.prefixes(of: path) { spellings[Slug.foldingKey(part)] = part }
        }
        var found: [FileDiagnostics] = []
        for path in paths where new.contains(path) {
            for part in Store.prefixes(of: path) {
                let known = spellings.updateValue(part, forKey: Slug.foldingKey(part))
                // `==` is canonical equivalence, so bytes are compared.
                guard let known, !known.utf8.elementsEqual(part.utf8) else { continue }
                let twin = Diagnostic.addressTwins(part, and: known)
                found.append(FileDiagnostics(source: SourceText(name: path, bytes: []), diagnostics: [twin]))
                break
            }
        }
        return found
    }

    /// Returns `a`, `a/b`, `a/b/c` for `a/b/c`.
    private static func prefixes(of path: String) -> [String] {
        path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) } + [path]
    }
}

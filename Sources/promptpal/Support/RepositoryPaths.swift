internal import Diagnostics
internal import Glibc
internal import PromptStore
internal import SystemPackage

/// Paths for services that read a whole repository: from its root, not from the store's.
enum RepositoryPaths {
    /// Returns the report with every file named from the root of the Git work tree around the store;
    /// unchanged if there is none.
    static func from(root report: DiagnosticReport, of store: Store) -> DiagnosticReport {
        guard let prefix = prefix(of: WorkingDirectory.absolute(store.path)), !prefix.isEmpty else {
            return report
        }
        var report = report
        for index in report.files.indices {
            let source = report.files[index].source
            report.files[index].source = SourceText(name: prefix + source.name, bytes: source.bytes)
        }
        return report
    }

    /// Returns the store's path below the nearest directory that contains `.git`, with a `/` at its end
    /// unless it is empty.
    private static func prefix(of store: FilePath) -> String? {
        var root = store
        while access(root.appending(".git").string, F_OK) != 0 {
            guard root.removeLastComponent(), !root.isEmpty else { return nil }
        }
        var path = store
        _ = path.removePrefix(root)
        return path.isEmpty ? "" : path.string + "/"
    }
}

internal import Diagnostics
internal import Glibc
internal import PromptStore
internal import SystemPackage

/// Paths as services see them that read a whole repository: from its root, not from the store's.
enum RepositoryPaths {
    /// The report with every file named from the root of the Git work tree around the store; as it is where there is
    /// none.
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

    /// The store's path below the nearest directory that holds `.git`, with a `/` at its end where it is not empty.
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

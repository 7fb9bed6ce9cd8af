public import Diagnostics

extension DiagnosticRule {
    /// Paths that are the same name on many systems.
    public static let addressTwins = DiagnosticRule(
        "PP503", severity: .error, title: "names that are one on many systems",
        explanation: """
            Two files or folders whose names differ only in case or in Unicode form can't both be checked out on Windows and \
            macOS, where one would replace the other. Rename one of them.
            """,
        wrong: "`prompts/Email.prompt.yaml` beside `prompts/email.prompt.yaml`.",
        right: "`prompts/email.prompt.yaml` beside `prompts/email-short.prompt.yaml`.", isFile: false)
}

/// Addresses that differ only in case or Unicode form are one file on many systems.
enum AddressTwins {
    static func run(_ entries: [LibraryEntry]) -> [LibraryChecker.Finding] {
        var findings: [LibraryChecker.Finding] = []
        var files: [String: Int] = [:]
        var folders: [String: (spelling: String, entry: Int)] = [:]
        files.reserveCapacity(entries.count)
        var lastFolder: String?
        for (index, entry) in entries.enumerated() {
            let folder = entry.address.folder
            if folder.path != lastFolder {
                lastFolder = folder.path
                findings += folderTwins(of: folder, at: index, among: &folders)
            }
            guard entry.kind != .folder, entry.kind != .manifest else { continue }
            let key = Slug.foldingKey(entry.file)
            guard let twin = files.updateValue(index, forKey: key) else { continue }
            findings.append((index, .addressTwins(entry.file, and: entries[twin].file)))
        }
        return findings
    }

    private static func folderTwins(
        of folder: Address, at entry: Int, among folders: inout [String: (spelling: String, entry: Int)]
    ) -> [LibraryChecker.Finding] {
        folder.outward.compactMap { folder in
            guard !folder.path.isEmpty else { return nil }
            let known = folders.updateValue((folder.path, entry), forKey: Slug.foldingKey(folder.path))
            // `==` on strings is canonical equivalence, so bytes are compared.
            guard let known, !known.spelling.utf8.elementsEqual(folder.path.utf8) else { return nil }
            return (
                entry,
                .addressTwins(
                    "prompts/" + folder.path, and: "prompts/" + known.spelling, help: "rename one of the folders")
            )
        }
    }
}

extension Diagnostic {
    /// Returns the problem of a path that differs from `other` only in case or in Unicode form.
    public static func addressTwins(
        _ path: String, and other: String, help: String = "rename one of them"
    ) -> Diagnostic {
        Diagnostic(
            .addressTwins, message: "\(quoted(path)) and \(quoted(other)) are the same name on many systems", at: nil,
            help: help)
    }
}

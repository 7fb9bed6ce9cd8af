internal import Diagnostics

/// PP503: addresses that differ only in case or Unicode form are one file on many systems.
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
                findings += folderTwins(folder, index, &folders)
            }
            guard entry.kind != .folder, entry.kind != .manifest else { continue }
            let key = Slug.foldingKey(entry.file)
            guard let twin = files.updateValue(index, forKey: key) else { continue }
            findings.append((index, twins(entry.file, entries[twin].file, "rename one of them")))
        }
        return findings
    }

    private static func folderTwins(
        _ folder: Address, _ entry: Int, _ folders: inout [String: (spelling: String, entry: Int)]
    ) -> [LibraryChecker.Finding] {
        folder.outward.compactMap { folder in
            guard !folder.path.isEmpty else { return nil }
            let known = folders.updateValue((folder.path, entry), forKey: Slug.foldingKey(folder.path))
            // `==` on strings is canonical equivalence, so bytes are compared.
            guard let known, !known.spelling.utf8.elementsEqual(folder.path.utf8) else { return nil }
            return (
                entry,
                twins("prompts/" + folder.path, "prompts/" + known.spelling, "rename one of the folders")
            )
        }
    }

    private static func twins(_ one: String, _ other: String, _ help: String) -> Diagnostic {
        Diagnostic(
            "PP503", .error, "\(quoted(one)) and \(quoted(other)) are the same name on many systems", at: nil,
            help: help)
    }
}

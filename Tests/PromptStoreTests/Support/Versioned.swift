import Diagnostics
import Git
import PromptCore
import SafeFiles
import SystemPackage
import TestSupport

@testable import PromptStore

extension TemporaryFolder {
    /// The folder as a store's root.
    func store() throws -> SafeDirectory { try SafeDirectory(opening: FilePath(path)) }
}

/// Returns a store in its own Git repository; its files are not committed yet.
func makeVersionedStore(_ folder: TemporaryFolder, _ files: [String: String] = [:]) throws -> Store {
    let store = try makeStore(folder, files)
    _ = try Repository.create(at: folder.path)
    return store
}

extension Store {
    /// Writes a new record as one commit.
    func make(_ kind: RecordKind, at address: Address, _ bytes: [UInt8]) throws {
        var change = try begin(WriteOptions(isSynced: false))
        try create(kind, at: address, with: bytes, in: &change.draft)
        _ = try change.commit(ChangeMessage("new", summary: "Add"))
    }

    /// Replaces a record as one commit.
    func put(_ before: ParsedFile, _ after: ParsedFile) throws {
        var change = try begin(WriteOptions(isSynced: false))
        change.draft.replace(before, with: after)
        _ = try change.commit(ChangeMessage("set", summary: "Set"))
    }

    /// Repairs everything as one commit. Returns the number of changed files.
    func repair() throws -> Int {
        let report = validate()
        var draft = Draft()
        let result = fix(report, in: &draft)
        guard result.filesChanged > 0 else { return 0 }
        var change = try begin(WriteOptions(isSynced: false))
        change.draft = draft
        return try change.commit(ChangeMessage("validate-fix", summary: "Repair")).fileCount
    }
}

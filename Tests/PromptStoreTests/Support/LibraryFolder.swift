import Diagnostics
import Git
import PromptCore
import StoreTestSupport
import SystemPackage
import TestSupport
import Testing

@testable import PromptStore

/// A store in its own Git repository, for tests of changes.
struct LibraryFolder {
    let folder = TemporaryFolder()
    let store: Store

    /// - Parameter files: below `prompts/`, by name.
    init(_ files: [String: String] = [:]) throws {
        folder.put("promptpal.yaml", "format: 1\n")
        for (name, text) in files { folder.put("prompts/" + name, text) }
        _ = try Repository.create(at: folder.path)
        store = try Store(opening: FilePath(folder.path))
    }

    static let now = "2026-11-24T09:30:00Z"
    static let author = "Ana Ruiz <ana@example.com>"
    static let options = WriteOptions(isSynced: false)

    /// Returns a record or, if the name ends in `/`, a folder.
    func item(_ name: String) throws -> Contents.File {
        if name.hasSuffix("/") { return Contents.File(address: try Address(validating: name), kind: .folder) }
        let kind = try #require(RecordKind(fileName: name))
        let address = try Address(validating: String(name.dropLast(kind.fileEnding.count)))
        return Contents.File(address: address, kind: kind)
    }

    @discardableResult
    func move(_ source: String, _ target: String) throws -> Moved {
        var change = try store.begin(Self.options)
        let item = try item(source)
        let moved = try store.move(
            item, to: store.destination(of: item, target), in: &change.draft)
        _ = try change.commit(ChangeMessage("mv", summary: "Move"))
        return moved
    }

    @discardableResult
    func copy(_ source: String, _ target: String, name: String? = nil) throws -> Moved {
        var change = try store.begin(Self.options)
        let item = try item(source)
        let moved = try store.copy(
            item, to: store.destination(of: item, target),
            options: CopyOptions(name: name, now: Self.now, author: Self.author), in: &change.draft)
        _ = try change.commit(ChangeMessage("cp", summary: "Copy"))
        return moved
    }

    @discardableResult
    func delete(_ names: [String], force: Bool = false) throws -> Deleted {
        var change = try store.begin(Self.options)
        let options = DeleteOptions(
            reason: "test", isForced: force, now: Self.now, author: Self.author)
        let deleted = try store.delete(names.map(item), options: options, in: &change.draft)
        _ = try change.commit(ChangeMessage("rm", summary: "Delete"))
        return deleted
    }

    @discardableResult
    func dissolve(_ name: String) throws -> (moved: Moved, deleted: Deleted) {
        var change = try store.begin(Self.options)
        let result = try store.dissolve(
            Address(validating: name), options: DeleteOptions(now: Self.now, author: Self.author),
            in: &change.draft)
        _ = try change.commit(ChangeMessage("folder-rm", summary: "Delete"))
        return result
    }

    @discardableResult
    func restore(_ entry: String, to address: String? = nil) throws -> Moved {
        var change = try store.begin(Self.options)
        let restored = try store.restore(
            store.trashEntry(entry).entry, to: address.map(Address.init(validating:)), in: &change.draft)
        _ = try change.commit(ChangeMessage("trash-restore", summary: "Restore"))
        return restored
    }

    /// The files below `prompts/`, with their texts.
    var files: [String: String] {
        var found: [String: String] = [:]
        func look(_ path: String) {
            for name in folder.names(path) {
                if let text = folder.text(path + "/" + name) {
                    found[String((path + "/" + name).dropFirst("prompts/".count))] = text
                } else {
                    look(path + "/" + name)
                }
            }
        }
        look("prompts")
        return found
    }

    func text(_ name: String) -> String? { folder.text("prompts/" + name) }
}

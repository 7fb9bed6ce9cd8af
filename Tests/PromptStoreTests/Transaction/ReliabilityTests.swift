import Git
import GitIndex
import Glibc
import PromptCore
import SafeFiles
import SystemPackage
import TestSupport
import Testing

@testable import PromptStore

/// Faults that Scripts/faults found, each as small as possible.
@Suite struct ReliabilityTests {
    private let folder = TemporaryFolder()
    private let store: Store
    private let place: StoreRepository

    init() throws {
        store = try makeVersionedStore(folder, [:])
        try store.make(.prompt, at: Address(unchecked: "a"), Array("name: A\n".utf8))
        place = try store.repository()
    }

    private var branch: String { get throws { try place.gitRepository.head().reference } }

    private func change(_ name: String) throws -> Committed {
        var change = try store.begin(WriteOptions(isSynced: false))
        change.draft.create("prompts/\(name).prompt.yaml", with: Array("name: \(name)\n".utf8))
        return try change.commit(ChangeMessage("new", summary: "Add \(name)"))
    }

    @Test func theReferenceIsMovedAndLogged() throws {
        let old = try #require(try place.gitRepository.head().commit)
        let new = try #require(try change("b").commit)
        #expect(try folder.text(".git/" + branch) == new + "\n")
        for log in ["HEAD", try branch] {
            let lines = try #require(folder.text(".git/logs/" + log)).split(separator: "\n")
            let last = try #require(lines.last)
            #expect(last.hasPrefix("\(old.hex) \(new) "))
            #expect(last.hasSuffix("\tcommit: Add b"))
        }
        #expect(try folder.text(".git/\(branch).lock") == nil)
        #expect(folder.text(".git/index.lock") == nil)
    }

    @Test func aReferenceLockOfAnotherIsLeftAlone() throws {
        folder.put(".git/\(try branch).lock", "")
        #expect(throws: StoreError.self) { try change("b") }
        #expect(try folder.text(".git/\(branch).lock") == "")
        #expect(folder.text("prompts/b.prompt.yaml") == nil)
        #expect(folder.text(".git/promptpal/journal") == nil)
    }

    @Test func whatADeadProcessLeftIsSwept() throws {
        folder.put(".git/promptpal/journal-0123456789abcdef", "x")
        folder.put(".git/promptpal/.promptpal-0123456789abcdef.tmp", "x")
        folder.put(".git/index.lock", "promptpal 0123456789abcdef\n")
        _ = try change("b")
        #expect(folder.text(".git/promptpal/journal-0123456789abcdef") == nil)
        #expect(folder.text(".git/promptpal/.promptpal-0123456789abcdef.tmp") == nil)
        #expect(folder.text(".git/index.lock") == nil)
    }

    @Test func aDamagedJournalStopsOneChangeAndIsPutAside() throws {
        folder.put(".git/promptpal/journal", "not a journal")
        #expect(throws: StoreError.self) { try change("b") }
        #expect(folder.text(".git/promptpal/journal.damaged") == "not a journal")
        #expect(try change("b").commit != nil)
    }

    /// The state after `syncfs`: files, index and both locks exist, but the reference has not moved.
    private func interrupt() throws -> Journal {
        let head = try place.gitRepository.head()
        let base = try #require(head.commit)
        let after = Array("name: Changed\n".utf8)
        let blob = try place.gitRepository.writeBlob(after)
        let tree = try place.gitRepository.writeTree(
            from: place.gitRepository.commit(base).tree,
            applying: [TreeChange("prompts/a.prompt.yaml", content: TreeContent(mode: .file, id: blob))])
        let person = Signature(name: "Ana", email: "ana@example.com", seconds: 0)
        let commit = try place.gitRepository.writeCommit(
            tree: tree, parents: [base], author: person, committer: person, message: "Change a")
        let before = try #require(folder.text("prompts/a.prompt.yaml"))
        let entry = Journal.Entry(
            path: "prompts/a.prompt.yaml", before: try place.gitRepository.blobID(of: Array(before.utf8)),
            after: blob)
        let journal = Journal(
            token: Journal.newToken(), reference: head.reference, commit: commit, entries: [entry],
            folders: [])
        let files = try place.gitFiles()
        let bytes = try journal.encoded { bytes throws(GitError) in try place.gitRepository.blobID(of: bytes)
        }
        try files.write(Journal.file, bytes: bytes, expecting: .absent)
        #expect(try IndexLock(journal: journal, files: files).take())
        try folder.store().swapIn(
            "prompts/a.prompt.yaml", bytes: after, for: Array(before.utf8), temporary: journal.temporary(0))
        try IndexChanges(
            journal: journal, directory: folder.store(), files: files, repository: place, durability: .ordered
        ).publish([
            BlobChange(entry.path, before: entry.before, after: blob, stored: blob)
        ])
        #expect(
            try ReferenceLock(journal, files: files, repository: place.gitRepository, isSynced: false).take())
        return journal
    }

    @Test func anInterruptedChangeIsTakenBackByTheNext() throws {
        let index = folder.text(".git/index")
        _ = try interrupt()
        #expect(folder.text(".git/index") != index)
        _ = try store.repository()
        #expect(folder.text("prompts/a.prompt.yaml") == "name: A\n")
        #expect(folder.text(".git/index") == index)
        for left in ["index.lock", "promptpal/journal", "\(try branch).lock"] {
            #expect(folder.text(".git/" + left) == nil)
        }
    }

    @Test func anIndexWhoseLockTheUserRemovedIsPutBackPathByPath() throws {
        let journal = try interrupt()
        let entry = journal.entries[0]
        try place.gitFiles().discard("index.lock")
        _ = try store.repository()
        #expect(folder.text("prompts/a.prompt.yaml") == "name: A\n")
        let index = try IndexFile(try place.gitFiles().read("index", limit: 1 << 20))
        #expect(index.entry(Array(entry.path.utf8))?.id == entry.before)
        #expect(folder.text(".git/index.lock") == nil)
        #expect(folder.text(".git/promptpal/journal") == nil)
    }

    @Test(arguments: [0, 20])
    func anOldIndexWhoseEndIsWipedOutIsNotPutBack(bytesLeft: Int) throws {
        let journal = try interrupt()
        let files = try place.gitFiles()
        var bytes = try files.read(journal.oldIndex, limit: 1 << 20)
        bytes.replaceSubrange(
            (bytes.count - 20 - bytesLeft)..., with: repeatElement(0, count: 20 + bytesLeft))
        try files.discard(journal.oldIndex)
        folder.putBytes(".git/" + journal.oldIndex, bytes)
        _ = try store.repository()
        let index = try IndexFile(try files.read("index", limit: 1 << 20))
        #expect(index.hasChecksum)
        #expect(index.entry(Array(journal.entries[0].path.utf8))?.id == journal.entries[0].before)
    }

    @Test func aMovedReferenceFinishesTheChange() throws {
        let journal = try interrupt()
        let files = try place.gitFiles()
        try files.rename(journal.reference + ".lock", over: journal.reference)
        _ = try store.repository()
        #expect(folder.text("prompts/a.prompt.yaml") == "name: Changed\n")
        #expect(folder.text("prompts/" + journal.temporary(0)) == nil)
        #expect(folder.text(".git/promptpal/journal") == nil)
    }

    /// As after the swap of a file that gets other permission bits and keeps its content.
    @Test(arguments: [true, false]) func anInterruptedModeIsTakenBack(isSwapped: Bool) throws {
        let path = "prompts/a.prompt.yaml"
        let bytes = Array("name: A\n".utf8)
        let id = try place.gitRepository.blobID(of: bytes)
        let journal = Journal(
            token: Journal.newToken(), reference: try branch, commit: try place.gitRepository.head().commit,
            entries: [
                Journal.Entry(
                    path: path, before: id, after: id, permissions: .init(before: 0o644, after: 0o755))
            ], folders: [])
        let temporary = journal.temporary(0)
        chmod(folder.at(path), 0o644)
        let change = WorkTreeChange(
            journal: journal, directory: try folder.store(), repository: place.gitRepository)
        if isSwapped {
            var draft = Draft()
            draft.record(path, as: bytes)
            try change.apply(at: 0, entry: draft.entries[0])
            #expect(try folder.store().fileStatus(path)?.mode == 0o100755)
            #expect(folder.text("prompts/" + temporary) == "name: A\n")
        } else {
            folder.put("prompts/" + temporary, "name")
        }
        for _ in 0..<2 {
            try change.takeBack()
            #expect(try folder.store().fileStatus(path)?.mode == 0o100644)
            #expect(folder.text(path) == "name: A\n")
            #expect(folder.text("prompts/" + temporary) == nil)
        }
    }

    @Test func aJournalIsReadAsItWasWritten() throws {
        let hash = { (bytes: [UInt8]) throws(GitError) in try self.place.gitRepository.blobID(of: bytes) }
        let id = try hash([1])
        var journal = Journal(
            token: Journal.newToken(), reference: "refs/heads/main", commit: id,
            entries: [
                .init(path: "a", before: nil, after: id),
                .init(path: "b/c", before: id, after: id, permissions: .init(before: 0o640, after: 0o750)),
            ], folders: ["b"])
        #expect(try Journal(journal.encoded(hash), hash: hash) == journal)
        journal.tracking = .init(reference: "refs/remotes/origin/main", commit: id, log: "promptpal pull")
        for isOfTop in [false, true] {
            journal.isOfTop = isOfTop
            #expect(try Journal(journal.encoded(hash), hash: hash) == journal)
        }
        // One that an older version left.
        let fields = ["promptpal journal 1 top", journal.token, "7", "HEAD", "", "1", "b", "b/c", "", id.hex]
        let body: [UInt8] = fields.flatMap { Array($0.utf8) + [UInt8(0)] }
        let old = Journal(Array(try hash(body).hex.utf8) + [0] + body, hash: hash)
        #expect(old?.entries == [.init(path: "b/c", before: nil, after: id)])
        #expect(old?.isOfTop == true && old?.folders == ["b"])
        // A tracking reference that leads elsewhere.
        for reference in ["refs/remotes/../../../x", "refs/heads/main", "/x", "refs/remotes/.git/x"] {
            journal.tracking = .init(reference: reference, commit: id, log: "")
            #expect(try Journal(journal.encoded(hash), hash: hash) == nil)
        }
    }

    private var tracking: Journal.TrackedReference {
        get throws {
            let commit = try #require(try place.gitRepository.head().commit)
            return Journal.TrackedReference(
                reference: "refs/remotes/origin/team/main", commit: commit, log: "promptpal pull")
        }
    }

    @Test func aTrackingReferenceIsMovedAndLogged() throws {
        let tracking = try tracking
        try store.begin(WriteOptions(isSynced: false)).note(tracking)
        #expect(try place.gitRepository.reference(tracking.reference) == tracking.commit)
        let log = try #require(folder.text(".git/logs/" + tracking.reference))
        #expect(log.hasPrefix("\(ObjectID.zero.hex) \(tracking.commit.hex) "))
        #expect(log.hasSuffix("\tpromptpal pull\n"))
        #expect(folder.text(".git/logs/HEAD")?.contains("promptpal pull") == false)
        #expect(folder.names(".git/promptpal") == ["lock"])
        #expect(folder.names(".git/refs/remotes/origin/team") == ["main"])
    }

    /// Folders that Git left empty where references were are in the way of none.
    @Test func emptyFoldersGiveWayToATrackingReference() throws {
        let tracking = try tracking
        folder.folder(".git/" + tracking.reference + "/a/b")
        try store.begin(WriteOptions(isSynced: false)).note(tracking)
        #expect(try place.gitRepository.reference(tracking.reference) == tracking.commit)
    }

    @Test func theTrackingLockOfAnotherIsNamedAndLeftAlone() throws {
        let tracking = try tracking
        let lock = tracking.reference + ".lock"
        // As `git fetch` writes it.
        folder.put(".git/" + lock, tracking.commit.hex + "\n")
        #expect {
            try store.begin(WriteOptions(isSynced: false)).note(tracking)
        } throws: { error in
            guard case .transaction(let problem)? = error as? StoreError else { return false }
            return problem
                == .referenceLocked(tracking.reference, by: .git(lock: folder.at(".git/" + lock)))
        }
        #expect(folder.text(".git/" + lock) == tracking.commit.hex + "\n")
        #expect(folder.names(".git/promptpal") == ["lock"])
    }

    /// The leftovers of a killed process: a lock of a reference that is not the present branch, its journal
    /// lost.
    @Test(arguments: ["reference-0123456789abcdef-tracking", "config-0123456789abcdef"])
    func everyLockThatIsOursIsRemoved(_ source: String) throws {
        let lock = source.hasPrefix("config") ? "config.lock" : "refs/remotes/origin/team/ana/main.lock"
        folder.put(".git/promptpal/" + source, "x")
        folder.folder(".git/refs/remotes/origin/team/ana")
        #expect(link(folder.at(".git/promptpal/" + source), folder.at(".git/" + lock)) == 0)
        folder.put(".git/refs/tags/other.lock", "x")
        _ = try change("b")
        #expect(folder.text(".git/" + lock) == nil)
        #expect(folder.text(".git/refs/tags/other.lock") == "x")
        #expect(folder.names(".git/promptpal").contains(source) == false)
    }

    /// A process in another work tree of the same repository was killed; or lives, and is named.
    @Test(arguments: [true, false]) func aTrackingLockFromAnotherWorkTree(isAlive: Bool) throws {
        let tracking = try tracking
        let other = ".git/worktrees/other"
        folder.put(other + "/promptpal/reference-0123456789abcdef-tracking", "x")
        folder.folder(".git/refs/remotes/origin/team")
        let lock = folder.at(".git/" + tracking.reference + ".lock")
        #expect(link(folder.at(other + "/promptpal/reference-0123456789abcdef-tracking"), lock) == 0)
        let files = try SafeDirectory(opening: FilePath(folder.at(other)))
        var held: FileLock?
        if isAlive { held = try FileLock.take(Recovery.lock, in: files, milliseconds: 0) }
        var problem: TransactionProblem?
        do throws(StoreError) {
            try store.begin(WriteOptions(isSynced: false)).note(tracking)
        } catch {
            if case .transaction(let found) = error { problem = found }
        }
        _ = consume held
        let holder = TransactionProblem.LockHolder.promptpal(
            lock: lock, process: Host.processID, gitDirectory: folder.at(other))
        #expect(problem == (isAlive ? .referenceLocked(tracking.reference, by: holder) : nil))
        #expect(try place.gitRepository.reference(tracking.reference) == (isAlive ? nil : tracking.commit))
    }

    @Test func anUpstreamIsWrittenAsGitReadsIt() throws {
        let config = ".git/config"
        let before = try #require(folder.text(config))
        folder.put(config, before + "[remote \"origin\"]\n\turl = x")
        chmod(folder.at(config), 0o640)
        let name = "a;b#\"c"
        let upstream = Upstream(remote: "origin", branch: "refs/heads/" + name, url: "x", pushURL: "x")
        let setting = try #require(
            BranchUpstream(upstream, of: "refs/heads/" + name, in: place.gitRepository))
        try setting.write(
            through: "promptpal/config-0123456789abcdef", in: place.gitFiles(), to: place.gitRepository,
            isSynced: false)
        #expect(place.gitRepository.configuration("branch.\(name).remote") == "origin")
        #expect(place.gitRepository.configuration("branch.\(name).merge") == "refs/heads/" + name)
        #expect(place.gitRepository.configuration("remote.origin.url") == "x")
        #expect(try place.gitFiles().fileStatus("config")?.mode == 0o100640)
        #expect(folder.text(config + ".lock") == nil)
        #expect(BranchUpstream(upstream, of: "refs/heads/" + name, in: place.gitRepository) == nil)
    }

    @Test func aLooseObjectThatIsCutOffIsNamed() throws {
        let commit = try #require(try place.gitRepository.head().commit)
        let path = ".git/objects/\(commit.hex.prefix(2))/\(commit.hex.dropFirst(2))"
        let bytes = try folder.store().read(path, limit: 4096)
        try folder.store().discard(path)
        folder.putBytes(path, Array(bytes.dropLast(bytes.count / 2)))
        let repository = try Repository.open(containing: folder.path)
        #expect {
            _ = try repository.commit(commit)
        } throws: { error in
            (error as? GitError)?.message.contains("\(commit.hex): is damaged") ?? false
        }
    }

    @Test func aHeadThatIsNoBranchIsRefused() throws {
        folder.put(".git/HEAD", "ref: refs/other/main\n")
        #expect(throws: StoreError.self) { try change("b") }
        #expect(folder.text("prompts/b.prompt.yaml") == nil)
    }
}

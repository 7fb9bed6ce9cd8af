import Glibc
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import SafeFiles

/// A write replaces exactly the content that was read, or changes nothing.
@Suite struct WritingTests {
    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test(arguments: Resolver.available, [Durability.none, .ordered, .synced])
    func writesNewFilesAndTheirFolders(resolver: Resolver, durability: Durability) throws {
        let folder = TemporaryFolder()
        let store = try folder.store(resolver)
        try store.write("a/b/é.yaml", bytes: bytes("new"), expecting: .absent, durability: durability)
        #expect(folder.text("a/b/é.yaml") == "new")
        #expect(folder.names("a/b") == ["é.yaml"])
        try store.write("top", bytes: [], expecting: .absent)
        #expect(folder.text("top") == "")
        try store.sync()
    }

    @Test(arguments: [mode_t(0o600), 0o644, 0o755, 0o664, 0o444])
    func replacesAndKeepsPermissions(mode: mode_t) throws {
        let folder = TemporaryFolder()
        folder.put("file", "old")
        chmod(folder.at("file"), mode)
        try folder.store().write("file", bytes: bytes("new"), expecting: .bytes(bytes("old")))
        #expect(folder.text("file") == "new")
        var status = stat()
        lstat(folder.at("file"), &status)
        #expect(status.st_mode & 0o7777 == mode)
        #expect(folder.names() == ["file"])
    }

    @Test func aNewFileGetsWhatTheMaskLeaves() throws {
        let folder = TemporaryFolder()
        let mask = umask(0)
        umask(mask)
        try folder.store().write("file", bytes: [], expecting: .absent)
        var status = stat()
        lstat(folder.at("file"), &status)
        #expect(status.st_mode & 0o7777 == 0o666 & ~mask)
    }

    @Test func writesNothingWhereTheFileIsNotWhatWasRead() throws {
        let folder = TemporaryFolder()
        folder.put("file", "theirs")
        folder.put("longer", "old and more")
        folder.folder("folder")
        folder.link("link", to: "file")
        mkfifo(folder.at("pipe"), 0o644)
        let before = folder.names()
        let store = try folder.store()
        for path in ["file", "longer", "folder", "link", "pipe", "missing"] {
            let error = fileError { () throws(FileError) in
                try store.write(path, bytes: bytes("new"), expecting: .bytes(bytes("old")))
            }
            #expect(error == .changedOnDisk(path: path))
            let removal = fileError { () throws(FileError) in try store.remove(path, expecting: bytes("old"))
            }
            #expect(removal == .changedOnDisk(path: path))
        }
        for path in ["file", "folder", "link", "pipe"] {
            let error = fileError { () throws(FileError) in
                try store.write(path, bytes: bytes("new"), expecting: .absent)
            }
            #expect(error == .exists(path: path))
        }
        #expect(folder.names() == before)
        #expect(folder.text("file") == "theirs")
        #expect(folder.text("longer") == "old and more")
    }

    @Test(arguments: Resolver.available)
    func neverWritesThroughLinksOrOutside(resolver: Resolver) throws {
        let folder = TemporaryFolder()
        folder.put("outside/file", "old")
        folder.folder("store")
        folder.link("store/link", to: "../outside")
        folder.link("store/dangling", to: "../made")
        let store = try SafeDirectory(opening: FilePath(folder.at("store")), resolver: resolver)
        for path in ["link/file", "link/new", "link/sub/new", "dangling/new"] {
            for expected in [ExpectedContent.absent, .bytes(bytes("old"))] {
                let error = fileError { () throws(FileError) in
                    try store.write(path, bytes: bytes("new"), expecting: expected)
                }
                #expect(error == .symbolicLink(path: String(path[..<path.lastIndex(of: "/")!])))
            }
        }
        for path in ["../outside/file", "/etc/x", "a/../../x"] {
            let error = fileError { () throws(FileError) in
                try store.write(path, bytes: bytes("new"), expecting: .absent)
            }
            #expect(error == .escapes(path: path))
        }
        #expect(folder.text("outside/file") == "old")
        #expect(folder.names() == ["outside", "store"])
        #expect(folder.names("outside") == ["file"])
        #expect(folder.names("store") == ["dangling", "link"])
    }

    @Test func leavesNothingBehindWhereItFails() throws {
        let folder = TemporaryFolder()
        folder.put("file", "old")
        let store = try folder.store()
        let long = String(repeating: "x", count: 300)
        let error = fileError { () throws(FileError) in
            try store.write("made/for/\(long)", bytes: bytes("new"), expecting: .absent)
        }
        #expect(error == .system(call: "rename", path: "made/for/\(long)", errno: .fileNameTooLong))
        #expect(folder.names() == ["file"])

        chmod(folder.path, 0o555)
        withoutRoot {
            let error = fileError { () throws(FileError) in
                try store.write("file", bytes: bytes("new"), expecting: .bytes(bytes("old")))
            }
            #expect(error == .permissionDenied(path: "file"))
        }
        chmod(folder.path, 0o755)
        #expect(folder.names() == ["file"])
        #expect(folder.text("file") == "old")
    }

    @Test func removesWhatWasRead() throws {
        let folder = TemporaryFolder()
        folder.put("a/file", "old")
        let store = try folder.store()
        #expect(fileError { () throws(FileError) in try store.removeDirectory("a") } != nil)
        try store.remove("a/file", expecting: bytes("old"))
        #expect(folder.names("a").isEmpty)
        try store.removeDirectory("a")
        #expect(folder.names().isEmpty)
        try store.makeDirectory("x/y/z")
        try store.makeDirectory("x/y/z")
        #expect(folder.names("x/y") == ["z"])
        folder.put("file", "")
        #expect(
            fileError { () throws(FileError) in try store.makeDirectory("file") }
                == .notDirectory(path: "file"))
    }

    /// An editor saves (writes a new file, renames it) in a loop while we write in a loop. No save is ever
    /// lost: each write replaces the content that was there.
    @Test(.timeLimit(.minutes(1)))
    func losesNoSaveOfAnEditor() throws {
        let folder = TemporaryFolder()
        let store = try folder.store()
        folder.put("file", "0")
        let saver = try #require(SavingThread(folder.at("file")))
        var written = 0
        var refused = 0
        var lost = 0
        // Half a second; on a slow machine longer, until enough saves and writes have met.
        let start = MonotonicClock.milliseconds()
        var elapsed: Int64 = 0
        while elapsed < 500 || (elapsed < 20_000 && (saver.saved < 50 || written < 20 || refused == 0)) {
            elapsed = MonotonicClock.milliseconds() - start
            do throws(FileError) {
                let old = try store.read("file", limit: 1 << 20)
                try store.write("file", bytes: old + bytes("+"), expecting: .bytes(old))
                written += 1
            } catch {
                if error == .changedOnDisk(path: "file") { refused += 1 } else { Issue.record("\(error)") }
            }
            // The file has the last saved number, or one that was saved later.
            let saved = saver.saved
            let text = try #require(folder.text("file"))
            let number = try #require(Int(text.prefix { $0 != "+" }))
            if number < saved { lost += 1 }
        }
        let saves = saver.stop()
        #expect(lost == 0)
        // The editor's last number is there, with one mark for each of our writes after it.
        let text = try #require(folder.text("file"))
        #expect(text.prefix { $0 != "+" } == String(saves))
        #expect(text.drop { $0 != "+" }.allSatisfy { $0 == "+" })
        #expect(folder.names() == ["file"])
        #expect(saves >= 50)
        #expect(written >= 20)
        #expect(refused > 0)
    }
}

/// A thread that saves the numbers 1, 2, 3, … as an editor does.
private final class SavingThread: Sendable {
    private let isStopped = Atomic(false)
    private let last = Atomic(0)
    private let isDone = Atomic(false)
    private let path: String

    init?(_ path: String) {
        self.path = path
        var id = pthread_t()
        let code = pthread_create(
            &id, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<SavingThread>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
        guard code == 0 else { return nil }
        pthread_detach(id)
    }

    private func run() {
        var number = 0
        while !isStopped.load(ordering: .relaxed) {
            number += 1
            let text = Array(String(number).utf8)
            let fd = open(path + "~", O_WRONLY | O_CREAT | O_TRUNC, 0o644)
            _ = write(fd, text, text.count)
            close(fd)
            rename(path + "~", path)
            last.store(number, ordering: .releasing)
            // Usually in our way, with a pause from time to time in which a slow machine can complete a
            // write.
            usleep(number % 16 == 0 ? 10_000 : UInt32(number % 7) * 20)
        }
        isDone.store(true, ordering: .releasing)
    }

    /// The last number that is certainly saved.
    var saved: Int { last.load(ordering: .acquiring) }

    /// Stops the thread. Returns the last number it saved.
    func stop() -> Int {
        isStopped.store(true, ordering: .relaxed)
        while !isDone.load(ordering: .acquiring) { usleep(100) }
        return last.load(ordering: .relaxed)
    }
}

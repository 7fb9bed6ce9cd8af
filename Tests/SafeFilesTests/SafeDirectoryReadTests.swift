import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import SafeFiles

/// Reads must stay in the store, follow no links, read regular files only and never hang. Every rule holds
/// for both ways of resolving a path.
@Suite struct SafeDirectoryReadTests {
    @Test(arguments: Resolver.available)
    func readsRegularFiles(resolver: Resolver) throws {
        let folder = TemporaryFolder()
        folder.put("a.yaml", "one")
        folder.put("deep/er/é 文.yaml", "two\r\n\0three")
        folder.put("empty", "")
        let store = try folder.store(resolver)
        #expect(try store.read("a.yaml", limit: 3) == Array("one".utf8))
        #expect(try store.read("deep/er/é 文.yaml", limit: 100) == Array("two\r\n\0three".utf8))
        #expect(try store.read("empty", limit: 0).isEmpty)
    }

    @Test(arguments: Resolver.available)
    func refusesLinks(resolver: Resolver) throws {
        let folder = TemporaryFolder()
        folder.put("real/file", "canary")
        folder.link("to-file", to: "real/file")
        folder.link("to-absolute", to: "/etc/passwd")
        folder.link("to-nothing", to: "nowhere")
        folder.link("to-folder", to: "real")
        folder.put("inner/x", "x")
        folder.link("inner/up", to: "../real")
        folder.link("loop", to: "loop")
        folder.link("root", to: ".")
        let store = try folder.store(resolver)
        let paths = [
            "to-file", "to-absolute", "to-nothing", "to-folder", "to-folder/file", "inner/up/file", "loop",
            "loop/file", "root/real/file",
        ]
        for path in paths {
            #expect(
                fileError { () throws(FileError) in try store.read(path, limit: 100) }
                    == .symbolicLink(path: path), "\(path)")
            #expect(
                fileError { () throws(FileError) in try store.stamp(path) } == .symbolicLink(path: path),
                "\(path)")
        }
        #expect(
            fileError { () throws(FileError) in try store.entries(in: "to-folder") }
                == .symbolicLink(path: "to-folder"))
        #expect(
            fileError { () throws(FileError) in try store.entries(in: "inner/up") }
                == .symbolicLink(path: "inner/up"))
        #expect(try store.entryType("to-file") == .symbolicLink)
        #expect(
            fileError { () throws(FileError) in try store.entryType("to-folder/file") }
                == .symbolicLink(path: "to-folder"))
    }

    @Test(arguments: Resolver.available)
    func refusesPathsThatLeave(resolver: Resolver) throws {
        let folder = TemporaryFolder()
        folder.put("store/in", "in")
        folder.put("out", "canary")
        let store = try SafeDirectory(opening: FilePath(folder.at("store")), resolver: resolver)
        for path in ["../out", "..", "a/../../out", "in/..", "/etc/passwd", "/", folder.at("out"), "//x"] {
            #expect(
                fileError { () throws(FileError) in try store.read(path, limit: 100) }
                    == .escapes(path: path), "\(path)")
        }
        for path in ["a//b", "./in", "in/.", "in/", "in\0", "a/./b"] {
            #expect(
                fileError { () throws(FileError) in try store.read(path, limit: 100) }
                    == .invalidPath(path: path), "\(path)")
        }
        // Names that consist of dots or begin with them.
        folder.put("store/..in", "two dots")
        folder.put("store/...", "three dots")
        #expect(try store.read("..in", limit: 100) == Array("two dots".utf8))
        #expect(try store.read("...", limit: 100) == Array("three dots".utf8))
    }

    @Test(.timeLimit(.minutes(1)), arguments: Resolver.available)
    func refusesWhatIsNotARegularFile(resolver: Resolver) throws {
        let folder = TemporaryFolder()
        folder.folder("folder")
        mkfifo(folder.at("pipe"), 0o644)
        try bindSocket(folder.at("socket"))
        let store = try folder.store(resolver)
        #expect(
            fileError { () throws(FileError) in try store.read("pipe", limit: 9) }
                == .notRegularFile(path: "pipe", type: .fifo))
        #expect(
            fileError { () throws(FileError) in try store.read("socket", limit: 9) }
                == .notRegularFile(path: "socket", type: .socket))
        #expect(
            fileError { () throws(FileError) in try store.read("folder", limit: 9) }
                == .isDirectory(path: "folder"))
        #expect(fileError { () throws(FileError) in try store.read("", limit: 9) } == .isDirectory(path: "."))
        #expect(
            fileError { () throws(FileError) in try store.stamp("pipe") }
                == .notRegularFile(path: "pipe", type: .fifo))
        let devices = try SafeDirectory(opening: "/dev", resolver: resolver)
        #expect(
            fileError { () throws(FileError) in try devices.read("zero", limit: 9) }
                == .notRegularFile(path: "zero", type: .device))
    }

    @Test(arguments: Resolver.available)
    func saysWhatIsMissing(resolver: Resolver) throws {
        let folder = TemporaryFolder()
        folder.put("file", "x")
        let store = try folder.store(resolver)
        for path in ["no", "no/file", "no/no/no"] {
            #expect(
                fileError { () throws(FileError) in try store.read(path, limit: 9) } == .notFound(path: path))
            #expect(try store.stamp(path) == nil)
            #expect(try store.entryType(path) == nil)
        }
        #expect(
            fileError { () throws(FileError) in try store.read("file/x", limit: 9) }
                == .notDirectory(path: "file/x"))
        #expect(
            fileError { () throws(FileError) in try store.entries(in: "file") } == .notDirectory(path: "file")
        )
        let missing = FilePath(folder.at("no"))
        #expect(
            fileError { () throws(FileError) in try SafeDirectory(opening: missing) }
                == .notFound(path: missing.string))
        let file = FilePath(folder.at("file"))
        #expect(
            fileError { () throws(FileError) in try SafeDirectory(opening: file) }
                == .notDirectory(path: file.string))
    }

    @Test(arguments: Resolver.available)
    func keepsToTheLimit(resolver: Resolver) throws {
        let folder = TemporaryFolder()
        folder.put("file", "12345")
        let huge = open(folder.at("huge"), O_WRONLY | O_CREAT, 0o644)
        ftruncate(huge, 1 << 40)
        close(huge)
        let store = try folder.store(resolver)
        #expect(try store.read("file", limit: 5).count == 5)
        #expect(
            fileError { () throws(FileError) in try store.read("file", limit: 4) }
                == .tooLarge(path: "file", size: 5, limit: 4))
        #expect(
            fileError { () throws(FileError) in try store.read("huge", limit: 100) }
                == .tooLarge(path: "huge", size: 1 << 40, limit: 100))
    }

    @Test func readsFilesThatClaimToBeEmpty() throws {
        // Files of /proc have size 0 and content: the loop must read it, and the limit must apply.
        let store = try SafeDirectory(opening: "/proc")
        let text = String(decoding: try store.read("meminfo", limit: 1 << 20), as: UTF8.self)
        #expect(text.contains("MemTotal"))
        guard
            case .tooLarge("meminfo", let size, 10) = fileError({ () throws(FileError) in
                try store.read("meminfo", limit: 10)
            })
        else {
            Issue.record("the limit didn't hold")
            return
        }
        #expect(size > 10)
    }

    @Test(arguments: Resolver.available)
    func reportsPermissions(resolver: Resolver) throws {
        let folder = TemporaryFolder()
        folder.put("secret", "x")
        folder.put("closed/file", "x")
        chmod(folder.at("secret"), 0)
        chmod(folder.at("closed"), 0)
        let store = try folder.store(resolver)
        withoutRoot {
            #expect(
                fileError { () throws(FileError) in try store.read("secret", limit: 9) }
                    == .permissionDenied(path: "secret"))
            #expect(
                fileError { () throws(FileError) in try store.read("closed/file", limit: 9) }
                    == .permissionDenied(path: "closed/file"))
            #expect(
                fileError { () throws(FileError) in try store.entries(in: "closed") }
                    == .permissionDenied(path: "closed"))
        }
        chmod(folder.at("closed"), 0o755)
    }

    @Test func theRootMayBeReachedThroughLinks() throws {
        let folder = TemporaryFolder()
        folder.put("real/file", "x")
        folder.link("alias", to: "real")
        let store = try SafeDirectory(opening: FilePath(folder.at("alias")))
        #expect(try store.read("file", limit: 9) == Array("x".utf8))
        // The directory is opened once: a later change of the link has no effect.
        folder.put("other/file", "other")
        unlink(folder.at("alias"))
        folder.link("alias", to: "other")
        #expect(try store.read("file", limit: 9) == Array("x".utf8))
    }

    @Test func stampsTellStatesApart() throws {
        let folder = TemporaryFolder()
        folder.put("file", "one")
        let store = try folder.store()
        let first = try #require(try store.stamp("file"))
        #expect(first.size == 3)
        #expect(try store.stamp("file") == first)
        #expect(try store.readWithStamp("file", limit: 9).stamp == first)
        // The same size and time, but another file.
        folder.put("new", "two")
        var times = [timespec](repeating: timespec(), count: 2)
        times[1].tv_sec = Int(first.modified / 1_000_000_000)
        times[1].tv_nsec = Int(first.modified % 1_000_000_000)
        utimensat(AT_FDCWD, folder.at("new"), times, 0)
        rename(folder.at("new"), folder.at("file"))
        let second = try #require(try store.stamp("file"))
        #expect(second.modified == first.modified)
        #expect(second.size == first.size)
        #expect(second != first)
    }

    @Test func anyTimeOfAFileIsTaken() throws {
        let folder = TemporaryFolder()
        folder.put("file", "x")
        for seconds in [Int.max, Int.min, -1, 0, 1 << 40] {
            var times = [timespec](repeating: timespec(), count: 2)
            times[1].tv_sec = seconds
            utimensat(AT_FDCWD, folder.at("file"), times, 0)
            #expect(try folder.store().stamp("file")?.size == 1)
        }
    }
}

/// Creates a socket with a name in the file system.
private func bindSocket(_ path: String) throws {
    let fd = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(fd) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let code = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(fd, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
    try #require(code == 0)
}

import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import SafeFiles

@Suite struct ListingTests {
    @Test(arguments: Resolver.available)
    func listsEveryNameByItsBytes(resolver: Resolver) throws {
        let folder = TemporaryFolder()
        folder.put("d/b", "")
        folder.put("d/a\nb", "")
        folder.put("d/.hidden", "")
        folder.put("d/é", "")
        folder.putBytes("d/Z", [])
        folder.folder("d/sub")
        folder.link("d/link", to: "/")
        mkfifo(folder.at("d/pipe"), 0o644)
        try folder.putRaw("d/", [0x62, 0xFF, 0x2E])
        let entries = try folder.store(resolver).entries(in: "d")
        #expect(entries.map(\.name) == [".hidden", "Z", "a\nb", "b", nil, "link", "pipe", "sub", "é"])
        #expect(
            entries.map(\.type) == [
                .file, .file, .file, .file, .file, .symbolicLink, .fifo, .directory, .file,
            ])
        #expect(entries[4].bytes == [0x62, 0xFF, 0x2E])
        #expect(entries[4].displayName == "b\\xFF.")
        #expect(try folder.store(resolver).entries(in: "").map(\.name) == ["d"])
        #expect(try folder.store(resolver).entries(in: ".").map(\.name) == ["d"])
        #expect(try folder.store(resolver).entries(in: "d/sub").isEmpty)
    }

    @Test func listsMoreNamesThanFitOneBuffer() throws {
        let folder = TemporaryFolder()
        let names = (0..<2500).map { "\($0)-" + String(repeating: "x", count: 200) }
        for name in names { folder.put(name, "") }
        #expect(try folder.store().entries(in: "").compactMap(\.name) == names.sorted())
    }
}

@Suite struct FolderScanTests {
    @Test(arguments: Resolver.available, [1, 2, 5])
    func findsFilesInOrderOfPath(resolver: Resolver, workers: Int) throws {
        let folder = TemporaryFolder()
        let paths = [
            "prompts/a/b.prompt.yaml", "prompts/a/b/c.prompt.yaml", "prompts/a-b.module.yaml",
            "prompts/a.variable.yaml", "prompts/a/folder.yaml", "prompts/Z/é.prompt.yaml", "prompts/notes.md",
            "prompts/b/x/y/z.prompt.yaml", "prompts/b/x-y.prompt.yaml", "prompts/b/a.prompt.yaml",
        ]
        for path in paths { folder.put(path, "x") }
        folder.put("outside.prompt.yaml", "x")
        folder.folder("prompts/empty/inner")
        let scan = FolderScan.scan(try folder.store(resolver), under: "prompts", workers: workers)
        #expect(scan.files.map(\.path) == paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        #expect(
            scan.folders == [
                "prompts/Z", "prompts/a", "prompts/a/b", "prompts/b", "prompts/b/x", "prompts/b/x/y",
                "prompts/empty", "prompts/empty/inner",
            ])
        #expect(scan.problems.isEmpty)
        #expect(scan.files.allSatisfy { $0.stamp == nil })
    }

    @Test(arguments: Resolver.available)
    func passesOverAndReports(resolver: Resolver) throws {
        let folder = TemporaryFolder()
        folder.put("secret/canary.prompt.yaml", "")
        folder.put("prompts/good.prompt.yaml", "")
        folder.put("prompts/.git/x.prompt.yaml", "")
        folder.put("prompts/.x.prompt.yaml", "")
        folder.put("prompts/inner/.git/x.prompt.yaml", "")
        folder.put("prompts/inner/deep/x.prompt.yaml", "")
        folder.put("prompts/linked/.git", "gitdir: elsewhere")
        folder.put("prompts/linked/x.prompt.yaml", "")
        folder.put("prompts/closed/x.prompt.yaml", "")
        folder.put("prompts/new\nline.prompt.yaml", "")
        folder.link("prompts/file.prompt.yaml", to: "good.prompt.yaml")
        folder.link("prompts/folder", to: "../secret")
        folder.link("prompts/loop", to: ".")
        folder.link("prompts/.#good.prompt.yaml", to: "ana@host.123")
        mkfifo(folder.at("prompts/pipe.prompt.yaml"), 0o644)
        try folder.putRaw("prompts/", [0x78, 0xC3, 0x28])
        chmod(folder.at("prompts/closed"), 0)
        let store = try folder.store(resolver)
        let scan = withoutRoot { FolderScan.scan(store, under: "prompts", workers: 1) }
        chmod(folder.at("prompts/closed"), 0o755)
        #expect(scan.files.map(\.path) == ["prompts/good.prompt.yaml", "prompts/new\nline.prompt.yaml"])
        #expect(
            scan.problems == [
                ScanProblem(
                    path: "prompts/closed", reason: .unreadable(.permissionDenied(path: "prompts/closed"))),
                ScanProblem(path: "prompts/file.prompt.yaml", reason: .notRegular(.symbolicLink)),
                ScanProblem(path: "prompts/folder", reason: .notRegular(.symbolicLink)),
                ScanProblem(path: "prompts/inner", reason: .otherRepository),
                ScanProblem(path: "prompts/linked", reason: .otherRepository),
                ScanProblem(path: "prompts/loop", reason: .notRegular(.symbolicLink)),
                ScanProblem(path: "prompts/pipe.prompt.yaml", reason: .notRegular(.fifo)),
                ScanProblem(path: "prompts/x\\xC3(", reason: .nameNotUTF8),
            ])
    }

    @Test func aRootThatIsMissingOrALinkIsAProblem() throws {
        let folder = TemporaryFolder()
        folder.link("link", to: "/etc")
        folder.put("file", "")
        let store = try folder.store()
        func problem(_ under: String) -> ScanProblem.Reason? {
            let scan = FolderScan.scan(store, under: under)
            #expect(scan.files.isEmpty && scan.problems.count == 1)
            return scan.problems.first?.reason
        }
        #expect(problem("prompts") == .unreadable(.notFound(path: "prompts")))
        #expect(problem("link") == .notRegular(.symbolicLink))
        #expect(problem("file") == .unreadable(.notDirectory(path: "file")))
        #expect(problem("../x") == .unreadable(.escapes(path: "../x")))
    }

    @Test func stopsAtItsLimits() throws {
        let folder = TemporaryFolder()
        folder.put("prompts/1/2/3/deep.prompt.yaml", "")
        folder.put("prompts/1/2/ok.prompt.yaml", "")
        for number in 0..<20 { folder.put("many/\(number % 4)/\(number)", "") }
        let store = try folder.store()
        let deep = FolderScan.scan(store, under: "prompts", limits: .init(depth: 2))
        #expect(deep.files.map(\.path) == ["prompts/1/2/ok.prompt.yaml"])
        #expect(deep.problems == [ScanProblem(path: "prompts/1/2/3", reason: .tooDeep(limit: 2))])
        #expect(FolderScan.scan(store, under: "prompts", limits: .init(depth: 3)).problems.isEmpty)

        #expect(FolderScan.scan(store, under: "many", limits: .init(names: 24)).problems.isEmpty)
        for limit in 0..<24 {
            let scan = FolderScan.scan(store, under: "many", limits: .init(names: limit))
            #expect(scan.problems == [ScanProblem(path: "many", reason: .tooMany(limit: limit))])
            #expect(scan.files.count + scan.folders.count == limit)
        }
    }

    @Test func goesSixtyFourFoldersDeep() throws {
        let folder = TemporaryFolder()
        let deepest = "prompts/" + Array(repeating: "d", count: 64).joined(separator: "/")
        folder.put(deepest + "/in.prompt.yaml", "")
        folder.put(deepest + "/d/out.prompt.yaml", "")
        let scan = FolderScan.scan(try folder.store(), under: "prompts")
        #expect(scan.files.map(\.path) == [deepest + "/in.prompt.yaml"])
        #expect(scan.problems == [ScanProblem(path: deepest + "/d", reason: .tooDeep(limit: 64))])
    }

    @Test func stampsAreThoseOfTheFiles() throws {
        let folder = TemporaryFolder()
        folder.put("prompts/a.prompt.yaml", "one")
        folder.put("prompts/é/b.prompt.yaml", "three")
        let store = try folder.store()
        let scan = FolderScan.scan(store, under: "prompts", stamps: true)
        #expect(scan.files.count == 2)
        for file in scan.files { #expect(try file.stamp == store.stamp(file.path)) }
        #expect(scan.files.map(\.stamp?.size) == [3, 5])
    }
}

extension TemporaryFolder {
    /// Creates an empty file whose name is any bytes.
    func putRaw(_ folder: String, _ name: [UInt8]) throws {
        let path = at(folder).utf8.map { CChar(bitPattern: $0) } + name.map { CChar(bitPattern: $0) } + [0]
        let fd = open(path, O_WRONLY | O_CREAT, 0o644)
        try #require(fd >= 0)
        close(fd)
    }
}

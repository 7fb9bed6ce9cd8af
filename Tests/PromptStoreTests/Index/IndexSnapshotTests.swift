import Foundation
import PromptCore
import SafeFiles
import StoreTestSupport
import SystemPackage
import TestSupport
import Testing

@testable import PromptCore
@testable import PromptIndex
@testable import PromptStore

/// The snapshot is a copy: answers stay the same if it is damaged or removed.
@Suite struct IndexSnapshotTests {
    private static func makeEdits() throws -> LibraryEdits {
        var edits = LibraryEdits(seed: 99, prefix: "")
        for _ in 0..<30 { edits.write() }
        // Files that are as young as the snapshot are read again, which would hide the behaviour under test.
        Thread.sleep(forTimeInterval: 0.05)
        _ = try edits.git.store.libraryIndex()
        edits.write()
        Thread.sleep(forTimeInterval: 0.05)
        _ = try edits.git.store.libraryIndex()
        return edits
    }

    private static let names = ["catalog", "catalog-changes"]

    private static func path(_ name: String, _ edits: LibraryEdits) -> String {
        edits.git.folder.at(".git/promptpal/" + name)
    }

    private static func bytes(_ name: String, _ edits: LibraryEdits) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: path(name, edits)))
    }

    private static func put(_ data: Data, _ name: String, _ edits: LibraryEdits) throws {
        try data.write(to: URL(fileURLWithPath: path(name, edits)))
    }

    @Test func isKeptAndUsed() throws {
        let edits = try Self.makeEdits()
        let before = try Self.names.map { try Self.bytes($0, edits) }
        let store = try edits.git.store
        let refresh = StoreIndexRefresh(
            directory: store.directory, format: .one, snapshot: StoreIndexSnapshot(of: store))
        let kept = try #require(refresh.snapshot).load(SegmentSection.all)
        #expect(kept.base.count > 0)
        #expect(kept.changes.count > 0)
        let result = refresh.run(kept)
        #expect(!result.isNew, "nothing has changed, and something was read")
        let after = try Self.names.map { try Self.bytes($0, edits) }
        #expect(after == before, "nothing has changed, and was written")
    }

    @Test func aChangeIsReadAloneAndKept() throws {
        let edits = try Self.makeEdits()
        let store = try edits.git.store
        let snapshot = try #require(StoreIndexSnapshot(of: store))
        edits.git.put("prompts/new.prompt.yaml", "name: Brand new\ncontent: text\n")
        let kept = snapshot.load(SegmentSection.listing)
        let scan = StoreIndexScan(of: store.directory, against: kept)
        #expect(scan.found.map(\.path) == ["prompts/new.prompt.yaml"])
        #expect(scan.gone.isEmpty)
        let base = try Self.bytes("catalog", edits)
        _ = store.libraryIndex(SegmentSection.listing)
        #expect(try Self.bytes("catalog", edits) == base, "the older records are kept as they are")
        let later = snapshot.load(SegmentSection.all)
        #expect(later.record(.prompt, at: try Address(validating: "new")) != nil)
    }

    @Test func deleted() throws {
        let edits = try Self.makeEdits()
        let store = try edits.git.store
        let expected = IndexImage(store.indexFromFiles())
        for names in [["catalog"], ["catalog-changes"], Self.names] {
            for name in names { try FileManager.default.removeItem(atPath: Self.path(name, edits)) }
            #expect(IndexImage(store.libraryIndex()) == expected)
            #expect(IndexImage(store.libraryIndex()) == expected)
            _ = try Self.makeChanges(edits)
        }
    }

    /// Returns true if both files exist again.
    private static func makeChanges(_ edits: LibraryEdits) throws -> Bool {
        let store = try edits.git.store
        edits.git.put("prompts/passing.prompt.yaml", "content: a\n")
        _ = store.libraryIndex()
        try FileManager.default.removeItem(atPath: edits.git.folder.at("prompts/passing.prompt.yaml"))
        _ = store.libraryIndex()
        return FileManager.default.fileExists(atPath: path("catalog-changes", edits))
    }

    @Test(arguments: names)
    func truncatedAnywhere(name: String) throws {
        let edits = try Self.makeEdits()
        let store = try edits.git.store
        let expected = IndexImage(store.indexFromFiles())
        let whole = try Self.bytes(name, edits)
        for length in stride(from: 0, to: whole.count, by: max(1, whole.count / 60)) {
            try Self.put(whole.prefix(length), name, edits)
            let found = IndexImage(store.libraryIndex())
            #expect(found == expected, "\(length): \(found.difference(from: expected))")
            try Self.put(whole, name, edits)
        }
    }

    @Test(arguments: names)
    func flippedAnywhere(name: String) throws {
        let edits = try Self.makeEdits()
        let store = try edits.git.store
        let expected = IndexImage(store.indexFromFiles())
        let whole = try Self.bytes(name, edits)
        for place in stride(from: 0, to: whole.count, by: max(1, whole.count / 150)) {
            var data = whole
            data[place] ^= 1 << UInt8(place % 8)
            try Self.put(data, name, edits)
            let found = IndexImage(store.libraryIndex())
            #expect(found == expected, "\(place): \(found.difference(from: expected))")
            try Self.put(whole, name, edits)
        }
    }

    /// A forged file has valid checksums. Its answers may be wrong, but no query may trap.
    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func madeUp(seed: UInt64) throws {
        var random = SeededRandom(seed)
        let edits = try Self.edits.get()
        let snapshot = try #require(StoreIndexSnapshot(of: try edits.git.store))
        let kept = snapshot.load(SegmentSection.all)
        func distort(_ segment: IndexSegment) -> IndexSegment {
            var sections: [SegmentSection: [UInt8]] = [:]
            for section in SegmentSection.allCases {
                var bytes = segment.section(section).bytes
                for _ in 0..<Int.random(in: 0..<6, using: &random) where !bytes.isEmpty {
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                    case 1: bytes[place] = 0xFF
                    case 2: bytes.removeLast(bytes.count - place)
                    default: bytes.insert(contentsOf: [0xFF, 0xFF, 0xFF, 0xFF], at: place)
                    }
                }
                sections[section] = bytes
            }
            return IndexSegment(segment.header, sections: sections)
        }
        let libraryIndex = LibraryIndex(base: distort(kept.base), changes: distort(kept.changes))
        _ = libraryIndex.inListOrder
        _ = libraryIndex.userCounts()
        for number in libraryIndex.inPathOrder {
            let record = libraryIndex[number]
            _ = (record.path, record.details, record.references, record.givenName, record.id)
            _ = libraryIndex.uses(of: record.address, kind: record.kind)
            if let id = record.id { _ = libraryIndex.records(id) }
        }
        libraryIndex.words(withPrefix: []) { _, id in
            libraryIndex.postings(of: id) { record, field, _ in _ = libraryIndex.length(of: record, in: field)
            }
            return true
        }
        let store = try edits.git.store
        _ = StoreIndexScan(of: store.directory, against: libraryIndex)
        let refresh = StoreIndexRefresh(directory: store.directory, format: .one, snapshot: nil)
        _ = refresh.run(libraryIndex)
    }

    private static let edits = Result { try makeEdits() }

    @Test func ofAnotherStoreOrVersionIsNotUsed() throws {
        let edits = try Self.makeEdits()
        let snapshot = try #require(StoreIndexSnapshot(of: try edits.git.store))
        let kept = snapshot.load(SegmentSection.all)
        var header = kept.base.header
        #expect(SegmentHeader(header.encoded) == header)
        header.store = Array("other/".utf8)
        var file = Data(header.encoded)
        for bytes in kept.base.contents { file.append(contentsOf: bytes) }
        try Self.put(file, "catalog", edits)
        #expect(snapshot.load(SegmentSection.all).recordCount == 0)
        #expect(SegmentHeader(Array(header.encoded.dropLast())) == nil)
    }

    @Test func twoStoresOfOneRepositoryDoNotMeet() throws {
        let git = GitFolder(prefix: "one/")
        git.put("prompts/a.prompt.yaml", "content: a\n")
        git.folder.put("two/promptpal.yaml", "format: 1\n")
        git.folder.put("two/prompts/b.prompt.yaml", "content: b\n")
        let other = try Store(opening: .init(git.folder.at("two")))
        for _ in 0..<3 {
            #expect(try git.store.libraryIndex().libraryIndex.inPathOrder.count == 1)
            let libraryIndex = other.libraryIndex().libraryIndex
            #expect(libraryIndex.inPathOrder.map { libraryIndex[$0].path } == ["prompts/b.prompt.yaml"])
        }
        let kept = try FileManager.default.contentsOfDirectory(atPath: git.folder.at(".git/promptpal"))
        #expect(kept.filter { $0.hasPrefix("catalog-") && !$0.hasSuffix("-changes") }.count == 2)
    }

    @Test func withoutARepositoryNothingIsKept() throws {
        let folder = TemporaryFolder()
        folder.put("promptpal.yaml", "format: 1\n")
        folder.put("prompts/a.prompt.yaml", "content: a\n")
        let store = try Store(opening: .init(folder.path))
        #expect(StoreIndexSnapshot(of: store) == nil)
        #expect(store.libraryIndex().libraryIndex.inPathOrder.count == 1)
        #expect(try store.summaries(in: .top, withTimes: false).map(\.name) == ["a"])
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left.sorted() == ["promptpal.yaml", "prompts"])
    }

    /// Many threads refresh at once while files change: each gets a consistent index, and the last one has
    /// everything.
    @Test func manyAtOnce() throws {
        var edits = try Self.makeEdits()
        let path = try edits.git.store.path
        for round in 0..<6 {
            edits.write()
            edits.git.put("prompts/round.prompt.yaml", "name: Round \(round)\ncontent: x\n")
            let images = Parallel.chunks(count: 8, workers: 8, chunkSize: 1) { _ in
                (try? Store(opening: path)).map { IndexImage($0.libraryIndex()) }
            }
            let expected = IndexImage(try edits.git.store.indexFromFiles())
            for image in images {
                #expect(image == expected, "\(image?.difference(from: expected) ?? "none")")
            }
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: edits.git.folder.at(".git/promptpal"))
        #expect(!left.contains { $0.hasSuffix(".tmp") }, "\(left)")
    }

    /// A disk that can't be written costs time only.
    @Test func aDirectoryThatCantBeWritten() throws {
        let edits = try Self.makeEdits()
        let store = try edits.git.store
        let expected = IndexImage(store.indexFromFiles())
        let folder = edits.git.folder.at(".git/promptpal")
        try FileManager.default.removeItem(atPath: folder)
        try Data().write(to: URL(fileURLWithPath: folder))
        #expect(IndexImage(store.libraryIndex()) == expected)
    }
}

import Diagnostics
import PromptCore
import PromptIndex
import StoreTestSupport
import TestSupport
import Testing

@testable import PromptStore

/// Each file is read by the rules of the manifest in the same tree.
@Suite struct FormatTests {
    private static let address = Address(unchecked: "x")
    private static let text = ["prompts/x.prompt.yaml": "variables: {user-name: {}}\ncontent: a\n"]

    private func store(_ folder: TemporaryFolder, format: Int) throws -> Store {
        let store = try makeStore(folder, Self.text)
        folder.put("promptpal.yaml", "format: \(format)\n")
        return try Store(opening: store.path, in: store.environment)
    }

    @Test(arguments: Format.allCases)
    func theManifestDecides(_ format: Format) throws {
        let folder = TemporaryFolder()
        let store = try store(folder, format: format.rawValue)
        #expect(store.format == format)
        #expect(try store.read(.prompt, at: Self.address).format == format)
        #expect(store.libraryIndex().reader.format == format)
        let codes = store.validate().files.flatMap(\.diagnostics).map(\.code)
        #expect(codes.contains("PP411") == (format == .one))
    }

    @Test func aCommitHasItsOwn() throws {
        let git = GitFolder()
        git.put("prompts/x.prompt.yaml", "content: a\n")
        git.commit("old")
        git.put("promptpal.yaml", "format: 2\n")
        git.commit("new")
        let finder = try VersionFinder(git.store)
        for (revision, format) in [("HEAD", Format.two), ("HEAD~1", .one)] {
            let library = try finder.library(at: finder.commit(revision, asked: nil))
            #expect(library.file(.prompt, at: Self.address)?.format == format, "\(revision)")
        }
    }

    /// The kept index has the records as one format's rules read them.
    @Test func anotherFormatMakesTheIndexAgain() throws {
        let git = GitFolder()
        git.put("prompts/x.prompt.yaml", "content: a\n")
        #expect(!(try git.store.libraryIndex().records.isEmpty))
        let one = try #require(StoreIndexSnapshot(of: git.store))
        git.put("promptpal.yaml", "format: 2\n")
        let two = try #require(StoreIndexSnapshot(of: git.store))
        #expect(one.load(SegmentSection.all).recordCount == 1)
        #expect(two.load(SegmentSection.all).recordCount == 0)
    }
}

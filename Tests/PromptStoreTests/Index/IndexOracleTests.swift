import Diagnostics
import Foundation
import PromptCore
import PromptIndex
import StoreTestSupport
import SystemPackage
import TestSupport
import Testing

@testable import PromptStore

/// After any change to the files by anybody, the refreshed index equals one that is built from scratch.
@Suite struct IndexOracleTests {
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func randomEditsOfAStore(seed: UInt64) throws {
        var edits = LibraryEdits(seed: seed, prefix: seed % 3 == 0 ? "sub/library/" : "")
        for _ in 0..<Int.random(in: 5...40, using: &edits.random) { edits.write() }
        edits.git.commit("Some")
        edits.git.git("branch", "other")
        var resident = try edits.git.store.libraryIndex()
        for step in 0..<25 {
            let what = edits.step()
            let store = try edits.git.store
            let expected = IndexImage(store.indexFromFiles())
            let kept = IndexImage(store.libraryIndex())
            #expect(
                kept == expected,
                "seed \(seed), step \(step), \(what): \(kept.difference(from: expected))")
            resident = resident.refreshed()
            let derived = IndexImage(resident)
            #expect(
                derived == expected,
                "resident, seed \(seed), step \(step), \(what): \(derived.difference(from: expected))")
            guard kept == expected, derived == expected else { return }
        }
    }

    /// A store without a repository answers from an index in memory, which has only what a query needs; the
    /// answers equal those of the kept index.
    @Test(arguments: 30...33 as ClosedRange<UInt64>)
    func withoutARepository(seed: UInt64) throws {
        var edits = LibraryEdits(seed: seed, prefix: "")
        for _ in 0..<60 { edits.write() }
        for _ in 0..<3 {
            _ = edits.step()
            let kept = try edits.git.store
            let folder = TemporaryFolder()
            for name in ["promptpal.yaml", "prompts"] {
                try FileManager.default.copyItem(atPath: edits.git.folder.at(name), toPath: folder.at(name))
            }
            let plain = try Store(opening: .init(folder.path))
            #expect(StoreIndexSnapshot(of: kept) != nil && StoreIndexSnapshot(of: plain) == nil)
            for address in kept.contents().folders {
                let expected = try kept.summaries(in: address, withTimes: false).map { "\($0)" }
                #expect(try plain.summaries(in: address, withTimes: false).map { "\($0)" } == expected)
            }
            #expect(plain.folders().map { "\($0)" } == kept.folders().map { "\($0)" })
            for file in kept.contents().files where file.isShared {
                let expected = kept.users(of: file.address, kind: file.kind)
                #expect(plain.users(of: file.address, kind: file.kind) == expected)
            }
            let uses = kept.contents().files.filter(\.isShared).map { "uses:\($0.address) launch" }
            let texts = ["launch", "email plain", "kind:module", "launch -report", "\"launch email\"", "grö"]
            for text in texts + uses {
                let query = try SearchQuery(text)
                let expected = try kept.search(query, limit: 20).hits
                let found = try plain.search(query, limit: 20).hits
                #expect(found.map(\.file.source.name) == expected.map(\.file.source.name), "\(text)")
                #expect(found.map(\.score) == expected.map(\.score), "\(text)")
            }
        }
    }

    /// The answers equal those of queries that read the files themselves.
    @Test(arguments: 20...22 as ClosedRange<UInt64>)
    func listsAndUsersAreThoseOfTheFiles(seed: UInt64) throws {
        var edits = LibraryEdits(seed: seed, prefix: "")
        for _ in 0..<40 { edits.write() }
        for _ in 0..<6 {
            _ = edits.step()
            let store = try edits.git.store
            let bare = try Store(opening: store.path)
            let files = store.contents().files
            #expect(try store.summaries(in: .top, withTimes: false).map(\.path) == files.map(\.path))
            #expect(store.libraryIndex().folders == store.contents().folders)
            let library = bare.files { _, _ in true }.library
            for shared in files where shared.kind == .module || shared.kind == .variable {
                var expected: [User] = []
                for file in files where file.kind == .prompt || file.kind == .module {
                    let found = bare.records.parse(file).references(in: library)
                    expected += found.filter {
                        $0.target == shared.address && ($0.kind == .variable) == (shared.kind == .variable)
                    }.map { User(address: file.address, kind: file.kind, reference: $0) }
                }
                #expect(store.users(of: shared.address, kind: shared.kind) == expected, "\(shared.path)")
                let users = store.libraryIndex().users(of: shared.address, kind: shared.kind)
                let others = expected.indices.filter {
                    $0 == 0 || expected[$0].address != expected[$0 - 1].address
                        || expected[$0].kind != expected[$0 - 1].kind
                }
                #expect(users.map(\.address) == others.map { expected[$0].address }, "\(shared.path)")
                #expect(users.map(\.kind) == others.map { expected[$0].kind }, "\(shared.path)")
            }
        }
    }
}

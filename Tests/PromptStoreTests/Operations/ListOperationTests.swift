import PromptCore
import StoreTestSupport
import SystemPackage
import TestSupport
import Testing

@testable import PromptStore

/// The operations that list and find records.
@Suite struct ListOperationTests {
    static let files = [
        "a/folder.yaml": "name: Letters\n",
        "a/x.prompt.yaml":
            "id: \(GitFolder.id("a"))\nname: Ex\ntags: [Email, draft]\ncontent: \"{{> b/tone}}\"",
        "a/b/tone.module.yaml": "id: \(GitFolder.id("b"))\ncontent: tone",
        "a-c.prompt.yaml": "id: \(GitFolder.id("c"))\ntags: [email]\ncontent: words",
        "who.variable.yaml": "type: text",
        "broken.prompt.yaml": "- x",
    ]

    private let library: LibraryFolder

    init() throws {
        library = try LibraryFolder(Self.files)
    }

    private func paths(_ request: ListRequest, git: Bool = true) throws -> [String] {
        if git { return try library.store.list(request).rows.map(\.record.path) }
        let folder = TemporaryFolder()
        folder.put("promptpal.yaml", "format: 1\n")
        for (name, text) in Self.files { folder.put("prompts/" + name, text) }
        return try withExtendedLifetime(folder) {
            try Store(opening: FilePath(folder.path)).list(request).rows.map(\.record.path)
        }
    }

    private static let all = [
        "prompts/a/folder.yaml", "prompts/a/b/tone.module.yaml", "prompts/a/x.prompt.yaml",
        "prompts/a-c.prompt.yaml", "prompts/broken.prompt.yaml", "prompts/who.variable.yaml",
    ]

    @Test(arguments: [true, false])
    func theOrderIsByTheParts(_ git: Bool) throws {
        #expect(try paths(ListRequest(), git: git) == Self.all)
        #expect(try paths(ListRequest(folder: "/", limit: 2), git: git) == Array(Self.all[..<2]))
    }

    @Test func filters() throws {
        #expect(try paths(ListRequest(folder: "a")) == Array(Self.all[..<3]))
        #expect(try paths(ListRequest(tags: ["EMAIL"])) == [Self.all[2], Self.all[3]])
        #expect(try paths(ListRequest(tags: ["email", "draft"])) == [Self.all[2]])
        #expect(try paths(ListRequest(folder: "a", kind: .module)) == [Self.all[1]])
        #expect(try paths(ListRequest(tags: ["none"])) == [])
    }

    @Test func aFolderThatIsNotThere() throws {
        let error = #expect(throws: StoreError.self) { try paths(ListRequest(folder: "aa")) }
        guard case .notFound("folder", "aa", let near)? = error else { return #expect(Bool(false)) }
        #expect(near == ["a"])
    }

    @Test func rowsAndFacts() throws {
        let list = try library.store.list(ListRequest(order: .updated, findsFacts: true))
        #expect(list.rows.count == 6 && list.facts.count == 6)
        #expect(list.rows.filter(\.isBroken).map(\.record.path) == ["prompts/broken.prompt.yaml"])
        #expect(list.facts.allSatisfy { $0.isUncommitted && $0.updatedAt != nil })
        #expect(list.facts.map { $0.uses != nil } == list.rows.map { $0.kind == .prompt })
        #expect(!list.isLayered && list.knowsAllChanges)
        let plain = try library.store.list(ListRequest())
        #expect(plain.facts.isEmpty)
        for row in plain.rows {
            #expect(row.withAddress { String(decoding: $0, as: UTF8.self) } == row.record.address.path)
            #expect(row.withName { String(decoding: $0, as: UTF8.self) } == row.record.name)
        }
    }

    /// A record of the store hides that of a layer, also if the list doesn't take it.
    @Test func layers() throws {
        let folder = TemporaryFolder()
        folder.put("promptpal.yaml", "format: 1\nlayers: [team, none]\n")
        folder.put("prompts/x.prompt.yaml", "content: own")
        folder.put("team/promptpal.yaml", "format: 1\n")
        folder.put("team/prompts/x.prompt.yaml", "tags: [t]\ncontent: theirs")
        folder.put("team/prompts/a.prompt.yaml", "tags: [t]\ncontent: theirs")
        defer { withExtendedLifetime(folder) {} }
        let store = try Store(opening: FilePath(folder.path))
        let list = try store.list(ListRequest())
        #expect(list.rows.map(\.record.address.path) == ["a", "x"])
        #expect(list.rows.map(\.layer) == ["team", nil])
        #expect(list.isLayered && list.layerProblems.map(\.name) == ["none"])
        #expect(try store.list(ListRequest(tags: ["t"])).rows.map(\.record.address.path) == ["a"])
    }

    @Test func tree() throws {
        let store = library.store
        let tree = try store.tree(TreeRequest())
        #expect(tree.entries[.top]?.map(\.name) == ["a", "a-c", "broken", "who"])
        guard case .folder(_, let name)? = tree.entries[.top]?.first else { return #expect(Bool(false)) }
        #expect(name == "Letters")
        #expect(tree.records.count == 6)
        let none = try Address(validating: "none")
        #expect(throws: StoreError.self) { try store.tree(TreeRequest(folder: none)) }
        #expect(try store.tree(TreeRequest(folder: none, withFolders: false)).records.isEmpty)
    }

    @Test func uses() throws {
        let store = library.store
        let found = try store.uses(UsesRequest(record: RecordName("a/b/tone")))
        #expect(found.kind == .module && found.users.map(\.address.path) == ["a/x"])
        let error = #expect(throws: StoreError.self) {
            try store.uses(UsesRequest(record: RecordName("a-c")))
        }
        guard case .notShared(_, .prompt)? = error else { return #expect(Bool(false), "\(error as Any)") }
    }

    @Test func variables() throws {
        let other = try LibraryFolder([
            "x.prompt.yaml": "variables: {own: {type: text}}\ncontent: \"{{who}}{{own}}\"",
            "who.variable.yaml": "type: text",
            "f/folder.yaml": "name: F",
        ])
        defer { withExtendedLifetime(other) {} }
        let store = other.store
        let found = try store.variables(VariablesRequest(record: RecordName("x")))
        #expect(found.variables.map(\.variable.name.value) == ["own", "who"])
        #expect(found.variables.map(\.source) == ["prompts/x.prompt.yaml", "prompts/who.variable.yaml"])
        #expect(found.variables.map(\.uses.count) == [1, 1])
        let shared = try store.variables(VariablesRequest(record: RecordName("who")))
        #expect(shared.variables.map(\.uses) == [found.variables[1].uses])
        let error = #expect(throws: StoreError.self) {
            try store.variables(VariablesRequest(record: RecordName("f")))
        }
        guard case .noVariables(_, .folder)? = error else { return #expect(Bool(false), "\(error as Any)") }
    }
}

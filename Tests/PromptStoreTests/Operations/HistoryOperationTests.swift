import Diagnostics
import PromptCore
import Testing

@testable import PromptStore

/// The operations that read versions, without the program.
@Suite struct HistoryOperationTests {
    private let git: GitFolder
    private let store: Store

    init() throws {
        git = GitFolder()
        git.save("prompts/a/x.prompt.yaml", GitFolder.prompt("a", "one"))
        git.save("prompts/a/x.prompt.yaml", GitFolder.prompt("a", "two"))
        git.put("prompts/a/x.prompt.yaml", GitFolder.prompt("a", "three"))
        store = try git.store
    }

    private func texts(_ record: ComparedRecord) -> [String] {
        [record.before, record.after].compactMap { file in
            guard case .prompt(let prompt)? = file?.record else { return nil }
            return prompt.modules.first?.options.first?.content?.text
        }
    }

    /// A request, and the sides and texts that are compared.
    struct Case: Sendable {
        let name: String
        let newer: String?
        let from: ComparedRecord.Side
        let to: ComparedRecord.Side
        let texts: [String]
    }

    static let cases = [
        Case(name: "a/x", newer: nil, from: .lastCommit, to: .workTree, texts: ["two", "three"]),
        Case(name: "a/x@v1", newer: nil, from: .version("v1"), to: .workTree, texts: ["one", "three"]),
        Case(name: "a/x", newer: "v1", from: .version("v1"), to: .workTree, texts: ["one", "three"]),
        Case(name: "a/x@v1", newer: "v2", from: .version("v1"), to: .version("v2"), texts: ["one", "two"]),
        Case(name: "a/x@v1", newer: "", from: .version("v1"), to: .version(""), texts: ["one", "two"]),
    ]

    @Test(arguments: cases)
    func sides(_ one: Case) throws {
        let found = try store.diff(DiffRequest(record: RecordName(one.name), newer: one.newer)).records
        #expect(found.map(\.from) == [one.from] && found.map(\.to) == [one.to])
        #expect(try texts(#require(found.first)) == one.texts)
    }

    @Test func everythingUnsaved() throws {
        git.put("prompts/new.prompt.yaml", GitFolder.prompt("b", "new"))
        let found = try store.diff(DiffRequest()).records
        #expect(found.map(\.from) == [.lastCommit, .nothing])
        #expect(found.map(\.to) == [.workTree, .workTree])
        let one = try store.diff(DiffRequest(record: RecordName("new"))).records
        #expect(one.map(\.from) == [.nothing] && one.first?.before == nil)
        let error = #expect(throws: StoreError.self) {
            try store.diff(DiffRequest(record: RecordName("a/x@v9")))
        }
        #expect(
            error?.version
                == .noNumber(
                    9, of: try Address(validating: "a/x"),
                    known: KnownVersions(address: try Address(validating: "a/x"), count: 2, isComplete: true))
        )
    }

    @Test func logs() throws {
        guard case .record(let history, let asked) = try store.log(LogRequest(name: RecordName("a/x"))) else {
            return #expect(Bool(false))
        }
        #expect(history.versions.map(\.number) == [1, 2] && history.unsaved == .edited)
        #expect(asked.path == "a/x")
        guard case .record(let part, _) = try store.log(LogRequest(name: RecordName("a/x@v1"))) else {
            return #expect(Bool(false))
        }
        #expect(part.versions.count == 1)
        guard case .folder(let log) = try store.log(LogRequest(name: RecordName("a"), limit: 1)) else {
            return #expect(Bool(false))
        }
        #expect(log.commits.count == 1)
        #expect(throws: StoreError.self) { try store.log(LogRequest(name: RecordName("a", kind: .module))) }
    }

    @Test func showsVersions() throws {
        let old = try store.show(ShowRequest(record: RecordName("a/x@v1")))
        #expect(old.version?.number == 1 && old.commit != nil && old.usage == nil)
        let now = try store.show(ShowRequest(record: RecordName("a/x")))
        #expect(now.version == nil && now.commit == nil && now.usage?.uses == 0 && now.errorCount == 0)
        git.put("prompts/bad.prompt.yaml", "content: \"{{#open}}\"")
        #expect(try store.show(ShowRequest(record: RecordName("bad"))).errorCount == 1)
        git.put("prompts/worse.prompt.yaml", "- x")
        let error = #expect(throws: StoreError.self) {
            try store.show(ShowRequest(record: RecordName("worse")))
        }
        guard case .invalid(let report)? = error else { return #expect(Bool(false), "\(error as Any)") }
        #expect(report.files.map(\.source.name) == ["prompts/worse.prompt.yaml"])
    }

    @Test func validatesVersionsBesideFiles() throws {
        git.save("prompts/bad.prompt.yaml", GitFolder.prompt("b", "'{{#open}}'"))
        git.put("prompts/bad.prompt.yaml", GitFolder.prompt("b", "closed"))
        let report = try store.validate(ValidateRequest(names: ["a", "bad", "bad@HEAD"]))
        #expect(report.fileCount == 3)
        #expect(report.files.map(\.source.name) == ["prompts/bad.prompt.yaml"])
        #expect(throws: StoreError.self) { try store.validate(ValidateRequest(names: ["none"])) }
    }

    @Test func stats() throws {
        let all = try store.stats(StatsRequest())
        #expect(all.isWhole && all.lines.map(\.address) == ["a/x"])
        let one = try store.stats(StatsRequest(name: RecordName("a")))
        #expect(!one.isWhole && one.lines.map(\.total.uses) == [0] && one.entries.isEmpty)
        git.put("prompts/m.module.yaml", "content: x")
        let error = #expect(throws: StoreError.self) { try store.stats(StatsRequest(name: RecordName("m"))) }
        guard case .notUsed(_, .module)? = error else { return #expect(Bool(false), "\(error as Any)") }
        #expect(throws: StoreError.self) { try store.stats(StatsRequest(name: RecordName("none"))) }
    }
}

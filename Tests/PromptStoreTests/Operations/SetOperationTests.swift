import Diagnostics
import Git
import PromptCore
import TestSupport
import Testing

@testable import PromptStore

@Suite struct SetOperationTests {
    private func set(
        _ library: LibraryFolder, _ name: String, _ assignments: String...
    ) throws -> SetOutcome {
        try library.store.set(
            SetRequest(
                RecordName(name), assignments: assignments.map { try Assignment($0) },
                write: LibraryFolder.options))
    }

    private func commit(_ library: LibraryFolder, _ committed: Committed) throws -> Commit {
        let id = try #require(committed.commit.flatMap { ObjectID(hex: $0) })
        return try library.store.repository().gitRepository.commit(id)
    }

    @Test func setsOneKeyAndLeavesTheRest() throws {
        let library = try LibraryFolder([
            "a/x.prompt.yaml": "# note\nname: X   # old\ncontent: x\n", "a/y.prompt.yaml": "content: y\n",
        ])
        let done = try set(library, "a/x", "name=New", "tags+=one", "tags+=two")
        #expect(done.record.path == "prompts/a/x.prompt.yaml")
        #expect(done.keys == ["name", "tags"] && done.isChanged)
        let text = try #require(library.text("a/x.prompt.yaml"))
        #expect(text.contains("name: New   # old\n") && text.contains("tags: [one, two]\n"))
        let commit = try commit(library, done.committed)
        #expect(commit.summary == "Set name, tags of a/x")
        #expect(commit.trailers("Promptpal-Op") == ["set"])
        #expect(try set(library, "a/x", "name=New").isChanged == false)
    }

    @Test func refusesWhatBreaksTheFile() throws {
        let text = "variables: {n: {type: number, max: 5, default: 3}}\ncontent: \"{{n}}\"\n"
        let library = try LibraryFolder(["x.prompt.yaml": text])
        #expect { try set(library, "x", "variables.n.max=2") } throws: {
            guard case StoreError.newErrors(let files) = $0 else { return false }
            return files.count == 1 && files[0].diagnostics.count == 1
                && files[0].source.name == "prompts/x.prompt.yaml"
        }
        #expect { try set(library, "x", "nonsense=2") } throws: {
            guard case StoreError.assignment = $0 else { return false }
            return true
        }
        #expect(library.text("x.prompt.yaml") == text)
        // Values that only fit together are set in one request.
        #expect(try set(library, "x", "variables.n.max=2", "variables.n.default=1").isChanged)
    }

    /// An error that is there already hinders no other change.
    @Test func goesOnWithAnOldError() throws {
        let library = try LibraryFolder(["x.prompt.yaml": "modules:\n  - use: none\n"])
        #expect(try set(library, "x", "name=X").isChanged)
        #expect(throws: StoreError.self) { try set(library, "x", "modules.1.use=also-none") }
    }

    @Test func namesModulesAsPeopleDo() throws {
        let library = try LibraryFolder([
            "x.prompt.yaml":
                "modules:\n  - {name: First Part, content: a}\n  - {name: Task, content: b}\n  - {name: TASK, content: c}\n"
        ])
        _ = try set(library, "x", "modules.First Part.role=system")
        _ = try set(library, "x", "modules.TASK.content=d")
        let text = try #require(library.text("x.prompt.yaml"))
        #expect(
            text.contains("{name: First Part, role: system, content: a}") || text.contains("role: system"))
        #expect(text.contains("content: d") && text.contains("content: b"))
        #expect { try set(library, "x", "modules.tAsK.content=e") } throws: {
            guard case StoreError.assignment(let error) = $0 else { return false }
            return error.message.contains("task (\"Task\"), task-2 (\"TASK\")")
        }
    }

    /// A missing record is reported without a repository.
    @Test func findsBeforeItLocks() throws {
        let folder = TemporaryFolder()
        let store = try makeStore(folder)
        #expect { try store.set(SetRequest(RecordName("none"), assignments: [])) } throws: {
            guard case StoreError.notFound = $0 else { return false }
            return true
        }
    }
}

import Foundation
import Git
import PromptCore
import TestSupport
import Testing

@testable import PromptStore

/// Numbers of versions in histories with merges.
@Suite struct NumberingTests {
    private let file = "prompts/x.prompt.yaml"

    /// Commits of random parents and contents, made without a work tree. Content 0 is no file.
    private struct Graph {
        let git = GitFolder()
        private(set) var commits: [(id: String, parents: [Int], content: Int)] = []

        mutating func add(_ content: Int, parents: [Int]) {
            let blob =
                content == 0
                ? nil
                : git.git(
                    "hash-object", "-w", "--stdin",
                    input: Array(GitFolder.prompt("1", "text \(content)").utf8)
                ).trimmingCharacters(in: .newlines)
            func tree(_ lines: String) -> String {
                git.git("mktree", input: Array(lines.utf8)).trimmingCharacters(in: .newlines)
            }
            let manifest = git.git("rev-parse", "main:promptpal.yaml").trimmingCharacters(in: .newlines)
            var top = "100644 blob \(manifest)\tpromptpal.yaml\n"
            if let blob {
                top += "040000 tree \(tree("100644 blob \(blob)\tx.prompt.yaml\n"))\tprompts\n"
            }
            let root = tree(top)
            let id = git.commit(
                tree: root, parents: parents.map { commits[$0].id }, message: "\(commits.count)")
            commits.append((id, parents, content))
        }

        /// The design's sentence, word for word: the first parent's history, then for each further parent the
        /// commits that are not numbered yet, by the same rule, then the merge.
        func numbered(_ head: Int) -> [Int] {
            var numbers: [Int] = []
            var seen: Set<Int> = []
            func visit(_ commit: Int) {
                guard seen.insert(commit).inserted else { return }
                let (_, parents, content) = commits[commit]
                guard let first = parents.first else {
                    numbers.append(commit)
                    return
                }
                if commits[first].content == content { return visit(first) }
                parents.forEach(visit)
                let isTaken = parents.contains { commits[$0].content == content }
                if isTaken, let last = numbers.last, commits[last].content == content { return }
                numbers.append(commit)
            }
            visit(head)
            return numbers.filter { commits[$0].content != 0 }
        }
    }

    private func random(_ seed: Int) -> Graph {
        var random = SeededRandom(seed)
        var graph = Graph()
        graph.add(1, parents: [])
        for step in 1...22 {
            var parents = [max(0, step - 1 - Int(random.next() % 4))]
            while random.next() % 5 < 2, parents.count < 3 {
                let other = Int(random.next() % UInt64(step))
                if !parents.contains(other) { parents.append(other) }
            }
            let content =
                switch random.next() % 3 {
                case 0: graph.commits[parents[Int(random.next() % UInt64(parents.count))]].content
                case 1: Int(random.next() % 3) + 1
                default: step + 10
                }
            graph.add(content, parents: parents)
        }
        return graph
    }

    private func numbers(_ graph: Graph, _ head: Int) throws -> [String] {
        graph.git.git("update-ref", "refs/heads/main", graph.commits[head].id)
        let versions = try graph.git.store.history(of: Address(validating: "x")).versions
        #expect(versions.filter { $0.number != nil }.map(\.number) == Array(1...max(1, versions.count)))
        return versions.map(\.commit.id.hex)
    }

    /// In random histories the numbers are those of a naive walk, a head keeps all numbers of each older
    /// commit on its first-parent line, and the last version has the head's content.
    @Test(arguments: 0..<6) func numbersStay(_ seed: Int) throws {
        let graph = random(seed)
        for head in [8, 14, 18, 20, 22] {
            let found = try numbers(graph, head)
            #expect(found == graph.numbered(head).map { graph.commits[$0].id }, "seed \(seed) head \(head)")
            let last = try #require(graph.numbered(head).last)
            #expect(graph.commits[last].content == graph.commits[head].content)
            var older = head
            while let parent = graph.commits[older].parents.first {
                older = parent
                let before = graph.numbered(older).map { graph.commits[$0].id }
                #expect(Array(found.prefix(before.count)) == before, "seed \(seed) \(older) of \(head)")
            }
        }
    }

    /// The first parent's v2 stays v2, although the merge has the other side's text.
    @Test func theOtherSidesTextComesAfter() throws {
        var graph = Graph()
        graph.add(1, parents: [])
        graph.add(2, parents: [0])
        graph.add(3, parents: [0])
        graph.add(3, parents: [1, 2])
        #expect(try numbers(graph, 3) == [0, 1, 2].map { graph.commits[$0].id })
        // With the parents exchanged, the merge adds nothing.
        graph.add(3, parents: [2, 1])
        #expect(try numbers(graph, 4) == [0, 2].map { graph.commits[$0].id })
    }

    /// A merge that goes back to an older text is a version, because the last number must have the text of
    /// the head.
    @Test func backToAnOlderText() throws {
        var graph = Graph()
        graph.add(1, parents: [])
        graph.add(2, parents: [0])
        graph.add(1, parents: [1, 0])
        #expect(try numbers(graph, 2) == [0, 1, 2].map { graph.commits[$0].id })
    }

    /// The versions of a record that the first parent has deleted keep their numbers too.
    @Test func deletedInTheFirstParent() throws {
        var graph = Graph()
        graph.add(1, parents: [])
        graph.add(2, parents: [0])
        graph.add(0, parents: [1])
        graph.add(3, parents: [0])
        graph.add(3, parents: [2, 3])
        graph.git.git("update-ref", "refs/heads/main", graph.commits[4].id)
        let versions = try graph.git.store.history(of: Address(validating: "x")).versions
        #expect(
            versions.compactMap { version in version.number.map { "\($0) \(version.commit.summary)" } }
                == ["1 0", "2 1", "3 3"])
    }

    @Test func linesFromACommit() throws {
        var graph = Graph()
        graph.add(1, parents: [])
        graph.add(2, parents: [0])
        graph.add(3, parents: [0])
        graph.add(4, parents: [1, 2])
        let ids = try graph.commits.map { try #require(ObjectID(hex: $0.id)) }
        let line = FirstParentLine(try graph.git.store.repository().gitRepository)
        #expect(try line.has(ids[1], from: ids[3]))
        #expect(try line.has(ids[3], from: ids[3]))
        #expect(try !line.has(ids[2], from: ids[3]))
        #expect(try line.part(of: ids[3], outside: ids[2]).map(\.id) == [ids[3], ids[1]])
    }
}

extension GitFolder {
    /// Returns a new commit with a tree.
    fileprivate func commit(tree: String, parents: [String], message: String) -> String {
        let text =
            switch parents.count {
            case 0: git("commit-tree", tree, "-m", message)
            case 1: git("commit-tree", tree, "-p", parents[0], "-m", message)
            case 2: git("commit-tree", tree, "-p", parents[0], "-p", parents[1], "-m", message)
            default:
                git(
                    "commit-tree", tree, "-p", parents[0], "-p", parents[1], "-p", parents[2], "-m", message)
            }
        return text.trimmingCharacters(in: .newlines)
    }
}

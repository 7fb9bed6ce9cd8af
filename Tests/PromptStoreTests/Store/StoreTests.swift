import Diagnostics
import PromptCore
import SafeFiles
import StoreTestSupport
import SystemPackage
import TestSupport
import Testing

@testable import PromptStore

/// Returns a folder with a manifest and some files, opened as a store.
func makeStore(_ folder: TemporaryFolder, _ files: [String: String] = [:]) throws -> Store {
    folder.put("promptpal.yaml", "format: 1\n")
    for (name, text) in files { folder.put(name, text) }
    return try Store(opening: FilePath(folder.path))
}

@Suite struct StoreReadingTests {
    @Test func nearestUpward() throws {
        let folder = TemporaryFolder()
        _ = try makeStore(folder, ["prompts/a/b/x.prompt.yaml": "content: x\n"])
        let found = try Store.discover(from: FilePath(folder.at("prompts/a/b")))
        #expect(found == FilePath(folder.path))
        let other = TemporaryFolder()
        #expect(throws: StoreError.self) { try Store.discover(from: FilePath(other.path)) }
    }

    @Test(arguments: [
        "format: 3\n", "name: x\n", "", "format: one\n", "- format\n", "format: 1\nformat: 1\n",
    ])
    func badManifest(_ text: String) {
        let folder = TemporaryFolder()
        folder.put("promptpal.yaml", text)
        #expect {
            try Store(opening: FilePath(folder.path))
        } throws: { error in
            if case .invalid(let report)? = error as? StoreError { report.count(.error) > 0 } else { false }
        }
    }

    @Test func kindsInOrder() throws {
        let folder = TemporaryFolder()
        let store = try makeStore(
            folder,
            [
                "prompts/x.module.yaml": "content: m\n", "prompts/x.variable.yaml": "default: v\n",
                "prompts/y.variable.yaml": "{}\n",
            ])
        #expect(try store.read(at: Address(validating: "x")).kind == .module)
        #expect(try store.read(at: Address(validating: "y")).kind == .variable)
        #expect {
            try store.read(.prompt, at: Address(validating: "z/x"))
        } throws: { error in
            if case .notFound(_, "z/x", _)? = error as? StoreError { true } else { false }
        }
    }

    /// `é` is one scalar here and two on the disk, as some systems write it.
    @Test func namesComposedInAnotherWay() throws {
        let folder = TemporaryFolder()
        let store = try makeVersionedStore(
            folder,
            [
                "prompts/e\u{301}te\u{301}/x.prompt.yaml": "modules: [{use: gr\u{FC}n}]\n",
                "prompts/gru\u{308}n.module.yaml": "content: found\n",
            ])
        for typed in ["\u{E9}t\u{E9}/x", "e\u{301}te\u{301}/x", "\u{E9}te\u{301}/x"] {
            let file = try store.read(.prompt, at: Address(validating: typed))
            #expect(file.source.name.utf8.elementsEqual("prompts/e\u{301}te\u{301}/x.prompt.yaml".utf8))
            #expect(Checker.check(file, in: store.library()).allSatisfy { $0.severity == .note })
        }
        #expect(store.validate().count(.error) == 0)
        try store.make(.prompt, at: Address(validating: "\u{E9}t\u{E9}/y"), Array("content: y\n".utf8))
        #expect(store.contents().folders.count == 2)
        #expect(throws: StoreError.self) {
            try store.make(.prompt, at: Address(validating: "\u{E9}t\u{E9}/y"), Array("content: y\n".utf8))
        }
        #expect(throws: StoreError.self) {
            try store.read(.prompt, at: Address(validating: "\u{C9}t\u{E9}/x"))
        }
    }

    @Test func nearestNames() throws {
        let folder = TemporaryFolder()
        let store = try makeStore(folder, ["prompts/mail/launch.prompt.yaml": "content: x\n"])
        for typed in ["mail/lanch", "launch", "lunch"] {
            #expect {
                try store.read(.prompt, at: Address(validating: typed))
            } throws: { error in
                if case .notFound(_, _, let near)? = error as? StoreError {
                    near == ["mail/launch"]
                } else {
                    false
                }
            }
        }
    }

    @Test func sharedVariablesByNameInside() throws {
        let folder = TemporaryFolder()
        let store = try makeStore(
            folder,
            [
                "prompts/brand-voice.variable.yaml": "default: by file\n",
                "prompts/other.variable.yaml": "name: inside\ndefault: by name\n",
                "prompts/misleading.variable.yaml": "name: elsewhere\n",
            ])
        let library = store.library()
        #expect(library.variable(named: "brand_voice", in: .top)?.variable?.defaultText == "by file")
        #expect(library.variable(named: "inside", in: .top)?.variable?.defaultText == "by name")
        #expect(library.variable(named: "misleading", in: .top) == nil)
        #expect(library.variable(named: "elsewhere", in: .top)?.address.path == "misleading")
    }
}

@Suite struct StoreValidationTests {
    static let files = [
        "prompts/good.prompt.yaml": "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\nmodules:\n  - use: tone\n",
        "prompts/tone.module.yaml": "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d12\ncontent: x\n",
        "prompts/copy.prompt.yaml": "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\ncontent: x\n",
        "prompts/Sub/a.prompt.yaml": "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d13\ncontent: x\n",
        "prompts/sub/b.prompt.yaml": "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d14\ncontent: x\n",
        "prompts/Good.prompt.yaml": "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d15\ncontent: x\n",
        "prompts/stray.yaml": "content: x\n", "prompts/README.md": "hello\n",
        "prompts/con.prompt.yaml": "content: x\n",
        "prompts/bad.prompt.yaml": "content: [\n",
    ]

    @Test func wholeStore() throws {
        let folder = TemporaryFolder()
        let store = try makeStore(folder, Self.files)
        let report = store.validate()
        let found = report.files.flatMap { file in file.diagnostics.map { "\(file.source.name) \($0.code)" } }
        #expect(
            found == [
                "prompts/bad.prompt.yaml PP105", "prompts/con.prompt.yaml PP504",
                "prompts/good.prompt.yaml PP502",
                "prompts/good.prompt.yaml PP503", "prompts/stray.yaml PP505",
                "prompts/sub/b.prompt.yaml PP503",
            ])
        #expect(report.fileCount == 8)
    }

    @Test func progressCountsUp() throws {
        let folder = TemporaryFolder()
        let store = try makeStore(folder, Self.files)
        var last = (0, 0)
        _ = store.validate { done, total in last = (done, total) }
        #expect(last == (7, 7))
    }

    @Test func linksAreNamedAndNotFollowed() throws {
        let folder = TemporaryFolder()
        let canary = TemporaryFolder()
        canary.put("secret.prompt.yaml", "content: secret\n")
        let store = try makeStore(folder, ["prompts/a.prompt.yaml": "content: \"{{> secret}}\"\n"])
        folder.link("prompts/link.prompt.yaml", to: canary.at("secret.prompt.yaml"))
        folder.link("prompts/dir", to: canary.path)
        let codes = store.validate().files.flatMap { file in
            file.diagnostics.map { "\(file.source.name) \($0.code)" }
        }
        #expect(codes.contains("prompts/link.prompt.yaml PP510"))
        #expect(codes.contains("prompts/dir PP510"))
        #expect {
            try store.read(.prompt, at: Address(validating: "link"))
        } throws: { error in
            if case .file(.symbolicLink)? = error as? StoreError { true } else { false }
        }
        #expect(throws: StoreError.self) { try store.read(.prompt, at: Address(validating: "dir/secret")) }
    }
}

@Suite struct StoreWritingTests {
    @Test func createRefusesTwins() throws {
        let folder = TemporaryFolder()
        let store = try makeVersionedStore(folder, ["prompts/a/launch.prompt.yaml": "content: x\n"])
        try store.make(.prompt, at: Address(validating: "b/c/new"), Array("content: y\n".utf8))
        #expect(folder.text("prompts/b/c/new.prompt.yaml") == "content: y\n")
        for twin in ["a/launch", "a/Launch"] {
            #expect {
                try store.make(.prompt, at: Address(validating: twin), [])
            } throws: { error in
                if case .exists? = error as? StoreError { true } else { false }
            }
        }
        #expect(folder.text("prompts/a/launch.prompt.yaml") == "content: x\n")
    }

    @Test func changedOnDiskIsNotOverwritten() throws {
        let folder = TemporaryFolder()
        let store = try makeVersionedStore(folder, ["prompts/a.prompt.yaml": "content: x\n"])
        let before = try store.read(.prompt, at: Address(validating: "a"))
        let after = try before.applying([try Assignment("description=new")])
        folder.put("prompts/a.prompt.yaml", "content: someone else's\n")
        #expect {
            try store.put(before, after)
        } throws: { error in
            if case .file(.changedOnDisk)? = error as? StoreError { true } else { false }
        }
        #expect(folder.text("prompts/a.prompt.yaml") == "content: someone else's\n")
        #expect(folder.names("prompts") == ["a.prompt.yaml"], "no temporary file is left")
    }

    @Test func aFailedTransactionTakesEverythingBack() throws {
        let folder = TemporaryFolder()
        let store = try makeVersionedStore(
            folder, ["prompts/a.prompt.yaml": "content: x\n", "prompts/file": "in the way\n"])
        var transaction = try store.begin()
        transaction.draft.replace(
            "prompts/a.prompt.yaml", with: Array("content: y\n".utf8), before: Array("content: x\n".utf8))
        transaction.draft.create("prompts/new.prompt.yaml", with: Array("content: n\n".utf8))
        transaction.draft.create("prompts/file/inside.prompt.yaml", with: Array("content: n\n".utf8))
        var failed = false
        do { _ = try transaction.commit(ChangeMessage("test", summary: "Test")) } catch { failed = true }
        #expect(failed)
        #expect(folder.text("prompts/a.prompt.yaml") == "content: x\n")
        #expect(folder.names("prompts") == ["a.prompt.yaml", "file"])
    }

    @Test func fixes() throws {
        let folder = TemporaryFolder()
        let text =
            "# mine\r\nname: A  # keep\r\nmodules:\r\n- content: {{who}}\nvariables:\r\n  who: {type: text}\r\n"
        let store = try makeVersionedStore(folder, ["prompts/a.prompt.yaml": text])
        var rounds = 0
        while rounds < 3, try store.repair() > 0 { rounds += 1 }
        let fixed = try #require(folder.text("prompts/a.prompt.yaml"))
        #expect(fixed.contains("# mine\r\n") && fixed.contains("name: A  # keep\r\n"))
        #expect(fixed.contains("- content: \"{{who}}\"\r\n"))
        #expect(fixed.contains("id: "))
        let keys = fixed.split(whereSeparator: \.isNewline).compactMap { line in
            ["id", "name", "variables", "modules"].first { line.hasPrefix("\($0):") }
        }
        #expect(keys == ["id", "name", "variables", "modules"])
        #expect(store.validate().files.isEmpty, "nothing is left to say")
        #expect(rounds > 0 && rounds < 3)
    }

    @Test func initialise() throws {
        let folder = TemporaryFolder()
        folder.put("here/README.md", "mine\n")
        let path = FilePath(folder.at("here/deep/er"))
        let message = ChangeMessage("init", summary: "Make the store")
        let files = [("promptpal.yaml", "format: 1\n", false), ("prompts/folder.yaml", "name: P\n", true)]
        #expect(
            try Store.initialise(path, format: .one, files: { _ in files }, message: message, in: .testing())
                .skipped
                .isEmpty)
        #expect(try Store(opening: path).contents().files.map(\.path) == ["prompts/folder.yaml"])
        #expect {
            try Store.initialise(path, format: .one, files: { _ in files }, message: message, in: .testing())
        } throws: { error in
            if case .alreadyAStore? = error as? StoreError { true } else { false }
        }
        let beside = FilePath(folder.at("here"))
        #expect(
            try Store.initialise(
                beside, format: .one,
                files: { _ in [("promptpal.yaml", "format: 1\n", false), ("README.md", "x", true)] },
                message: message, in: .testing()
            ).skipped == ["README.md"])
        #expect(folder.text("here/README.md") == "mine\n")
    }

    @Test func idsAreTimeOrderedAndNew() {
        let source = StoreEnvironment.testing().ids
        let ids = (0..<100).map { _ in source.next() }
        #expect(Swift.Set(ids).count == 100)
        #expect(ids.allSatisfy { $0.description.dropFirst(14).first == "7" })
    }
}

@Suite struct UsersTests {
    @Test func whoUsesWhat() throws {
        let folder = TemporaryFolder()
        let store = try makeStore(
            folder,
            [
                "prompts/tone.module.yaml": "content: \"{{brand}}\"\n",
                "prompts/brand.variable.yaml": "default: B\n",
                "prompts/a/p.prompt.yaml": "modules:\n  - use: tone\n  - content: \"{{> tone}}\"\n",
                "prompts/b/tone.module.yaml": "content: nearer\n",
                "prompts/b/q.prompt.yaml": "modules: [{use: tone}]\n",
            ])
        let users = store.users(of: try Address(validating: "tone"), kind: .module)
        #expect(users.map(\.address.path) == ["a/p", "a/p"])
        #expect(users.map(\.reference.kind) == [.use, .partial])
        let brand = store.users(of: try Address(validating: "brand"), kind: .variable)
        #expect(brand.map(\.address.path) == ["tone"])
    }
}

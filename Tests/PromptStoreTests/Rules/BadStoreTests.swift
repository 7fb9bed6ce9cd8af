import Diagnostics
import Glibc
import PromptCore
import SafeFiles
import StoreTestSupport
import SystemPackage
import TestSupport
import Testing

@testable import PromptStore

/// A store that a hostile or careless person made, and all diagnostics that it must get.
struct BadStore: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Fills `prompts/`; the second folder is outside of the store and contains a secret.
    let make: @Sendable (TemporaryFolder, TemporaryFolder) -> Void
    /// In the order of the report: path, code, and `line:column` if there is a position.
    let wanted: [String]

    init(
        _ name: String, _ wanted: [String],
        _ make: @escaping @Sendable (TemporaryFolder, TemporaryFolder) -> Void
    ) {
        testDescription = name
        self.make = make
        self.wanted = wanted
    }

    static let secret = "TOP-SECRET"
    static let id = "0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11"
}

@Suite struct BadStoreTests {
    @Test(arguments: BadStore.links + BadStore.names + BadStore.contents)
    func saysExactlyThisAndWritesNothing(_ bad: BadStore) throws {
        let (folder, outside) = (TemporaryFolder(), TemporaryFolder())
        outside.put("secret.module.yaml", "content: \(BadStore.secret)\n")
        outside.put("secret.variable.yaml", "default: \(BadStore.secret)\n")
        outside.put("secret.prompt.yaml", "content: \(BadStore.secret)\n")
        folder.put("promptpal.yaml", "format: 1\n")
        bad.make(folder, outside)
        let before = (Snapshot(folder.path), Snapshot(outside.path))
        let store = try Store(opening: FilePath(folder.path))

        let started = ContinuousClock.now
        let report = store.validate()
        #expect(ContinuousClock.now - started < .seconds(5))
        #expect(lines(report) == bad.wanted)
        for diagnostic in report.files.flatMap(\.diagnostics) where diagnostic.severity > .note {
            #expect(!diagnostic.message.isEmpty && !diagnostic.message.contains("\n"))
            #expect(
                diagnostic.help?.isEmpty == false, "\(diagnostic.code) says what to do: \(diagnostic.message)"
            )
        }
        #expect(!everythingRead(store).contains(BadStore.secret))
        var text = ""
        TextRenderer(style: .plain).render(report, summary: true, into: &text)
        #expect(!text.contains(BadStore.secret))
        #expect(
            !text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }, "names can't steer the terminal")

        #expect(Snapshot(folder.path) == before.0, "nothing in the store was written")
        #expect(Snapshot(outside.path) == before.1, "nothing outside was written")
    }

    /// Faults of the manifest itself: the store is not opened, and nothing hangs.
    @Test(arguments: ["link", "pipe", "folder", "large", "missing", "bytes"])
    func badManifest(_ kind: String) {
        let (folder, outside) = (TemporaryFolder(), TemporaryFolder())
        outside.put("promptpal.yaml", "format: 1\n")
        switch kind {
        case "link": folder.link("promptpal.yaml", to: outside.at("promptpal.yaml"))
        case "pipe": mkfifo(folder.at("promptpal.yaml"), 0o644)
        case "folder": folder.folder("promptpal.yaml")
        case "large":
            folder.put("promptpal.yaml", "format: 1\nname: " + String(repeating: "x", count: 5_000_000))
        case "bytes": folder.putBytes("promptpal.yaml", [0xFF, 0xFE, 0x00])
        default: break
        }
        let before = Snapshot(folder.path)
        #expect(throws: StoreError.self) { try Store(opening: FilePath(folder.path)) }
        #expect(Snapshot(folder.path) == before)
    }

    /// Repairs change no links, pipes or targets of links.
    @Test func fixDoesNotFollowLinks() throws {
        let (folder, outside) = (TemporaryFolder(), TemporaryFolder())
        outside.put("secret.prompt.yaml", "content: x\n")
        folder.put("promptpal.yaml", "format: 1\n")
        folder.folder("prompts")
        folder.link("prompts/link.prompt.yaml", to: outside.at("secret.prompt.yaml"))
        folder.link("prompts/dir", to: outside.path)
        mkfifo(folder.at("prompts/pipe.prompt.yaml"), 0o644)
        let before = (Snapshot(folder.path), Snapshot(outside.path))
        let store = try Store(opening: FilePath(folder.path))
        #expect(try store.repair() == 0)
        #expect(throws: StoreError.self) {
            try store.make(.prompt, at: Address(validating: "dir/new"), Array("content: x\n".utf8))
        }
        #expect(throws: StoreError.self) {
            try store.make(.prompt, at: Address(validating: "link"), Array("content: x\n".utf8))
        }
        #expect(Snapshot(folder.path) == before.0)
        #expect(Snapshot(outside.path) == before.1)
    }

    /// A file without read permission gives one problem, and the other files are checked.
    @Test func unreadableFile() throws {
        let folder = TemporaryFolder()
        let store = try makeStore(folder, ["prompts/a.prompt.yaml": "content: x\n"])
        chmod(folder.at("prompts/a.prompt.yaml"), 0)
        let file = Contents.File(address: try Address(validating: "a"), kind: .prompt)
        let report = withoutRoot { store.validate([file]) }
        #expect(lines(report) == ["prompts/a.prompt.yaml PP512"])
        #expect(report.files.first?.diagnostics.first?.message.contains("permission") == true)
    }

    private func lines(_ report: DiagnosticReport) -> [String] {
        report.files.flatMap { file in
            let table = LineTable(file.source)
            return file.diagnostics.filter { $0.severity > .note }.map { diagnostic in
                let place = diagnostic.range.map { table.position(at: $0.lowerBound) }
                return "\(file.source.name) \(diagnostic.code)"
                    + (place.map { " \($0.line):\($0.column)" } ?? "")
            }
        }
    }

    /// Returns the text of everything that can be reached: every record, rendered if possible.
    private func everythingRead(_ store: Store) -> String {
        let library = store.library()
        var text = ""
        for file in store.contents().files {
            guard let parsed = try? store.read(file.kind, at: file.address) else { continue }
            text += String(decoding: parsed.source.bytes.prefix(1 << 16), as: UTF8.self)
            guard case .prompt(let prompt)? = parsed.record else { continue }
            let plan = RenderPlan(prompt, in: parsed, input: RenderInput(), library: library)
            let (values, _) = plan.values(RenderInput())
            if let rendered = try? plan.render(values) { text += rendered.text }
        }
        for name in ["secret", "link/secret", "dir/secret"] {
            guard let address = try? Address(validating: name) else { continue }
            if let module = library.module(at: address) {
                text += String(decoding: module.source.bytes, as: UTF8.self)
            }
            if let found = library.variable(named: "secret", in: address.folder) {
                text += found.variable?.defaultText ?? ""
            }
        }
        text += ((try? store.summaries(in: .top, withTimes: true)) ?? []).map(\.name).joined()
        return text
    }
}

/// The content of a directory: names, kinds, bytes, times and inodes.
private struct Snapshot: Equatable {
    private var entries: [[Int]: Entry] = [:]

    private struct Entry: Equatable {
        var mode: UInt32
        var inode: UInt
        var seconds: Int
        var nanoseconds: Int
        var bytes: [UInt8]
    }

    init(_ path: String) { add(Array(path.utf8CString)) }

    private mutating func add(_ path: [CChar]) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        var entry = Entry(
            mode: status.st_mode, inode: UInt(status.st_ino), seconds: status.st_mtim.tv_sec,
            nanoseconds: status.st_mtim.tv_nsec, bytes: [])
        let kind = status.st_mode & S_IFMT
        if kind == S_IFREG {
            let fd = open(path, O_RDONLY)
            var buffer = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
            let count = read(fd, &buffer, buffer.count)
            close(fd)
            entry.bytes = Array(buffer[..<max(0, count)])
        }
        entries[path.map(Int.init)] = entry
        guard kind == S_IFDIR, let directory = opendir(path) else { return }
        defer { closedir(directory) }
        while let found = readdir(directory) {
            let name = withUnsafePointer(to: &found.pointee.d_name.0) {
                Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1))
            }
            if name == [46, 0] || name == [46, 46, 0] { continue }
            add(path.dropLast() + [47] + name)
        }
    }
}

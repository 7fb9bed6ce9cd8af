import Diagnostics
import PromptCore
import TestSupport
import Testing

@testable import PromptStore

/// Random libraries and random changes of structure: after any change, each name that referred to a record
/// refers to the same one, and only names and paths have changed.
@Suite struct StructurePropertyTests {
    @Test(arguments: 0..<8)
    func everyNameKeepsItsMeaning(_ seed: UInt64) throws {
        var random = SeededRandom(seed &* 0x9E37_79B9_7F4A_7C15 &+ 1)
        let library = try LibraryFolder(RandomLibrary.files(&random))
        var done = 0
        for _ in 0..<12 {
            let before = Meanings(library.store)
            let change = RandomChange(library.store, &random)
            do {
                try change.make(library)
            } catch is StoreError {
                // Refused: nothing has changed then.
                #expect(Meanings(library.store) == before, "\(change)")
                continue
            }
            done += 1
            let after = Meanings(library.store)
            let lost = before.lost(in: after)
            #expect(lost.isEmpty, "seed \(seed), \(change): \(lost)")
            #expect(
                before.skeletons.filter {
                    after.skeletons[$0.key] != nil && after.skeletons[$0.key] != $0.value
                }.isEmpty)
            #expect(
                !library.store.validate().files.flatMap(\.diagnostics).contains {
                    ["PP502", "PP503"].contains($0.code)
                })
        }
        #expect(done >= 1)
    }
}

/// Files in few folders under few names, so that they often hide each other.
enum RandomLibrary {
    static let folders = ["", "a/", "a/b/", "a/b/c/", "b/", "c/a/"]
    static let names = ["m", "n", "o"]

    static func files(_ random: inout SeededRandom) -> [String: String] {
        var files: [String: String] = [:]
        for folder in folders {
            for name in names {
                if Bool.random(using: &random) {
                    files[folder + name + ".module.yaml"] = head(&random) + text(&random, partials: 1)
                }
                if Int.random(in: 0..<3, using: &random) == 0 {
                    files[folder + "v" + name + ".variable.yaml"] = head(&random) + "default: x # \(folder)\n"
                }
                if Int.random(in: 0..<4, using: &random) == 0 {
                    files[folder + "p" + name + ".prompt.yaml"] = head(&random) + text(&random, partials: 3)
                }
            }
        }
        files["a/folder.yaml"] = head(&random)
        return files
    }

    private static func head(_ random: inout SeededRandom) -> String {
        "id: \(RecordID(high: random.next(), low: random.next()))\n"
    }

    private static func text(_ random: inout SeededRandom, partials: Int) -> String {
        var text = "content: |\n"
        for _ in 0..<partials {
            let folder = ["", "a/", "b/", "/", "/a/", "/a/b/", "b/c/"].randomElement(using: &random) ?? ""
            text += "  {{> \(folder)\(names.randomElement(using: &random) ?? "m")}} {{vm}} {{vn.x}}\n"
        }
        return text
    }
}

/// The meaning of every name of a library, by the ids of the records.
struct Meanings: Equatable {
    /// For the id of each file, the ids to which its names refer, keyed by the position of the name.
    var targets: [RecordID: [String: RecordID]] = [:]
    /// For the id of each file, its text without the names and the lines that may be added.
    var skeletons: [RecordID: String] = [:]

    init(_ store: Store) {
        let image = store.image(store.contents(), touching: [], wholly: true)
        var ids: [Contents.File: RecordID] = [:]
        for file in image.files { ids[file.location] = file.record?.header.id?.value }
        for file in image.files {
            guard let id = ids[file.location] else { continue }
            var found: [String: RecordID] = [:]
            for binding in file.bindings(in: image.library) {
                let target = Contents.File(address: binding.target, kind: binding.targetKind)
                let home = Contents.File(
                    address: binding.home, kind: binding.home == file.address ? file.kind : .module)
                let place =
                    binding.index >= 0
                    ? "\(binding.index)" : "\(binding.name) in \(ids[home]?.description ?? "")"
                found[place] = ids[target]
            }
            targets[id] = found
            var text = String(decoding: file.source.bytes, as: UTF8.self)
            text.replace(/(\{\{> )[^}]*/) { $0.output.1 }
            text.replace(/name: .*\n/, with: "")
            skeletons[id] = text
        }
    }

    /// Returns the names of existing records that now refer to other records.
    func lost(in after: Meanings) -> [String] {
        targets.flatMap { id, names -> [String] in
            guard let now = after.targets[id] else { return [] }
            return names.compactMap { place, target in
                guard now[place] != target else { return nil }
                return "\(place) of \(id): \(target), now \(now[place]?.description ?? "nothing")"
            }
        }
    }
}

/// One random change.
struct RandomChange: CustomStringConvertible {
    enum Kind: CaseIterable { case move, move2, copy, delete, restore, dissolve }

    let kind: Kind
    let source: Contents.File
    let target: String

    init(_ store: Store, _ random: inout SeededRandom) {
        let contents = store.contents()
        let folders = contents.folders.filter { !$0.path.isEmpty }
        kind = Kind.allCases.randomElement(using: &random) ?? .move
        let isFolder = kind == .dissolve || Int.random(in: 0..<4, using: &random) == 0
        let folder = Contents.File(address: folders.randomElement(using: &random) ?? .top, kind: .folder)
        let file = contents.files.filter { $0.kind != .folder }.randomElement(using: &random)
        source = isFolder ? folder : file ?? folder
        let prefix = RandomLibrary.folders.randomElement(using: &random) ?? ""
        let name = source.kind == .variable ? "v" : source.kind == .prompt ? "p" : ""
        target = prefix + name + (RandomLibrary.names.randomElement(using: &random) ?? "m")
    }

    var description: String { "\(kind) \(source.path) \(target)" }

    func make(_ library: LibraryFolder) throws {
        let store = library.store
        var change = try store.begin(LibraryFolder.options)
        let options = DeleteOptions(now: LibraryFolder.now, author: LibraryFolder.author)
        let target = try Address(validating: target)
        switch kind {
        case .move, .move2: _ = try store.move(source, to: target, in: &change.draft)
        case .copy:
            _ = try store.copy(
                source, to: target,
                options: CopyOptions(now: LibraryFolder.now, author: LibraryFolder.author),
                in: &change.draft)
        case .delete: _ = try store.delete([source], options: options, in: &change.draft)
        case .restore:
            guard let entry = store.trash().entries.last else { return }
            _ = try store.restore(entry, in: &change.draft)
        case .dissolve: _ = try store.dissolve(source.address, options: options, in: &change.draft)
        }
        _ = try change.commit(ChangeMessage("test", summary: "Change"))
    }
}

internal import Git
internal import PromptCore
internal import PromptIndex
internal import SafeFiles
internal import SystemPackage

/// A store's kept index, in `promptpal/` of the Git directory: a file with the older records, and one with
/// the records that have changed since.
///
/// It holds only copies of data in the work tree. If it is missing, cut off, damaged, of another version or
/// of another store, it is ignored and made again. Each file is replaced in one step, and the second
/// identifies the first by its content.
struct StoreIndexSnapshot: Sendable {
    /// The Git directory.
    private let files: SafeDirectory
    /// The store's path in the repository, and its format if that is not the first: files are indexed by its rules.
    let store: String

    private static let folder = "promptpal"
    private let name: String
    private var changesName: String { name + "-changes" }

    /// Returns `nil` if the store is in no repository that belongs to this user: a file that others can write
    /// can't be trusted.
    init?(of store: Store) {
        guard let glance = RepositoryGlance(containing: store.path.string),
            let files = try? SafeDirectory(opening: FilePath(glance.gitDirectory)), files.isOwn
        else { return nil }
        self.files = files
        self.store = store.format == .one ? glance.prefix : "\(glance.prefix)\0\(store.format.rawValue)"
        let digits = String(StoreIndexSnapshot.number(of: glance.prefix), radix: 16)
        name = glance.prefix.isEmpty ? "catalog" : "catalog-" + digits
    }

    /// A number for the path, since a repository can hold several stores. The header has the whole path.
    private static func number(of prefix: String) -> UInt64 {
        prefix.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// Returns the kept index; an empty one if none was kept or it can't be trusted.
    ///
    /// - Parameter sections: the sections of the older records to load. All sections of the changes are
    ///   loaded.
    func load(_ sections: Set<SegmentSection>) -> LibraryIndex {
        guard let base = segment(name, sections: sections), base.header.base == 0 else { return .empty }
        guard let changes = segment(changesName, sections: SegmentSection.all),
            changes.header.base == base.header.identity
        else { return LibraryIndex(base: base, changes: .empty) }
        return LibraryIndex(base: base, changes: changes)
    }

    private func segment(_ name: String, sections: Set<SegmentSection>) -> IndexSegment? {
        guard let file = try? DerivedFileReader.open(Self.folder + "/" + name, in: files) else { return nil }
        let prefix = file.read(at: 0, count: SegmentHeader.prefixLength)
        guard let length = SegmentHeader.length(prefix),
            let header = SegmentHeader(file.read(at: 0, count: length)),
            header.store.elementsEqual(store.utf8)
        else { return nil }
        var loaded: [SegmentSection: [UInt8]] = [:]
        for section in sections {
            let slot = header.entries[section.rawValue]
            loaded[section] = file.read(at: length + slot.offset, count: slot.count)
        }
        return IndexSegment.read(header, sections: loaded)
    }

    /// Creates a file for ``save(_:in:isBaseNew:)``; its creation time is the time of that file system.
    func begin() -> DerivedFile? { try? DerivedFile.create(in: Self.folder, of: files) }

    /// Keeps an index. If that fails, the next query reads the changed files again.
    ///
    /// - Parameters:
    ///   - file: the file to write; its name is replaced.
    ///   - isBaseNew: true if the older records differ from the kept ones.
    func save(_ libraryIndex: LibraryIndex, in file: borrowing DerivedFile, isBaseNew: Bool) {
        let segment = isBaseNew ? libraryIndex.base : libraryIndex.changes
        do throws(FileError) {
            try file.write(segment.header.encoded)
            for bytes in segment.contents { try file.write(bytes) }
            try file.install(over: isBaseNew ? name : changesName)
            if isBaseNew { try files.discard(Self.folder + "/" + changesName) }
        } catch {
            // It is made again.
        }
    }
}

internal import GitRepo
internal import PromptCore
internal import PromptIndex
internal import SafeFiles
internal import SystemPackage

/// A store's catalog as it was kept last, in `promptpal/` of the Git directory: a file with the older records, and one with
/// those that have changed since.
///
/// It is a copy of what the work tree says and nothing more: what is missing, cut off, damaged, of another version or of another
/// store is as good as none. Each file takes its place in one step, and the second names the first by its content.
struct CatalogSnapshot: Sendable {
    /// The Git directory.
    private let files: SafeDirectory
    /// The store's place in the repository.
    let store: String

    private static let folder = "promptpal"
    private let name: String
    private var changesName: String { name + "-changes" }

    /// `nil` where the store is in no repository of this user's own: a snapshot that others could write would have to be
    /// doubted, and one kept for them would be.
    init?(of store: Store) {
        guard let place = RepositoryGlance(containing: store.path.string),
            let files = try? SafeDirectory(opening: FilePath(place.gitDirectory)), files.isOwn
        else { return nil }
        self.files = files
        self.store = place.prefix
        let digits = String(CatalogSnapshot.number(of: place.prefix), radix: 16)
        name = place.prefix.isEmpty ? "catalog" : "catalog-" + digits
    }

    /// A repository may hold several stores; the header has the whole path.
    private static func number(of prefix: String) -> UInt64 {
        prefix.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// What was kept; empty where nothing, or nothing that can be trusted, was.
    ///
    /// - Parameter sections: which parts of the older records are wanted. Those of the changes are all there.
    func load(_ sections: Set<CatalogSection>) -> Catalog {
        guard let base = segment(name, sections), base.header.base == 0 else { return .empty }
        guard let changes = segment(changesName, CatalogSection.all),
            changes.header.base == base.header.identity
        else { return Catalog(base: base, changes: .empty) }
        return Catalog(base: base, changes: changes)
    }

    private func segment(_ name: String, _ sections: Set<CatalogSection>) -> CatalogSegment? {
        guard let file = try? DerivedFileReader.open(Self.folder + "/" + name, in: files) else { return nil }
        let prefix = file.read(at: 0, count: CatalogHeader.prefixLength)
        guard let length = CatalogHeader.length(prefix),
            let header = CatalogHeader(file.read(at: 0, count: length)),
            header.store.elementsEqual(store.utf8)
        else { return nil }
        var loaded: [CatalogSection: [UInt8]] = [:]
        for section in sections {
            let place = header.places[section.rawValue]
            loaded[section] = file.read(at: length + place.offset, count: place.count)
        }
        return CatalogSegment.read(header, loaded)
    }

    /// Begins a file that ``save(_:in:isBaseNew:)`` fills; its creation says what time it is on that file system.
    func begin() -> DerivedFile? { try? DerivedFile.create(in: Self.folder, of: files) }

    /// Keeps a catalog. Where that fails, the next one who asks has more to do.
    ///
    /// - Parameters:
    ///   - file: is taken up by it.
    ///   - isBaseNew: whether the older records are others than those that are kept.
    func save(_ catalog: Catalog, in file: borrowing DerivedFile, isBaseNew: Bool) {
        let segment = isBaseNew ? catalog.base : catalog.changes
        do throws(FileError) {
            try file.write(segment.header.encoded)
            for bytes in segment.contents { try file.write(bytes) }
            try file.place(over: isBaseNew ? name : changesName)
            if isBaseNew { try files.discard(Self.folder + "/" + changesName) }
        } catch {
            // It is made again.
        }
    }
}

internal import Git
internal import PromptCore
internal import SafeFiles
internal import SystemPackage

/// The result of sharing the usage of this machine.
public struct SharedUsage: Sendable {
    /// The number of events that were added to `usage/`.
    public let events: Int
    /// The commit; without one if nothing was changed.
    public let committed: Committed
}

extension Store {
    /// Adds this machine's events to the store's `usage/`, which is shared with its versions, as one commit.
    /// An event that is there already is not added again, so this may be repeated, and interrupted.
    ///
    /// The events stay in this machine's own files until their month is over, because another process may be
    /// writing there; counting recognizes them by their ids.
    ///
    /// - Throws: `usageNotShared` if the manifest does not have `usage.share: true`.
    public func shareUsage(_ options: WriteOptions = WriteOptions()) throws(StoreError) -> SharedUsage {
        guard manifest.sharesUsage else { throw .usageNotShared }
        var transaction = try begin(options)
        let export = UsageExport(of: self, in: transaction.repository)
        let events = try export.add(to: &transaction.draft)
        let committed = try transaction.commit(
            ChangeMessage("usage", summary: "Share usage: \(events) event\(events == 1 ? "" : "s")"))
        export.forgetOld()
        return SharedUsage(events: events, committed: committed)
    }
}

/// Copies events from this machine's own files into the store's.
struct UsageExport {
    private let directory: SafeDirectory
    private let local: LocalUsage?
    private let repository: StoreRepository

    /// The path of this clone's id, in its Git directory.
    static let device = "promptpal/device"
    /// The size at which a file of `usage/` is full and the next one is started, in bytes.
    private static let fullBytes = 2 << 20

    init(of store: Store, in repository: StoreRepository) {
        directory = store.directory
        self.repository = repository
        local = LocalUsage(
            of: store.path, glance: RepositoryGlance(containing: store.path.string),
            personal: store.environment.personal,
            resolver: directory.resolver,
            isMade: false)
    }

    /// Adds the events that are not in `usage/` yet.
    ///
    /// - Returns: their number.
    func add(to draft: inout Draft) throws(StoreError) -> Int {
        guard let local else { return 0 }
        let folder = "usage/" + (try device())
        var count = 0
        for name in UsageExport.files(in: local.root, folder: local.folder) {
            let month = String(name.dropLast(".jsonl".count))
            let shared = UsageExport.files(in: directory, folder: folder).filter { $0.hasPrefix(month) }
            var known: Set<RecordID> = []
            for file in shared {
                UsageExport.forEachEvent(in: directory, path: folder + "/" + file) { id, _ in known.insert(id)
                }
            }
            var new: [[UInt8]] = []
            UsageExport.forEachEvent(in: local.root, path: local.folder + "/" + name) { id, line in
                if known.insert(id).inserted { new.append(Array(line) + [0x0A]) }
            }
            count += new.count
            try put(new, of: month, after: shared, in: folder, to: &draft)
        }
        return count
    }

    /// Appends lines to a month's last file, and continues in new ones.
    private func put(
        _ lines: [[UInt8]], of month: String, after shared: [String], in folder: String, to draft: inout Draft
    ) throws(StoreError) {
        var lines = lines[...]
        var number = max(1, shared.count)
        while !lines.isEmpty {
            let path = folder + "/" + month + (number == 1 ? "" : "-\(number)") + ".jsonl"
            number += 1
            let before: [UInt8]?
            do throws(FileError) {
                before = try directory.read(path, limit: Store.maxFileBytes)
            } catch {
                guard case .notFound = error else { throw .file(error) }
                before = nil
            }
            var bytes = before ?? []
            // A truncated line keeps a line of its own.
            if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
            while let line = lines.first, bytes.count < UsageExport.fullBytes {
                bytes += line
                lines.removeFirst()
            }
            guard bytes != before else { continue }
            if let before {
                draft.replace(path, with: bytes, before: before)
            } else {
                draft.create(path, with: bytes)
            }
        }
    }

    /// Removes this machine's files of months that ended some days ago, if all their events are shared.
    func forgetOld() {
        guard let local, let device = try? device() else { return }
        let month = CivilTime(secondsSinceEpoch: repository.environment.clock.seconds - 3 * UsageTime.day)
            .text.prefix(7)
        var known: Set<RecordID> = []
        for file in UsageExport.files(in: directory, folder: "usage/" + device) {
            UsageExport.forEachEvent(in: directory, path: "usage/" + device + "/" + file) { id, _ in
                known.insert(id)
            }
        }
        for name in UsageExport.files(in: local.root, folder: local.folder) where name.prefix(7) < month {
            var isShared = true
            UsageExport.forEachEvent(in: local.root, path: local.folder + "/" + name) { id, _ in
                if !known.contains(id) { isShared = false }
            }
            if isShared { try? local.root.discard(local.folder + "/" + name) }
        }
    }

    /// Returns the clone's own id, which is made if there is none.
    private func device() throws(StoreError) -> String {
        try StoreError.folding { () throws(FileError) in
            let files = try repository.gitFiles()
            if let bytes = try? files.read(UsageExport.device, limit: 64),
                let id = RecordID(String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self))
            {
                return id.description
            }
            let id = repository.environment.ids.next()
            try files.putOver(UsageExport.device, bytes: Array("\(id)\n".utf8))
            return id.description
        }
    }

    /// Returns the names of the files with events in a folder, sorted.
    private static func files(in directory: SafeDirectory, folder: String) -> [String] {
        ((try? directory.entries(in: folder)) ?? []).compactMap { entry in
            guard entry.type == .file, let name = entry.name, name.hasSuffix(".jsonl"), name.utf8.count >= 13,
                !name.hasPrefix(".")
            else { return nil }
            return name
        }.sorted()
    }

    /// Reads the events of a file: their ids, and their lines without the end.
    private static func forEachEvent(
        in directory: SafeDirectory, path: String, body: (RecordID, ArraySlice<UInt8>) -> Void
    ) {
        guard let bytes = try? directory.read(path, limit: 1 << 30) else { return }
        bytes.withUnsafeBytes { buffer in
            var reader = UsageLineReader(buffer)
            var start = 0
            while start < bytes.count, let end = bytes[start...].firstIndex(of: 0x0A) {
                let (event, eventStart) = reader.event(in: start..<end)
                if let event { body(event.id, bytes[eventStart..<end]) }
                start = end + 1
            }
        }
    }
}

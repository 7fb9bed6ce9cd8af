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
    /// - Throws: `refused` if the manifest does not have `usage.share: true`.
    public func shareUsage(_ options: WriteOptions = WriteOptions()) throws(StoreError) -> SharedUsage {
        guard manifest.sharesUsage else {
            throw .refused(
                message: "the store does not share its usage",
                help: "`usage: {share: true}` in promptpal.yaml makes usage/ part of every clone")
        }
        var transaction = try begin(options)
        let sharing = UsageSharing(self, transaction.repository)
        let events = try sharing.add(to: &transaction.draft)
        let committed = try transaction.commit(
            ChangeMessage("usage", "Share usage: \(events) event\(events == 1 ? "" : "s")"))
        sharing.forgetOld()
        return SharedUsage(events: events, committed: committed)
    }
}

/// Copies events from this machine's own files into the store's.
struct UsageSharing {
    private let directory: SafeDirectory
    private let place: UsagePlace?
    private let repository: StoreRepository

    /// The path of this clone's id, in its Git directory.
    static let device = "promptpal/device"
    /// The size at which a file of `usage/` is full and the next one is started, in bytes.
    private static let fullBytes = 2 << 20

    init(_ store: Store, _ repository: StoreRepository) {
        directory = store.directory
        self.repository = repository
        place = UsagePlace(
            store.path, RepositoryGlance(containing: store.path.string), store.environment.personal,
            resolver: directory.resolver,
            isMade: false)
    }

    /// Adds the events that are not in `usage/` yet.
    ///
    /// - Returns: their number.
    func add(to draft: inout Draft) throws(StoreError) -> Int {
        guard let place else { return 0 }
        let folder = "usage/" + (try device())
        var count = 0
        for name in UsageSharing.files(place.root, place.folder) {
            let month = String(name.dropLast(".jsonl".count))
            let shared = UsageSharing.files(directory, folder).filter { $0.hasPrefix(month) }
            var known: Set<RecordID> = []
            for file in shared {
                UsageSharing.lines(directory, folder + "/" + file) { id, _ in known.insert(id) }
            }
            var new: [[UInt8]] = []
            UsageSharing.lines(place.root, place.folder + "/" + name) { id, line in
                if known.insert(id).inserted { new.append(Array(line) + [0x0A]) }
            }
            count += new.count
            try put(new, month, shared, in: folder, &draft)
        }
        return count
    }

    /// Appends lines to a month's last file, and continues in new ones.
    private func put(
        _ lines: [[UInt8]], _ month: String, _ shared: [String], in folder: String, _ draft: inout Draft
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
            while let line = lines.first, bytes.count < UsageSharing.fullBytes {
                bytes += line
                lines.removeFirst()
            }
            guard bytes != before else { continue }
            if let before { draft.replace(path, bytes, before: before) } else { draft.create(path, bytes) }
        }
    }

    /// Removes this machine's files of months that ended some days ago, if all their events are shared.
    func forgetOld() {
        guard let place, let device = try? device() else { return }
        let month = CivilTime(secondsSinceEpoch: repository.environment.clock.seconds - 3 * UsageTime.day)
            .text.prefix(7)
        var known: Set<RecordID> = []
        for file in UsageSharing.files(directory, "usage/" + device) {
            UsageSharing.lines(directory, "usage/" + device + "/" + file) { id, _ in known.insert(id) }
        }
        for name in UsageSharing.files(place.root, place.folder) where name.prefix(7) < month {
            var isShared = true
            UsageSharing.lines(place.root, place.folder + "/" + name) { id, _ in
                if !known.contains(id) { isShared = false }
            }
            if isShared { try? place.root.discard(place.folder + "/" + name) }
        }
    }

    /// Returns the clone's own id, which is made if there is none.
    private func device() throws(StoreError) -> String {
        do throws(FileError) {
            let files = try repository.gitFiles()
            if let bytes = try? files.read(UsageSharing.device, limit: 64),
                let id = RecordID(String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self))
            {
                return id.description
            }
            let id = repository.environment.ids.next()
            try files.putOver(UsageSharing.device, Array("\(id)\n".utf8))
            return id.description
        } catch {
            throw .file(error)
        }
    }

    /// Returns the names of the files with events in a folder, sorted.
    private static func files(_ directory: SafeDirectory, _ folder: String) -> [String] {
        ((try? directory.entries(in: folder)) ?? []).compactMap { entry in
            guard entry.type == .file, let name = entry.name, name.hasSuffix(".jsonl"), name.utf8.count >= 13,
                !name.hasPrefix(".")
            else { return nil }
            return name
        }.sorted()
    }

    /// Reads the events of a file: their ids, and their lines without the end.
    private static func lines(
        _ directory: SafeDirectory, _ path: String, _ body: (RecordID, ArraySlice<UInt8>) -> Void
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

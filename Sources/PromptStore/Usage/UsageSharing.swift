internal import GitRepo
internal import PromptCore
internal import SafeFiles
internal import SystemPackage

/// What sharing the usage of this machine did.
public struct SharedUsage: Sendable {
    /// How many events came into `usage/`.
    public let events: Int
    public let committed: Committed
}

extension Store {
    /// Puts this machine's events into the store's `usage/`, where they travel with its versions, as one commit. An event
    /// that is there already is not put there again, so this may be repeated, and interrupted.
    ///
    /// The events stay in this machine's own files until their month is over, since another process may be writing
    /// there; counting knows them by their ids.
    ///
    /// - Throws: `refused` where the manifest does not have `usage.share: true`.
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

/// Carries events from this machine's own files into the store's.
struct UsageSharing {
    private let directory: SafeDirectory
    private let place: UsagePlace?
    private let repository: StoreRepository

    /// Where this clone's number is, in its Git directory.
    static let device = "promptpal/device"
    /// A file of `usage/` that has so many bytes gets no more: the next one does.
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
    /// - Returns: how many.
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

    /// Puts lines at the end of a month's last file, and goes on in new ones.
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
            // What was cut off keeps a line of its own.
            if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
            while let line = lines.first, bytes.count < UsageSharing.fullBytes {
                bytes += line
                lines.removeFirst()
            }
            guard bytes != before else { continue }
            if let before { draft.replace(path, bytes, before: before) } else { draft.create(path, bytes) }
        }
    }

    /// Removes this machine's files of months that have been over for some days, as far as every event of them is shared.
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

    /// The clone's own number, made where there is none.
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

    /// The names of the files with events in a folder, in order.
    private static func files(_ directory: SafeDirectory, _ folder: String) -> [String] {
        ((try? directory.entries(in: folder)) ?? []).compactMap { entry in
            guard entry.type == .file, let name = entry.name, name.hasSuffix(".jsonl"), name.utf8.count >= 13,
                !name.hasPrefix(".")
            else { return nil }
            return name
        }.sorted()
    }

    /// The events of a file: their ids, and their lines without the end.
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

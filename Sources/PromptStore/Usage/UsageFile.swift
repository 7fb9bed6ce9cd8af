internal import PromptCore
internal import PromptIndex
internal import SafeFiles

/// A file with events, and how much of it was counted.
struct UsageFile: Sendable {
    /// Whether it is in the store's `usage/`, or in this machine's own place.
    let isShared: Bool
    /// Relative to the store, or to the place's folder.
    let path: String
    /// When it was read.
    var stamp: DiskStamp
    /// How many bytes were counted: up to the end of a line.
    var counted = 0
    /// Of the bytes just before that.
    var tail: UInt64 = 0
    /// Lines without an event.
    var tornCount = 0
    /// The months that its events are of.
    var months: Set<Int32> = []

    /// How many bytes before the end of what was counted are compared.
    static let tailCount = 256

    var key: Key { Key(isShared: isShared, path: path) }

    struct Key: Hashable {
        let isShared: Bool
        let path: String
    }
}

/// The directories in which events are.
struct UsageFolders: Sendable {
    let store: SafeDirectory
    /// `nil` where nothing can be noted here.
    let place: UsagePlace?

    /// More than a device has in a life, and than a team has devices.
    private static let limit = 100_000

    /// All files with events, as they are now.
    func files() -> [UsageFile] {
        var files: [UsageFile] = []
        if let place { add(place.root, place.folder, isShared: false, &files) }
        for entry in (try? store.entries(in: "usage")) ?? [] where entry.type == .directory {
            if let name = entry.name { add(store, "usage/" + name, isShared: true, &files) }
        }
        return files
    }

    private func add(
        _ directory: SafeDirectory, _ folder: String, isShared: Bool, _ files: inout [UsageFile]
    ) {
        for entry in (try? directory.entries(in: folder)) ?? [] where entry.type == .file {
            guard let name = entry.name, name.hasSuffix(".jsonl"), !name.hasPrefix("."),
                files.count < UsageFolders.limit
            else { continue }
            let path = folder + "/" + name
            guard let stamp = try? directory.stamp(path) else { continue }
            files.append(UsageFile(isShared: isShared, path: path, stamp: stamp))
        }
    }

    /// Bytes of a file from a place on; empty where it can't be read.
    func bytes(of file: UsageFile, from start: Int, limit: Int) -> [UInt8] {
        guard let directory = file.isShared ? store : place?.root else { return [] }
        return (try? directory.read(file.path, from: start, limit: limit).bytes) ?? []
    }

    /// The checksum of the bytes of a file just before a place.
    func tail(of file: UsageFile, before place: Int) -> UInt64 {
        let start = max(0, place - UsageFile.tailCount)
        return DamageSum.of(bytes(of: file, from: start, limit: place - start))
    }
}

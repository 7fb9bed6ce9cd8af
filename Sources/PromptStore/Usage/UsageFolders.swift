internal import Git
internal import PromptCore
internal import PromptIndex
internal import SafeFiles
internal import SystemPackage

/// A file with events, and its counted length.
struct UsageFile: Sendable {
    /// True if it is in the store's `usage/`, false if it is in this machine's own folder.
    let isShared: Bool
    /// The path, relative to the store, or to this machine's folder.
    let path: String
    /// Its stamp when it was read.
    var stamp: DiskStamp
    /// The number of bytes that were counted: up to the end of a line.
    var counted = 0
    /// The checksum of the bytes just before that offset.
    var tail: UInt64 = 0
    /// Lines without an event.
    var tornCount = 0
    /// The months of its events.
    var months: Set<Int32> = []

    /// The number of bytes before the end of the counted part that are compared.
    static let tailCount = 256

    var key: Key { Key(isShared: isShared, path: path) }

    struct Key: Hashable {
        let isShared: Bool
        let path: String
    }
}

/// The directories that contain events.
struct UsageFolders: Sendable {
    let store: SafeDirectory
    /// This machine's own folder; `nil` if nothing can be recorded here.
    let local: LocalUsage?

    /// More than a device has in its lifetime, and than a team has devices.
    private static let limit = 100_000

    /// Returns all files with events, in their present state.
    func files() -> [UsageFile] {
        var files: [UsageFile] = []
        if let local { add(from: local.root, folder: local.folder, isShared: false, to: &files) }
        for entry in (try? store.entries(in: "usage")) ?? [] where entry.type == .directory {
            if let name = entry.name { add(from: store, folder: "usage/" + name, isShared: true, to: &files) }
        }
        return files
    }

    private func add(
        from directory: SafeDirectory, folder: String, isShared: Bool, to files: inout [UsageFile]
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

    /// Returns bytes of a file from an offset on; empty if it can't be read.
    func bytes(of file: UsageFile, from start: Int, limit: Int) -> [UInt8] {
        guard let directory = file.isShared ? store : local?.root else { return [] }
        return (try? directory.read(file.path, from: start, limit: limit).bytes) ?? []
    }

    /// Returns the checksum of the bytes of a file just before an offset.
    func tail(of file: UsageFile, before offset: Int) -> UInt64 {
        let start = max(0, offset - UsageFile.tailCount)
        return DamageSum.of(bytes(of: file, from: start, limit: offset - start))
    }
}

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

/// The folder of this machine's usage events: in the Git directory of the repository that contains the store,
/// if it belongs to the user, else in the user's own state directory. docs/format.md names the files.
struct LocalUsage: Sendable {
    /// The directory that ``folder`` is relative to.
    let root: SafeDirectory
    /// The folder of the store's events: one file for each month, and the counts.
    let folder: String

    /// - Parameters:
    ///   - personal: returns the user's files; called if the repository is not the user's own.
    ///   - isMade: makes the user's state directory if it is missing.
    init?(
        of path: FilePath, glance: RepositoryGlance?, personal: () -> PersonalFiles, resolver: Resolver?,
        isMade: Bool
    ) {
        if let glance, glance.isOwn {
            guard
                let root = try? SafeDirectory(opening: FilePath(glance.commonDirectory), resolver: resolver)
            else { return nil }
            self.root = root
            let store = LocalUsage.absolute(path)
            if store == glance.workDirectory {
                folder = "promptpal/usage"
            } else {
                let prefix = glance.workDirectory == "/" ? "/" : glance.workDirectory + "/"
                let below = store.hasPrefix(prefix) ? String(store.dropFirst(prefix.count)) : store
                folder = "promptpal/usage/stores/" + LocalUsage.name(below)
            }
        } else {
            guard let root = personal().openState(isMade: isMade) else { return nil }
            self.root = root
            folder = "usage/" + LocalUsage.name(LocalUsage.absolute(path))
        }
    }

    /// Returns the file for events of a time, given as RFC 3339: that of its month.
    func file(at time: String) -> String { folder + "/" + time.prefix(7) + ".jsonl" }

    /// The store's path with its links resolved, as in the user's Git directory.
    private static func absolute(_ path: FilePath) -> String { Host.realPath(path.string) ?? path.string }

    /// Returns a path as one name: `/` is `%2F`. A long one is truncated, and gets a checksum to stay unique.
    static func name(_ path: String) -> String {
        var name = ""
        for scalar in path.unicodeScalars {
            switch scalar {
            case "/": name += "%2F"
            case "%": name += "%25"
            case ".": name += name.isEmpty ? "%2E" : "."
            default: name.unicodeScalars.append(scalar)
            }
        }
        guard name.utf8.count > 200 else { return name }
        var kept = ""
        for scalar in name.unicodeScalars {
            if kept.utf8.count + UTF8.width(scalar) > 160 { break }
            kept.unicodeScalars.append(scalar)
        }
        return kept + "-" + String(DamageSum.of(Array(path.utf8)), radix: 16)
    }
}

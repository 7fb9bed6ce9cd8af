internal import Git
internal import PromptIndex
internal import SafeFiles
internal import SystemPackage

/// Files that a killed fetch left among the packs. Each has a unique name, so that none is in the way; but
/// Git does not know the names, and would keep the files forever.
enum FetchLeftovers {
    /// The start of libgit2's names for an incomplete pack and its index.
    private static let prefix = "pack_git2_"
    /// The age of a fetch without writes that counts as dead, in nanoseconds.
    private static let age: Int64 = 24 * 3600 * 1_000_000_000

    /// - Parameter now: seconds since 1970.
    static func sweep(_ repository: Repository, now: Int64) {
        let folder = "objects/pack"
        guard let files = try? SafeDirectory(opening: FilePath(repository.commonDirectory)) else { return }
        for entry in (try? files.entries(in: folder)) ?? [] where entry.type == .file {
            guard let name = entry.name, name.utf8.starts(with: prefix.utf8),
                let stamp = (try? files.stamp(folder + "/" + name)) ?? nil,
                now * 1_000_000_000 - stamp.modified > age
            else { continue }
            try? files.discard(folder + "/" + name)
        }
    }
}

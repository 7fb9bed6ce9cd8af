internal import Git
internal import SafeFiles
internal import SystemPackage

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

internal import Glibc

/// The location of the repository that contains a directory, found by file names and small files only.
/// libgit2 is not loaded, so this costs a few system calls.
public struct RepositoryGlance: Sendable {
    /// The top of the work tree: absolute, links resolved.
    public let workDirectory: String
    /// The Git directory of this work tree.
    public let gitDirectory: String
    /// The directory that all linked work trees share.
    public let commonDirectory: String

    /// The requested directory relative to the top of the work tree, with a slash at its end; empty for the
    /// top itself.
    public let prefix: String

    /// Finds the nearest repository upward from a directory; `nil` if there is none, or none that may be
    /// used.
    public init?(containing directory: String) {
        guard let directories = try? RepositoryDirectories.find(from: directory),
            let resolved = RepositoryDirectories.resolved(directory)
        else { return nil }
        let top = directories.workDirectory == "/" ? "/" : directories.workDirectory + "/"
        if resolved == directories.workDirectory {
            prefix = ""
        } else if resolved.utf8.starts(with: top.utf8) {
            prefix = String(Substring(resolved.utf8.dropFirst(top.utf8.count))) + "/"
        } else {
            return nil
        }
        workDirectory = directories.workDirectory
        gitDirectory = directories.gitDirectory
        commonDirectory = directories.commonDirectory
    }

    /// True if the repository belongs to the user of this process.
    public var isOwn: Bool {
        var status = stat()
        return lstat(commonDirectory, &status) == 0 && status.st_uid == geteuid()
    }

    /// Returns `user.name` and `user.email` of Git's configuration: from the repository, else from the first
    /// of `files` that has the value. Includes are not followed.
    ///
    /// - Parameters:
    ///   - glance: the repository; `nil` for none.
    ///   - files: the user's own configuration files, the one with the highest precedence first. Links to
    ///     them are followed.
    public static func configuredUser(
        _ glance: RepositoryGlance?, files: [String]
    ) -> (name: String?, email: String?) {
        var user: (name: String?, email: String?) = (nil, nil)
        func read(_ bytes: [UInt8]?) {
            guard let bytes, user.name == nil || user.email == nil else { return }
            let configuration = GitConfiguration(bytes)
            user.name = user.name ?? configuration.values("user.name").last
            user.email = user.email ?? configuration.values("user.email").last
        }
        if let glance { read(SmallFile.bytes(glance.commonDirectory + "/config")) }
        for file in files where user.name == nil || user.email == nil {
            read(SmallFile.bytes(file, isFollowed: true))
        }
        return user
    }

    /// Returns all values of a key in some configuration files, in their order. Includes are not followed;
    /// links to the files are.
    public static func configuredValues(_ key: String, files: [String]) -> [String] {
        files.flatMap { file in
            GitConfiguration(SmallFile.bytes(file, isFollowed: true) ?? []).values(key.lowercased())
        }
    }
}

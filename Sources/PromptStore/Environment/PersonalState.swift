internal import SafeFiles
internal import SystemPackage

/// The user's own directory for what programs remember: `$XDG_STATE_HOME/promptpal`, else
/// `~/.local/state/promptpal` (XDG Base Directory Specification 0.8).
enum PersonalState {
    /// Its path; `nil` where neither variable is set to an absolute path.
    static func path(environment: (String) -> String? = Host.environment) -> String? {
        if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") { return state + "/promptpal" }
        guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
        return home + "/.local/state/promptpal"
    }

    /// Opens it.
    ///
    /// - Parameter isMade: whether it is made where it is missing, for its owner alone.
    static func open(isMade: Bool) -> SafeDirectory? {
        guard let path = path() else { return nil }
        if let found = try? SafeDirectory(opening: FilePath(path)) { return found }
        guard isMade else { return nil }
        try? SafeDirectory.makePath(FilePath(path), permissions: 0o700)
        return try? SafeDirectory(opening: FilePath(path))
    }

    /// Git's configuration files of the user and the system, the one that counts most first.
    static var gitConfigurationFiles: [String] {
        if let named = Host.environment("GIT_CONFIG_GLOBAL") { return named.isEmpty ? [] : [named] }
        var files: [String] = []
        if let home = Host.environment("HOME") { files.append(home + "/.gitconfig") }
        if let directory = Host.environment("XDG_CONFIG_HOME"), !directory.isEmpty {
            files.append(directory + "/git/config")
        } else if let home = Host.environment("HOME") {
            files.append(home + "/.config/git/config")
        }
        if Host.environment("GIT_CONFIG_NOSYSTEM") == nil { files.append("/etc/gitconfig") }
        return files
    }
}

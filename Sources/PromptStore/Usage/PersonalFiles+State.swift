internal import SafeFiles
internal import SystemPackage

extension PersonalFiles {
    /// Opens the state directory.
    ///
    /// - Parameter isMade: makes it if it is missing, for its owner alone.
    func openState(isMade: Bool) -> SafeDirectory? {
        guard let path = stateDirectory.map({ FilePath($0) }) else { return nil }
        if let found = try? SafeDirectory(opening: path) { return found }
        guard isMade else { return nil }
        try? SafeDirectory.makePath(path, permissions: 0o700)
        return try? SafeDirectory(opening: path)
    }
}

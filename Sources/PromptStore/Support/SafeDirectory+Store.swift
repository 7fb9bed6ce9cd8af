public import SafeFiles
internal import SystemPackage

extension TemporaryNames {
    /// `.promptpal-….tmp`, the names of incomplete files of a store and of keys.
    public static let promptpal = TemporaryNames(prefix: ".promptpal-")
}

extension SafeDirectory {
    /// Opens a directory in which new files have a store's temporary names until they take their place.
    ///
    /// - Parameters:
    ///   - resolver: the one of another directory of the same file system, if known.
    ///   - failures: the ones of a directory whose changes also depend on these reads; `nil` for its own.
    convenience init(
        opening path: FilePath, resolver: Resolver? = nil, failures: MachineFailures? = nil
    ) throws(FileError) {
        try self.init(opening: path, temporaries: .promptpal, resolver: resolver, failures: failures)
    }
}

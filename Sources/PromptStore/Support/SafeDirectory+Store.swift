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
    ///   - resolver: that of another directory of the same file system, if one is known.
    ///   - failures: those of a directory whose changes depend on what is read here too; `nil` for its own.
    convenience init(
        opening path: FilePath, resolver: Resolver? = nil, failures: MachineFailures? = nil
    ) throws(FileError) {
        try self.init(opening: path, temporaries: .promptpal, resolver: resolver, failures: failures)
    }
}

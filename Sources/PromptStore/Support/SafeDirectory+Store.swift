public import SafeFiles
internal import SystemPackage

extension TemporaryNames {
    /// `.promptpal-….tmp`, the names of files of a store and of keys that have not taken their place yet.
    public static let promptpal = TemporaryNames(prefix: ".promptpal-")
}

extension SafeDirectory {
    /// Opens a directory in which new files are called as a store's until they take their place.
    ///
    /// - Parameter resolver: that of another directory of the same file system, if one is known.
    convenience init(opening path: FilePath, resolver: Resolver? = nil) throws(FileError) {
        try self.init(opening: path, temporaries: .promptpal, resolver: resolver)
    }
}

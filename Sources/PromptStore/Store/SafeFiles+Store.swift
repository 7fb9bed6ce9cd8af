public import SafeFiles
internal import SystemPackage

extension TemporaryNames {
    /// `.promptpal-….tmp`, the names of incomplete files of a store and of keys.
    public static let promptpal = TemporaryNames(prefix: ".promptpal-")
}

extension SafeDirectory {
    /// Opens a directory in which new files have a store's temporary names until they get their final names.
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

extension ScannedFile {
    /// The kind of a file, by its name alone (docs/format.md, "A store").
    public enum Kind: Sendable, Hashable, CaseIterable {
        /// `<slug>.prompt.yaml`
        case prompt
        /// `<slug>.module.yaml`
        case module
        /// `<slug>.variable.yaml`
        case variable
        /// `folder.yaml`
        case folder
        /// Any other name: not a file of the format.
        case other

        /// The kind of a file named `name`, its last path part as UTF-8.
        init(name: UnsafeRawBufferPointer) {
            self =
                if name.count == 11, Kind.ends(name, with: "folder.yaml") {
                    .folder
                } else if Kind.ends(name, with: "?.prompt.yaml") {
                    .prompt
                } else if Kind.ends(name, with: "?.module.yaml") {
                    .module
                } else if Kind.ends(name, with: "?.variable.yaml") {
                    .variable
                } else {
                    .other
                }
        }

        /// The kind of a file named `name`, its last path part as UTF-8.
        init(name: some BidirectionalCollection<UInt8>) {
            self =
                name.withContiguousStorageIfAvailable { Kind(name: UnsafeRawBufferPointer($0)) }
                ?? Array(name).withUnsafeBytes { Kind(name: $0) }
        }

        /// Returns true if `name` ends in `ending`, in which `?` stands for any byte. Called for every file
        /// of a library.
        private static func ends(_ name: UnsafeRawBufferPointer, with ending: StaticString) -> Bool {
            let start = name.count - ending.utf8CodeUnitCount
            guard start >= 0 else { return false }
            for index in 0..<ending.utf8CodeUnitCount {
                let byte = ending.utf8Start[index]
                if byte != UInt8(ascii: "?"), name[start + index] != byte { return false }
            }
            return true
        }
    }

    /// The kind by the file's name.
    var kind: Kind {
        var path = path
        return path.withUTF8 { bytes in
            let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
            return Kind(name: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[start...])))
        }
    }
}

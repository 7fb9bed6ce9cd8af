public import SafeFiles

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

        /// Returns true if `name` ends in `ending`, in which `?` stands for any byte. Called for every file of a library.
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

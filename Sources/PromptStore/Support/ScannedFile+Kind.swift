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

        /// The kind of a file named `name` (its last path part, as UTF-8 bytes).
        init(name: some BidirectionalCollection<UInt8>) {
            self =
                if name.elementsEqual("folder.yaml".utf8) {
                    .folder
                } else if Kind.hasEnding(name, ".prompt.yaml") {
                    .prompt
                } else if Kind.hasEnding(name, ".module.yaml") {
                    .module
                } else if Kind.hasEnding(name, ".variable.yaml") {
                    .variable
                } else {
                    .other
                }
        }

        private static func hasEnding(
            _ name: some BidirectionalCollection<UInt8>, _ ending: StaticString
        ) -> Bool {
            guard name.count > ending.utf8CodeUnitCount else { return false }
            return ending.withUTF8Buffer { name.suffix($0.count).elementsEqual($0) }
        }
    }

    /// The kind by the file's name.
    var kind: Kind {
        var path = path
        return path.withUTF8 { bytes in
            let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
            return Kind(name: UnsafeBufferPointer(rebasing: bytes[start...]))
        }
    }
}

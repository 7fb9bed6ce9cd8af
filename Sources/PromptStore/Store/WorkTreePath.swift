internal import PromptCore
internal import SafeFiles

/// The store's own files in a directory, determined by their paths alone: the manifest, the labels, the
/// records below `prompts/`, and the trash. A README between the prompts belongs to the user and is not one
/// of them.
enum WorkTreePath {
    /// The folders of the store whose contents are examined.
    static let folders = ["prompts", "trash"]
    static let manifest = "promptpal.yaml"
    /// The files of the store beside the folders, sorted by bytes.
    static let files = [Labels.file, manifest]

    /// Returns true if the file named `name` (its last part) below one of ``folders`` is the store's own.
    /// Hidden names never are, because scans skip them.
    static func isOwn(_ name: some BidirectionalCollection<UInt8>, below folder: String) -> Bool {
        if name.first == UInt8(ascii: ".") { return false }
        return folder == "trash" || ScannedFile.Kind(name: name) != .other
    }

    /// The order of paths in scans, Git's index and Git's trees: by bytes; below 0 if `left` comes first, 0
    /// if they are equal. (`<` on strings compares by canonical equivalence, which would treat two files as
    /// one.)
    static func order(_ left: String, _ right: String) -> Int {
        withBytes(of: left) { left in withBytes(of: right) { ByteOrder.compare(left, $0) } }
    }

    static func order(_ left: String, _ right: ArraySlice<UInt8>) -> Int {
        withBytes(of: left) { left in right.withUnsafeBytes { ByteOrder.compare(left, $0) } }
    }

    static func precedes(_ left: String, _ right: String) -> Bool { order(left, right) < 0 }

    /// A native string provides its bytes; any other is copied.
    private static func withBytes<Value>(of text: String, body: (UnsafeRawBufferPointer) -> Value) -> Value {
        if let value = text.utf8.withContiguousStorageIfAvailable({ body(UnsafeRawBufferPointer($0)) }) {
            return value
        }
        return Array(text.utf8).withUnsafeBytes(body)
    }

    /// Returns the record of a path below `prompts/`; `nil` for the trash and for invalid names.
    static func record(at path: String) -> Contents.File? {
        if path == manifest { return Contents.File(address: .top, kind: .manifest) }
        guard path.hasPrefix("prompts/"), let name = path.split(separator: "/").last,
            let kind = RecordKind(fileName: String(name)),
            let address = FileNames.address(of: String(path.dropFirst("prompts/".count)), kind: kind).address
        else { return nil }
        return Contents.File(address: address, kind: kind)
    }
}

internal import Diagnostics
internal import GitRepo
internal import PromptCore
internal import SafeFiles

/// A file of the store whose content in the work tree is not that of `HEAD`.
struct WorkTreeFile: Sendable {
    /// What stands at the path.
    enum Content: Sendable {
        case absent
        case bytes([UInt8])
        /// Something that can't be read, or is no file; why.
        case unreadable(Diagnostic)
    }

    /// Relative to the store.
    let path: String
    /// The content in `HEAD`; `nil` where it has no file there.
    let head: ObjectID?
    let content: Content

    /// The bytes in the work tree; `nil` where there is no file, or none that can be read.
    var bytes: [UInt8]? { if case .bytes(let bytes) = content { bytes } else { nil } }
}

/// Which files of a directory are the store's own, told by their paths alone: the manifest, the labels, the records below
/// `prompts/`, and the trash. A README between the prompts is the user's and is none of them.
enum WorkTreePath {
    /// The folders of the store in which everything is looked at.
    static let folders = ["prompts", "trash"]
    static let manifest = "promptpal.yaml"
    /// The files of the store beside the folders, in the order of their bytes.
    static let files = [Labels.file, manifest]

    /// Whether the file called `name` (its last part) below one of ``folders`` is the store's own. Hidden names never are,
    /// as scans pass over them.
    static func isOwn(_ name: some BidirectionalCollection<UInt8>, below folder: String) -> Bool {
        if name.first == UInt8(ascii: ".") { return false }
        return folder == "trash" || ScannedFile.Kind(name: name) != .other
    }

    /// The order of paths that scans, Git's index and Git's trees share: by bytes; below 0 where `left` comes first, 0 where they
    /// are the same. (`<` on strings compares by canonical equivalence, which would join what are two files.)
    static func order(_ left: String, _ right: String) -> Int {
        withBytes(left) { left in withBytes(right) { ByteOrder.compare(left, $0) } }
    }

    static func order(_ left: String, _ right: ArraySlice<UInt8>) -> Int {
        withBytes(left) { left in right.withUnsafeBytes { ByteOrder.compare(left, $0) } }
    }

    static func precedes(_ left: String, _ right: String) -> Bool { order(left, right) < 0 }

    /// A native string hands out its bytes; any other is copied.
    private static func withBytes<Value>(_ text: String, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        if let value = text.utf8.withContiguousStorageIfAvailable({ body(UnsafeRawBufferPointer($0)) }) {
            return value
        }
        return Array(text.utf8).withUnsafeBytes(body)
    }

    /// What a path stands for below `prompts/`; `nil` for the trash and for names that can't be used.
    static func record(at path: String) -> Contents.File? {
        if path == manifest { return Contents.File(address: .top, kind: .manifest) }
        guard path.hasPrefix("prompts/"), let name = path.split(separator: "/").last,
            let kind = RecordKind(fileName: String(name)),
            let address = FileNames.address(of: String(path.dropFirst("prompts/".count)), kind: kind).address
        else { return nil }
        return Contents.File(address: address, kind: kind)
    }
}

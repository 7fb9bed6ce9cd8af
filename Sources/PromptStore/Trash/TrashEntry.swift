internal import Diagnostics
public import PromptCore
internal import YAMLTree

/// One deletion, as recorded in `trash/<id>/trash.yaml`.
public struct TrashEntry: Sendable {
    /// The entry's own id, a UUIDv7; also the name of its directory.
    public let id: RecordID
    /// The kind of the deleted record; a folder stands for all its contents.
    public let kind: RecordKind
    /// Its former path, relative to the store: `prompts/marketing/tone.module.yaml`, of a folder
    /// `prompts/marketing`.
    public let path: String
    /// Its former address.
    public let address: Address
    /// RFC 3339.
    public let deletedAt: String?
    /// `Name <address>`
    public let deletedBy: String?
    /// The reason in a person's words.
    public let reason: String?
    /// Files that referred to it and lost it, because the deletion was forced; relative to the store.
    public let usedBy: [String]
    /// Relative to the store.
    public let directory: String

    /// The name of the file or folder in the entry's directory.
    public var name: String { String(path.split(separator: "/").last ?? "") }

    /// The largest `trash.yaml` that is read, in bytes.
    static let maxBytes = 256 * 1024

    init(
        id: RecordID, item: Contents.File, deletedAt: String, deletedBy: String, reason: String?,
        usedBy: [String]
    ) {
        self.id = id
        kind = item.kind
        address = item.address
        path = item.kind == .folder ? "prompts/" + item.address.path : item.path
        self.deletedAt = deletedAt
        self.deletedBy = deletedBy
        self.reason = reason
        self.usedBy = usedBy
        directory = "trash/" + id.description
    }

    /// The text of its `trash.yaml`.
    var text: String {
        var members: [(String, YAMLValue)] = [
            ("id", .plain(id.description)), ("kind", .text(kind.rawValue)), ("path", .text(path)),
        ]
        if let deletedAt { members.append(("deleted_at", .plain(deletedAt))) }
        if let deletedBy { members.append(("deleted_by", .text(deletedBy))) }
        if let reason { members.append(("reason", .text(reason))) }
        if !usedBy.isEmpty { members.append(("used_by", .sequence(usedBy.map(YAMLValue.text)))) }
        return YAMLEmitter.document(.map(members))
    }

    /// The fault of a `trash.yaml`, in a sentence.
    struct Fault: Error {
        let message: String
        var range: Range<Int>?
    }

    /// Reads a `trash.yaml`, which may come from a stranger: a path outside the library is refused.
    ///
    /// - Parameter name: the name of the entry's directory, which is its id.
    init(_ source: SourceText, name: String) throws(Fault) {
        let parsed = YAMLTree.parse(source)
        if let error = parsed.diagnostics.first(where: { $0.severity == .error }) {
            throw Fault(message: error.message, range: error.range)
        }
        guard let root = parsed.tree?.root, root.kind == .mapping else {
            throw Fault(message: "it is not a map")
        }
        func text(_ key: String) throws(Fault) -> String? {
            guard let node = root.value(forKey: key), !node.isNull else { return nil }
            guard node.kind == .scalar else {
                throw Fault(message: "`\(key)` must be text", range: node.range)
            }
            return node.text
        }
        func required(_ key: String) throws(Fault) -> String {
            guard let text = try text(key) else { throw Fault(message: "`\(key)` is missing") }
            return text
        }
        guard let id = RecordID(try required("id")), id == RecordID(name) else {
            throw Fault(message: "`id` is not the name of the directory", range: root["id"]?.range)
        }
        let word = try required("kind")
        guard let kind = RecordKind(rawValue: word), kind != .manifest else {
            throw Fault(
                message: "`kind` must be prompt, module, variable or folder, not \(quoted(word))",
                range: root["kind"]?.range)
        }
        let path = try required("path")
        guard let address = TrashEntry.address(of: path, kind) else {
            throw Fault(
                message: "`path` is not the path of a \(kind.rawValue) below `prompts/`: \(quoted(path))",
                range: root["path"]?.range)
        }
        self.id = id
        self.kind = kind
        self.path = path
        self.address = address
        deletedAt = try text("deleted_at")
        deletedBy = try text("deleted_by")
        reason = try text("reason")
        usedBy = root["used_by"].map { $0.items.map(\.text) } ?? []
        directory = "trash/" + name
    }

    /// Returns the address for a path of the store; `nil` if no record may have it.
    private static func address(of path: String, _ kind: RecordKind) -> Address? {
        guard path.hasPrefix("prompts/") else { return nil }
        var rest = String(Substring(path.utf8.dropFirst("prompts/".utf8.count)))
        if kind == .folder {
            rest += "/" + RecordKind.folder.fileEnding
        } else if RecordKind(fileName: rest.split(separator: "/").last.map(String.init) ?? "") != kind {
            return nil
        }
        let address = FileNames.address(of: rest, kind: kind).address
        return address?.path.isEmpty == false ? address : nil
    }

    /// The time of the deletion, in seconds since 1970: from the file, else from the id.
    var seconds: Int64 {
        if let date = deletedAt.flatMap(CalendarDate.init) { return date.seconds }
        return Int64(clamping: id.high >> 16) / 1000
    }
}

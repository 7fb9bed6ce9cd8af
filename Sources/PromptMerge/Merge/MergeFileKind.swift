internal import Diagnostics
internal import PromptCore
internal import YAMLTree

/// How a file is merged, told by its name.
enum MergeFileKind: Equatable {
    case record(RecordKind)
    /// `labels.yaml`.
    case labels
    /// Usage events: one JSON object a line, each counted once.
    case events
    case text

    init(path: String) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if name == RecordKind.manifest.fileEnding {
            self = .record(.manifest)
        } else if let kind = RecordKind(fileName: name) {
            self = .record(kind)
        } else if name == "labels.yaml" {
            self = .labels
        } else if name.hasSuffix(".jsonl") {
            self = .events
        } else {
            self = .text
        }
    }

    /// The end of a file's name that says what it is, with the dot; all of the name where the whole name does.
    static func ending(_ path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if let kind = RecordKind(fileName: name) { return kind.fileEnding }
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return String(name[dot...])
    }

    /// The id that a record's file says it has.
    static func id(of bytes: [UInt8], path: String) -> RecordID? {
        guard case .record = MergeFileKind(path: path) else { return nil }
        let tree = YAMLTree.parse(SourceText(name: path, bytes: bytes)).tree
        guard let node = tree?.root?["id"], node.kind == .scalar else { return nil }
        return RecordID(node.text)
    }
}

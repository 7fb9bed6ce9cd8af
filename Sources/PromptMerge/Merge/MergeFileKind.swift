internal import Diagnostics
internal import PromptCore
internal import YAMLTree

/// The way a file is merged, which its name decides.
enum MergeFileKind: Equatable {
    case record(RecordKind)
    /// `labels.yaml`.
    case labels
    /// Usage events: one JSON object per line, each counted once.
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

    /// Returns the end of a file's name that identifies its kind, with the dot; the whole name if the whole
    /// name does.
    static func ending(_ path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if let kind = RecordKind(fileName: name) { return kind.fileEnding }
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return String(name[dot...])
    }
}

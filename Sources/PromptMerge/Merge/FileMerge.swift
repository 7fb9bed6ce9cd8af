internal import Diagnostics
internal import PromptCore
internal import YAMLTree

/// The three-way merge of one file of a store: bytes in, bytes out.
///
/// Everything that a side has added or changed is in the result, or a note explains its absence. The
/// result is parsed and checked before it is returned. If a file can't be merged as a record, it is merged by
/// lines.
public enum FileMerge {
    /// Merges the changes of two sides to one file.
    ///
    /// If one side has no change, the result is the other side byte for byte. Never fails, for any bytes.
    ///
    /// - Parameters:
    ///   - base: the file in the last common commit of both sides; `nil` if it did not exist.
    ///   - ours: the file on our side; `nil` if it is deleted.
    ///   - theirs: the file on the other side; `nil` if it is deleted.
    ///   - path: its path with `/`, relative to the store or to the repository; the name decides the kind of
    ///     the file.
    public static func merge(
        base: [UInt8]?, ours: [UInt8]?, theirs: [UInt8]?, path: String, options: MergeOptions = .standard
    ) -> MergedFile {
        if ours == theirs || theirs == base { return MergedFile(bytes: ours) }
        if ours == base { return MergedFile(bytes: theirs) }
        guard let ours else {
            return keptEdit(theirs, message: "ours deleted this file, theirs changed it: it is kept")
        }
        guard let theirs else {
            return keptEdit(ours, message: "theirs deleted this file, ours changed it: it is kept")
        }
        let kind = MergeFileKind(path: path)
        switch kind {
        case .record(let record):
            let merge = RecordMerge(base: base, ours: ours, theirs: theirs, path: path, kind: record)
            if let merged = merge.run() { return merged }
        case .labels:
            let merge = RecordMerge(base: base, ours: ours, theirs: theirs, path: path, kind: nil)
            if let merged = merge.run() { return merged }
        case .events:
            return MergedFile(bytes: LineMerge(base: base ?? [], ours: ours, theirs: theirs).union)
        case .key:
            let merge = KeyMerge(base: base, ours: ours, theirs: theirs, path: path)
            if let merge { return merge.run() }
        case .recipients:
            let merge = RecipientMerge(base: base, ours: ours, theirs: theirs)
            if let merge { return merge.run() }
        case .text: break
        }
        return lines(base: base ?? [], ours: ours, theirs: theirs, options)
    }

    private static func keptEdit(_ bytes: [UInt8]?, message: String) -> MergedFile {
        MergedFile(bytes: bytes, notes: [MergeNote(.keptEdit, at: "", message: message)])
    }

    /// Returns the merge by lines, with Git's markers if there is a conflict.
    static func lines(
        base: [UInt8], ours: [UInt8], theirs: [UInt8], _ options: MergeOptions
    ) -> MergedFile {
        let merge = LineMerge(base: base, ours: ours, theirs: theirs)
        if let text = merge.text { return MergedFile(bytes: text) }
        return MergedFile(
            bytes: merge.marked(options),
            notes: [
                MergeNote(
                    .markers, at: "",
                    message: "both sides changed the same lines: both are kept between Git's markers")
            ],
            outcome: .markers)
    }
}

/// The result of a three-way merge of one file.
public struct MergedFile: Sendable, Hashable {
    /// The merged file; `nil` if it is deleted.
    public var bytes: [UInt8]?
    /// The decisions of the merge for changes of both sides, in the order of the file.
    public var notes: [MergeNote]
    /// The remaining work.
    public var outcome: Outcome

    /// The work that remains for a person.
    public enum Outcome: String, Sendable, Hashable {
        /// None: the changes of both sides are in the file.
        case merged
        /// Both versions of a value are kept in a valid file. `validate` reports it, and `resolve` resolves
        /// it.
        case keptBoth
        /// Git's own conflict, with its markers: the file can't be read until it is fixed.
        case markers
    }

    /// A result with these bytes; `nil` if the file is deleted.
    public init(bytes: [UInt8]?, notes: [MergeNote] = [], outcome: Outcome = .merged) {
        self.bytes = bytes
        self.notes = notes
        self.outcome = outcome
    }

    /// True if both versions of a value are in the file, in either form.
    public var hasConflicts: Bool { outcome != .merged }
}

/// One decision of a merge.
public struct MergeNote: Sendable, Hashable {
    /// The kind of decision.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// One side deleted a value that the other one changed: the change is kept.
        case keptEdit = "kept_edit"
        /// Both sides changed one text: the other text becomes an additional option.
        case keptOption = "kept_option"
        /// Both sides changed one value: the other value is under `conflicts`.
        case keptValue = "kept_value"
        /// Both sides changed the order of the same parts: the order is ours.
        case keptOrder = "kept_order"
        /// A comment lost its position and is at the end of the file.
        case keptComment = "kept_comment"
        /// The file is a text with Git's markers.
        case markers
        /// Two files have one path: the other one gets a new path.
        case movedAside = "moved_aside"
        /// One side renamed a file that the other one changed: the change is in the renamed file.
        case followedRename = "followed_rename"
    }

    /// The kind of the note.
    public var kind: Kind
    /// The key in the syntax of `set` (`modules.persona.role`); empty for the file as a whole.
    public var key: String
    /// One sentence without a full stop.
    public var message: String

    /// A note on the part at `key`, which is empty for the file as a whole.
    public init(_ kind: Kind, at key: String, message: String) {
        self.kind = kind
        self.key = key
        self.message = message
    }
}

/// The options of a merge.
public struct MergeOptions: Sendable, Hashable {
    /// The name of our side in Git's markers.
    public var oursLabel: String
    /// The name of the other side in Git's markers.
    public var theirsLabel: String
    /// The length of Git's markers.
    public var markerSize: Int

    /// Options for the labels and the length of conflict markers.
    public init(oursLabel: String = "ours", theirsLabel: String = "theirs", markerSize: Int = 7) {
        self.oursLabel = oursLabel
        self.theirsLabel = theirsLabel
        self.markerSize = markerSize
    }

    /// The default options: the labels "ours" and "theirs", and markers of 7 characters.
    public static let standard = MergeOptions()
}

/// The way a file is merged, which its name decides.
enum MergeFileKind: Equatable {
    case record(RecordKind)
    /// `labels.yaml`.
    case labels
    /// Usage events: one JSON object per line, each counted once.
    case events
    /// A sealed key of the store.
    case key
    /// `keys/recipients.txt`.
    case recipients
    case text

    static let keyEnding = ".key.yaml"

    init(path: String) {
        let parts = path.split(separator: "/")
        let name = parts.last.map(String.init) ?? path
        if name == RecordKind.manifest.fileEnding {
            self = .record(.manifest)
        } else if let kind = RecordKind(fileName: name) {
            self = .record(kind)
        } else if name == "labels.yaml" {
            self = .labels
        } else if name.hasSuffix(".jsonl") {
            self = .events
        } else if name.hasSuffix(MergeFileKind.keyEnding), parts.count > 2, parts[parts.count - 3] == "keys" {
            self = .key
        } else if name == "recipients.txt", parts.count > 1, parts[parts.count - 2] == "keys" {
            self = .recipients
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

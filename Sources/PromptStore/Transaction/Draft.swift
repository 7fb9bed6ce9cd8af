internal import Diagnostics
internal import Git
public import PromptCore
internal import SafeFiles

/// The changes to the files of a store, built in memory. Nothing is written until a ``Transaction`` commits
/// it.
///
/// Paths are relative to the store (`prompts/marketing/tone.module.yaml`). For each path the draft has the
/// bytes that were read and the bytes to write; several steps on the same path are combined.
public struct Draft: Sendable {
    /// The net effect on one path.
    struct Entry: Sendable {
        let path: String
        /// The bytes that were read; `nil` if the path must be free.
        let before: [UInt8]?
        /// The bytes to write; `nil` to remove the file.
        var after: [UInt8]?
        /// True if the file is in the work tree already, and becomes part of the version unchanged.
        var isRecorded = false
        /// True for the old path in the last version of a record that somebody moved without saving: it is
        /// removed by the version of the edits.
        var isLeftBehind = false
        /// The path that the file comes from: it gets the permissions and the mode of that file.
        var source: String?
        /// The mode in Git; `nil` for that of `source`, or for the present one.
        var mode: FileMode?
        /// The content in a version that exists already; `nil` if `after` defines it.
        var version: Version?
    }

    /// A path in a version that exists already. The work tree may get other bytes: an edit that stays
    /// unsaved.
    enum Version {
        case absent
        case content(TreeContent)
    }

    /// The entries in the order in which paths were first named, without unchanged ones.
    var entries: [Entry] { all.filter { $0.isRecorded || $0.before != $0.after } }
    /// All entries, including those that stay unchanged in the work tree.
    var allEntries: [Entry] { all }
    private var all: [Entry] = []
    /// By the bytes of the path: strings are equal in several Unicode forms.
    private var indices: [[UInt8]: Int] = [:]

    /// A draft without changes.
    public init() {}

    /// True if the draft changes nothing.
    public var isEmpty: Bool { entries.isEmpty }

    /// Adds a file that must not exist yet.
    ///
    /// - Parameter source: the path that it comes from, if it was moved or copied; it gets the permissions of
    ///   that file.
    public mutating func create(_ path: String, with bytes: [UInt8], from source: String? = nil) {
        put(path, before: nil, after: bytes, from: source)
    }

    /// Replaces the content of a file that was read as `before`.
    public mutating func replace(_ path: String, with bytes: [UInt8], before: [UInt8]) {
        put(path, before: before, after: bytes)
    }

    /// Replaces a record by its edited form.
    mutating func replace(_ before: ParsedFile, with after: ParsedFile) {
        replace(before.source.name, with: after.source.bytes, before: before.source.bytes)
    }

    /// Removes a file that was read as `before`, and folders that become empty.
    public mutating func remove(_ path: String, before: [UInt8]) {
        put(path, before: before, after: nil)
    }

    /// Moves a file that was read as `before` to a path that must be free, with new content if `bytes` is
    /// given.
    public mutating func move(_ path: String, to target: String, before: [UInt8], bytes: [UInt8]? = nil) {
        remove(path, before: before)
        create(target, with: bytes ?? before, from: path)
    }

    /// Records a file of the work tree as it is, or its deletion (`nil`): an edit made in an editor. Only the
    /// version is made; the file is not written.
    ///
    /// - Parameter source: the path in the last version.
    public mutating func record(_ path: String, as bytes: [UInt8]?, from source: String? = nil) {
        put(path, before: bytes, after: bytes, from: source)
        if let index = indices[Array(path.utf8)] { all[index].isRecorded = true }
    }

    /// Marks the old path in the last version of a record that was moved in the work tree and is in the draft
    /// under its new path.
    mutating func leaveBehind(_ path: String) {
        guard indices[Array(path.utf8)] == nil else { return }
        record(path, as: nil)
        if let index = indices[Array(path.utf8)] { all[index].isLeftBehind = true }
    }

    /// Returns the content that the draft gives to `path`: `nil` if the draft does not change it,
    /// `.some(nil)` if it removes the file.
    public func content(of path: String) -> [UInt8]?? {
        indices[Array(path.utf8)].map { all[$0].after }
    }

    /// Adds a path of a version that exists already, and the bytes for the work tree.
    ///
    /// - Parameters:
    ///   - before: the bytes that were read; `nil` if there is no file.
    ///   - after: the bytes to write; `nil` to remove the file.
    mutating func bring(_ path: String, before: [UInt8]?, after: [UInt8]?, as version: Version) {
        put(path, before: before, after: after)
        guard let index = indices[Array(path.utf8)] else { return }
        all[index].version = version
        all[index].isRecorded = before == after
        if case .content(let content) = version { all[index].mode = content.mode }
    }

    /// Sets the mode in Git of a file that the draft writes.
    mutating func setMode(of path: String, to mode: FileMode) {
        if let index = indices[Array(path.utf8)] { all[index].mode = mode }
    }

    private mutating func put(_ path: String, before: [UInt8]?, after: [UInt8]?, from source: String? = nil) {
        if let index = indices[Array(path.utf8)] {
            all[index].after = after
            all[index].source = source
        } else {
            indices[Array(path.utf8)] = all.count
            all.append(Entry(path: path, before: before, after: after, source: source))
        }
    }
}

extension LineEnds {
    /// Returns the content that Git would store for an entry's new content; `nil` if it is the same.
    func stored(_ entry: Draft.Entry) throws(GitError) -> [UInt8]? {
        guard let after = entry.after else { return nil }
        let kept = try kept(after, at: entry.path, from: entry.source)
        return kept.count == after.count ? nil : kept
    }
}

/// The commit message of a change.
public struct ChangeMessage: Sendable {
    /// The command's word for the trailer `Promptpal-Op`: `set`, `mv`, `trash-restore`.
    public let operation: String
    /// One line as a person would write it, without a full stop: `Add option Formal to marketing/tone`.
    public let summary: String
    /// More text, for instance a given reason.
    public let body: String?
    /// The records that were changed, one trailer `Promptpal-Id` each.
    public let ids: [RecordID]
    /// Further trailers, key and value, in order: `Promptpal-Undo` with the commit that is taken back.
    public let trailers: [(key: String, value: String)]

    /// A message; see the properties for the parts.
    public init(
        _ operation: String, summary: String, body: String? = nil, ids: [RecordID] = [],
        trailers: [(key: String, value: String)] = []
    ) {
        self.operation = operation
        self.summary = summary
        self.body = body
        self.ids = ids
        self.trailers = trailers
    }
}

extension ChangeMessage {
    /// True for `save` and `edit`, which need no preceding "Save edits" commit.
    var savesEdits: Bool { operation == "save" || operation == "edit" }

    /// Returns the whole commit message: summary, text, trailers.
    ///
    /// - Parameter actor: the program or agent at work, for a trailer.
    func text(actor: String?) -> String {
        var trailers = [("Promptpal-Op", operation)]
        trailers += ids.map { ("Promptpal-Id", $0.description) }
        trailers += self.trailers
        if let actor, !actor.isEmpty {
            trailers.append(("Promptpal-Actor", actor))
        }
        var paragraphs = [ChangeMessage.line(summary)]
        if let body, !body.isEmpty { paragraphs.append(body) }
        paragraphs.append(trailers.map { "\($0): \(ChangeMessage.line($1))" }.joined(separator: "\n"))
        return paragraphs.joined(separator: "\n\n") + "\n"
    }

    /// Returns the text on one line, without control characters.
    private static func line(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}

/// The result of a transaction.
public struct Committed: Sendable, Hashable {
    /// The commit, as 40 hexadecimal digits; `nil` if nothing had to be changed.
    public let commit: String?
    /// The number of files that were written, moved or removed.
    public let fileCount: Int

    /// The result of a transaction that made this commit.
    public init(commit: String?, fileCount: Int) {
        self.commit = commit
        self.fileCount = fileCount
    }

    /// The commit's first seven digits: `3f2a9c1`.
    public var shortCommit: String? { commit.map { String($0.prefix(7)) } }
}

/// The options of a transaction.
public struct WriteOptions: Sendable {
    /// True if the commit must be on the disk before it is acknowledged (`syncfs`), so that a power cut can't
    /// undo it.
    public var isSynced = true

    /// Options; changes wait for the disk by default.
    public init(isSynced: Bool = true) {
        self.isSynced = isSynced
    }

    /// The durability of the files of the work tree and the copies of the index that the change writes. If
    /// the change is synced, `syncfs` follows and brings them to the disk.
    var durability: Durability { isSynced ? .ordered : .none }
}

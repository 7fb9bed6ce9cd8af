public import PromptCore
internal import SafeFiles

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

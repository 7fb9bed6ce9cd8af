public import PromptCore
internal import SafeFiles

/// What a commit says of the change it holds.
public struct ChangeMessage: Sendable {
    /// The word of the command, for the trailer `Promptpal-Op`: `set`, `mv`, `trash-restore`.
    public let operation: String
    /// One line as a person would write it, without a full stop: `Add option Formal to marketing/tone`.
    public let summary: String
    /// More text, for instance the reason that was given.
    public let body: String?
    /// The records that were changed, one trailer `Promptpal-Id` each.
    public let ids: [RecordID]
    /// Further trailers, key and value, in order: `Promptpal-Undo` with the commit that is taken back.
    public let trailers: [(key: String, value: String)]

    public init(
        _ operation: String, _ summary: String, body: String? = nil, ids: [RecordID] = [],
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
    /// Whether the change is itself the saving of what was edited, so that no version goes before it for that.
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

    /// On one line, without control characters.
    private static func line(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}

/// What a transaction did.
public struct Committed: Sendable, Hashable {
    /// The commit, as 40 hexadecimal digits; `nil` where nothing was to be changed.
    public let commit: String?
    /// How many files were written, moved or taken away.
    public let fileCount: Int

    public init(commit: String?, fileCount: Int) {
        self.commit = commit
        self.fileCount = fileCount
    }

    /// The commit's first digits, as people write it: `3f2a9c1`.
    public var shortCommit: String? { commit.map { String($0.prefix(7)) } }
}

/// How a transaction is written.
public struct WriteOptions: Sendable {
    /// Whether the commit is on the disk before it is acknowledged (`syncfs`), so that a power cut can't take it back.
    public var isSynced = true

    public init(isSynced: Bool = true) {
        self.isSynced = isSynced
    }

    /// What a power cut may leave of a file that the change writes and `syncfs` waits for.
    var durability: Durability { isSynced ? .ordered : .none }
}

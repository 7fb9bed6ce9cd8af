internal import GitRepo
internal import PromptCore
internal import PromptStore

typealias VersionedFile = NamedRecord

extension NamedRecord {
    /// As it is typed again: the address asked for, with the version's commit where it is one.
    var word: String {
        ShellWord.quoted(asked.path + (version.map { "@" + $0.commit.id.short } ?? ""))
    }

    /// The version with its number, for people and programs; `nil` for the work tree, and where a shallow clone does
    /// not reach back to it.
    func provenance(in store: Store) throws(Failure) -> RecordVersion? {
        guard let version else { return nil }
        return try Failure.folding { () throws(StoreError) in try store.version(of: version, now: asked) }
    }
}

extension Lookup {
    /// As ``Store/record(named:)``.
    func versioned(_ text: String, kind: RecordKind? = nil) throws(Failure) -> NamedRecord {
        try Failure.folding { () throws(StoreError) in
            try store.record(named: globals.record(text, kind: kind))
        }
    }

    /// As ``Store/promptRecord(named:)``.
    func versionedPrompt(_ text: String) throws(Failure) -> NamedRecord {
        try Failure.folding { () throws(StoreError) in try store.promptRecord(named: globals.record(text)) }
    }

    static func notAPrompt(_ file: ParsedFile) -> Failure {
        Failure(StoreError.notAPrompt(address: file.address, kind: file.kind))
    }
}

/// How versions are written for people.
enum VersionText {
    /// `v3`; `—` where it has no number.
    static func number(_ version: RecordVersion) -> String { version.number.map { "v\($0)" } ?? "—" }

    /// `2026-11-24 09:30`, as the clock of the author's place showed it.
    static func time(_ signature: Signature) -> String {
        let local = CivilTime(secondsSinceEpoch: signature.seconds + Int64(signature.offsetMinutes) * 60)
        return String(local.text.prefix(16).map { $0 == "T" ? " " : $0 })
    }

    /// `v3 · 3f2a9c1 · 2026-11-24 09:30 · Ana Ruiz · Change words.max`
    static func line(_ version: RecordVersion) -> String {
        let commit = version.commit
        let parts = [
            number(version), commit.id.short, time(commit.author), commit.author.name, commit.summary,
        ]
        return parts.joined(separator: " · ")
    }
}

internal import Git
internal import PromptStore

/// Versions in the form for people.
enum VersionText {
    /// Returns `v3`; `—` if the version has no number.
    static func number(_ version: RecordVersion) -> String { version.number.map { "v\($0)" } ?? "—" }

    /// Returns `2026-11-24 09:30`, in the author's time zone.
    static func time(_ signature: Signature) -> String {
        let local = CivilTime(secondsSinceEpoch: signature.seconds + Int64(signature.offsetMinutes) * 60)
        return String(local.text.prefix(16).map { $0 == "T" ? " " : $0 })
    }

    /// Returns `v3 · 3f2a9c1 · 2026-11-24 09:30 · Ana Ruiz · Change words.max`.
    static func line(_ version: RecordVersion) -> String {
        let commit = version.commit
        let parts = [
            number(version), commit.id.short, time(commit.author), commit.author.name, commit.summary,
        ]
        return parts.joined(separator: " · ")
    }
}

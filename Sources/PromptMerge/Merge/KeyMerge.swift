/// The merge of a sealed key of the store (`keys/PROVIDER/NICKNAME.key.yaml`). Nothing is opened.
///
/// A revoked key stays revoked. If both sides replaced the secret, the later one stays in place, and the other
/// one is kept beside it until `promptpal key resolve`. If both sides sealed one secret again, the file has
/// the sealed value with the better recipients. The result is the same in both directions.
struct KeyMerge {
    private let base: KeyFile?
    private let ours: KeyFile
    private let theirs: KeyFile
    private let name: String

    /// `nil` if a version can't be read as a key.
    init?(base: [UInt8]?, ours: [UInt8], theirs: [UInt8], path: String) {
        guard let o = KeyFile(ours, path: path), let t = KeyFile(theirs, path: path) else { return nil }
        if let base, !base.isEmpty {
            guard let b = KeyFile(base, path: path) else { return nil }
            self.base = b
        } else {
            self.base = nil
        }
        self.ours = o
        self.theirs = t
        let parts = path.split(separator: "/").suffix(2)
        name = parts.joined(separator: "/").replacing(MergeFileKind.keyEnding, with: "")
    }

    func run() -> MergedFile {
        if ours.revokedAt != nil || theirs.revokedAt != nil { return revoked() }
        var versions: [KeyFile.Version] = []
        var notes: [MergeNote] = []
        for version in secrets() {
            let (kept, note) = sealed(version)
            versions.append(kept)
            if let note { notes.append(note) }
        }
        versions.sort(by: KeyMerge.isBefore)
        if versions.count > 1 {
            let both = KeyMerge.isTwice(ours, theirs, of: versions[0])
            let others = versions.dropFirst().map(\.title).joined(separator: ", ")
            notes.append(
                MergeNote(
                    .keptValue, at: "encrypted_key",
                    message:
                        "\(both ? "the key has several secrets" : "both sides replaced the secret"): \(versions[0].title) is used, \(others) is kept beside it: run `promptpal key resolve \(name)`"
                ))
        }
        return MergedFile(
            bytes: text(of: versions), notes: notes, outcome: versions.count > 1 ? .keptBoth : .merged)
    }

    /// Returns one version of each secret that the result has: those of both sides, and those that one side
    /// added. If each side removed those that the other one kept, all stay.
    private func secrets() -> [KeyFile.Version] {
        let old = Swift.Set(base?.versions.map(\.secret) ?? [])
        let (left, right) = (
            Swift.Set(ours.versions.map(\.secret)), Swift.Set(theirs.versions.map(\.secret))
        )
        var seen: Swift.Set<[String?]> = []
        let all = (ours.versions + theirs.versions).filter { seen.insert($0.secret).inserted }
        let kept = all.filter { version in
            !old.contains(version.secret) || (left.contains(version.secret) && right.contains(version.secret))
        }
        return kept.isEmpty ? all : kept
    }

    /// Returns the sealed value of a secret: that of the side which changed it; if both sides sealed the
    /// secret again, the one that is open to the fewest people who may not open it and to the most who may.
    private func sealed(_ version: KeyFile.Version) -> (KeyFile.Version, MergeNote?) {
        func find(_ file: KeyFile?) -> KeyFile.Version? {
            file?.versions.first { $0.secret == version.secret }
        }
        let (b, o, t) = (find(base), find(ours), find(theirs))
        guard let o else { return (t ?? version, nil) }
        guard let t, o.sealed != t.sealed else { return (o, nil) }
        if o.sealed == b?.sealed { return (t, nil) }
        if t.sealed == b?.sealed { return (o, nil) }
        let (old, left, right) = (
            Swift.Set(b?.recipients ?? []), Swift.Set(o.recipients), Swift.Set(t.recipients)
        )
        let merged = left.union(right).filter { recipient in
            !old.contains(recipient) || (left.contains(recipient) && right.contains(recipient))
        }
        func rank(_ version: KeyFile.Version) -> (Int, Int, String) {
            let own = Swift.Set(version.recipients)
            return (own.subtracting(merged).count, merged.subtracting(own).count, version.sealed ?? "")
        }
        let best = rank(t) < rank(o) ? t : o
        let missing = rank(best)
        guard missing.0 + missing.1 > 0 else { return (best, nil) }
        let gap =
            missing.1 > 0
            ? "it is not sealed to \(merged.subtracting(best.recipients).sorted().joined(separator: ", "))"
            : "it is still sealed to a recipient that was removed"
        return (
            best,
            MergeNote(
                .keptEdit, at: "recipients",
                message:
                    "both sides sealed \(best.title) again; \(gap): `promptpal key recipients add` seals it to all recipients"
            )
        )
    }

    /// Returns the revoked key: that of the side that revoked it; of both, the earlier one.
    private func revoked() -> MergedFile {
        guard let left = ours.revokedAt else { return revoked(theirs, by: "theirs", over: ours) }
        guard let right = theirs.revokedAt else { return revoked(ours, by: "ours", over: theirs) }
        let isTheirs = (right, KeyMerge.order(theirs)) < (left, KeyMerge.order(ours))
        return MergedFile(bytes: isTheirs ? theirs.bytes : ours.bytes)
    }

    private func revoked(_ file: KeyFile, by side: String, over other: KeyFile) -> MergedFile {
        let known = Swift.Set(base?.versions.map(\.secret) ?? [])
        let lost = other.versions.filter { !known.contains($0.secret) }
        let loss =
            lost.isEmpty
            ? "" : "; the new secret \(lost.map(\.title).joined(separator: ", ")) is in the history only"
        return MergedFile(
            bytes: file.bytes,
            notes: [
                MergeNote(
                    .keptEdit, at: "revoked_at",
                    message: "\(side) revoked the key, the other side changed it: it is revoked\(loss)")
            ])
    }

    /// Returns the file of a side if it has exactly these versions, else a new text.
    private func text(of versions: [KeyFile.Version]) -> [UInt8] {
        for file in [ours, theirs] where file.versions.map(\.members) == versions.map(\.members) {
            return file.bytes
        }
        return KeyFile.text(versions)
    }

    /// True if the later secret comes first. At the same time, the order is that of the descriptions.
    private static func isBefore(_ one: KeyFile.Version, _ other: KeyFile.Version) -> Bool {
        if one.time != other.time { return one.time > other.time }
        return (one.sealed ?? "") < (other.sealed ?? "")
    }

    /// True if both sides have this version in place.
    private static func isTwice(_ one: KeyFile, _ other: KeyFile, of version: KeyFile.Version) -> Bool {
        one.current.secret == version.secret && other.current.secret == version.secret
    }

    private static func order(_ file: KeyFile) -> String { String(decoding: file.bytes, as: UTF8.self) }
}

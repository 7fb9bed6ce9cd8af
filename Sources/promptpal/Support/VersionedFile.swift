internal import GitRepo
internal import PromptCore
internal import PromptStore

/// A record that a command reads, with the library around it: of the work tree, or as a version has it.
struct VersionedFile {
    let file: ParsedFile
    let library: any Library
    /// `nil` for the work tree.
    let version: VersionedRecord?
    /// The layer that it comes from; `nil` for the store itself.
    var layer: Layer?
    /// The address it was asked for by, which may be another than it had in that version.
    let asked: Address

    /// The commit that was asked for, as 40 digits; `nil` for the work tree.
    var commit: String? { version?.commit.id.hex }

    /// As it is typed again: the address asked for, with the version's commit where it is one.
    var word: String {
        ShellWord.quoted(asked.path + (version.map { "@" + $0.commit.id.short } ?? ""))
    }

    /// Who refers to it, where it is shared.
    func users(in store: Store) -> [User] {
        guard file.kind == .module || file.kind == .variable else { return [] }
        guard let version else { return (layer?.store ?? store).users(of: file.address, kind: file.kind) }
        return version.library.users(of: file.address, kind: file.kind)
    }

    /// The version with its number, for people and programs; `nil` for the work tree, and where a shallow clone does
    /// not reach back to it.
    func provenance(in store: Store) throws(Failure) -> RecordVersion? {
        guard let version else { return nil }
        return try Failure.folding { () throws(StoreError) in try store.version(of: version, now: asked) }
    }
}

extension Lookup {
    /// The record that `text` names, `ADDRESS` or `ADDRESS@VERSION`: of `kind` where it is said, else a prompt, module,
    /// variable or folder, in this order. Only a version wakes Git.
    func versioned(_ text: String, kind: RecordKind? = nil) throws(Failure) -> VersionedFile {
        let name = VersionedName(text)
        guard let spec = name.spec else {
            do throws(Failure) {
                let file = try file(text, kind: kind)
                return VersionedFile(
                    file: file, library: store.library(), version: nil, asked: file.address)
            } catch {
                guard let found = layered(text, kind: kind) else { throw error }
                return found
            }
        }
        return try version(name.name, spec, kind)
    }

    /// The prompt that `text` names.
    func versionedPrompt(_ text: String) throws(Failure) -> VersionedFile {
        let name = VersionedName(text)
        guard let spec = name.spec else {
            do throws(Failure) {
                let file = try prompt(text)
                return VersionedFile(
                    file: file, library: store.library(), version: nil, asked: file.address)
            } catch {
                guard let found = layered(text, kind: .prompt) else { throw error }
                return found
            }
        }
        let found = try version(name.name, spec, nil)
        guard found.file.kind == .prompt else { throw Lookup.notAPrompt(found.file) }
        return found
    }

    /// The record in the nearest layer that has it; `nil` where none does. What it refers to is looked up in the store first.
    func layered(_ text: String, kind: RecordKind? = nil) -> VersionedFile? {
        guard let place = try? place(of: text) else { return nil }
        let kinds = (place.kind ?? kind).map { [$0] } ?? RecordKind.addressable + [.folder]
        for layer in store.layers.layers {
            for kind in kinds {
                guard let file = try? layer.store.read(kind, at: place.address) else { continue }
                return VersionedFile(
                    file: file, library: store.library(), version: nil, layer: layer, asked: file.address)
            }
        }
        return nil
    }

    private func version(
        _ name: String, _ spec: VersionSpec, _ kind: RecordKind?
    ) throws(Failure) -> VersionedFile {
        let place = try place(of: name)
        let found = try Failure.folding { () throws(StoreError) in
            try store.version(of: place.address, kind: place.kind ?? kind, spec)
        }
        return VersionedFile(
            file: found.file, library: found.library, version: found, asked: place.address)
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

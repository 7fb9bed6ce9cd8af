internal import ArgumentParser
internal import Diagnostics
internal import PromptCore
internal import PromptStore

/// `promptpal diff`
struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show how a prompt differs between versions, module by module.",
        discussion: """
            With one version, that one is compared with the work tree; without any, the
            last commit is. Without an address, everything that is not saved yet is shown.
            Words that were removed or added are marked in texts.

            EXAMPLES:
              promptpal diff
              promptpal diff marketing/launch-email
              promptpal diff marketing/launch-email@v2 @v4
              promptpal diff marketing/launch-email@v2 --lines > change.patch
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: ArgumentHelp("The address, with the older version behind an @.", valueName: "address[@a]"),
        completion: .custom(Completion.addressesAndFolders))
    var older: String?

    @Argument(help: ArgumentHelp("The newer version; without one, the work tree.", valueName: "@b"))
    var newer: String?

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: New.Kind?

    @Flag(help: "Show the lines of the files, as diff -u does.")
    var lines = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if json, lines { throw ValidationError("--json and --lines: give one of them.") }
    }

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        guard let older else {
            try write(try DiffPair.unsaved(in: store), isOne: false)
            return
        }
        try write([try pair(older, store)], isOne: true)
    }

    private func pair(_ older: String, _ store: Store) throws(Failure) -> DiffPair {
        let lookup = Lookup(store, globals)
        let name = VersionedName(older)
        let place = try lookup.place(of: name.name)
        let kind = place.kind ?? kind?.record
        if let newer {
            guard newer.hasPrefix("@") else {
                throw Failure(
                    64, "the second version is written @VERSION, not \(quoted(newer))",
                    help: "`promptpal diff \(ShellWord.quoted(name.name))@v1 @v2`")
            }
            if let old = name.spec {
                let before = try version(place.address, kind, old, store)
                let after = try version(
                    place.address, before.kind, VersionedName(newer).spec ?? .revision("HEAD"), store)
                return DiffPair(
                    before: before, after: after, from: old.description, to: String(newer.dropFirst()))
            }
            // `diff x @v3` means what `diff x@v3` does.
            return try self.pair(older + newer, alone: store, place.address, kind)
        }
        return try self.pair(older, alone: store, place.address, kind)
    }

    /// A version, the last commit where none is said, and the work tree.
    private func pair(
        _ older: String, alone store: Store, _ address: Address, _ kind: RecordKind?
    ) throws(Failure) -> DiffPair {
        let spec = VersionedName(older).spec
        let after = try Failure.folding { () throws(StoreError) in try store.fileIfThere(at: address, kind) }
        do throws(StoreError) {
            let before = try store.version(of: address, kind: after?.kind ?? kind, spec ?? .revision("HEAD"))
                .file
            // An address that it had then: it may be at another now.
            if after == nil, let id = before.record?.header.id?.value,
                let now = store.addresses(of: [id])[id],
                let moved = try store.fileIfThere(at: now, before.kind)
            {
                return DiffPair(
                    before: before, after: moved, from: spec?.description ?? "last commit", to: "work tree")
            }
            return DiffPair(
                before: before, after: after, from: spec?.description ?? "last commit", to: "work tree")
        } catch {
            // What no commit has is all new.
            if case .noVersion = error, spec == nil, let after {
                return DiffPair(before: nil, after: after, from: "nothing", to: "work tree")
            }
            throw Failure(error)
        }
    }

    private func version(
        _ address: Address, _ kind: RecordKind?, _ spec: VersionSpec, _ store: Store
    ) throws(Failure) -> ParsedFile {
        try Failure.folding { () throws(StoreError) in try store.version(of: address, kind: kind, spec).file }
    }

    private func write(_ pairs: [DiffPair], isOne: Bool) throws {
        let output = Output.standard
        if json {
            output.line(isOne ? DiffJSON.text(pairs[0].comparison) : DiffPair.json(pairs))
            return
        }
        for pair in pairs {
            if lines {
                if output.isTerminal {
                    for line in pair.lines { output.line(line) }
                } else {
                    output.write(pair.patch)
                }
            } else {
                for line in DiffText.lines(pair.comparison, title: pair.title) { output.line(line) }
            }
        }
    }
}

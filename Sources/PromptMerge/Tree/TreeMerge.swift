internal import Diagnostics
public import PromptCore
internal import YAMLTree

/// The three-way merge of a store's changed files: matches the files by id, brings moves and deletions of one
/// side to the references of the other one, and merges each file with ``FileMerge``.
public enum TreeMerge {
    /// Merges the changes of two sides to some files. Theirs is the published side.
    ///
    /// The maps hold files by path with `/`, relative to the store: all files that differ between any two of
    /// the three versions, and possibly others. A file that is in none of the maps counts as unchanged.
    ///
    /// - A record that one side renamed and the other one changed is merged at its new path, and references
    ///   of the other side to it are rewritten.
    /// - A file deleted on one side and changed on the other one is kept; also a shared record that the other
    ///   side has begun to use.
    /// - If two records have the same path, or paths that are the same on many systems, theirs keeps it, and
    ///   ours becomes `name-2`, with the references to it.
    /// - A record that one side moved to the trash and the other one changed is restored. A record that both
    ///   sides moved to the trash stays in one entry, theirs.
    ///
    /// - Parameters:
    ///   - unchanged: the shared modules and variables whose files are in none of the maps.
    ///   - lower: the layers below the library.
    ///   - formats: the formats of the versions.
    ///   - isTaken: returns true if a path that is in none of the maps has a file; called before a file gets
    ///     a new path.
    ///   - referrers: returns the unchanged prompts and modules that may refer to any of some shared records
    ///     of the merged library; called if both sides changed shared records.
    public static func merge(
        base: [String: [UInt8]], ours: [String: [UInt8]], theirs: [String: [UInt8]],
        options: MergeOptions = .standard, unchanged: any Library = EmptyLibrary(),
        lower: any Library = EmptyLibrary(), formats: MergeFormats = .newest,
        isTaken: @escaping (String) -> Bool = { _ in false },
        referrers: ([ParsedFile]) -> [ParsedFile] = { _ in [] }
    ) -> MergedTree {
        let sides = MergeSides(
            base: base, ours: ours, theirs: theirs, unchanged: unchanged, lower: lower, formats: formats)
        var merger = FileSetMerger(sides, options: options, isTaken: isTaken)
        return merger.run(referrers)
    }

    /// Returns the problems that a version of a library has and the published one does not have, and each
    /// open conflict in a file that differs; sorted by path. These are the problems that a merge reports.
    ///
    /// - Parameters:
    ///   - files: the files that differ between the two versions, and possibly others.
    ///   - published: the same files of the published version.
    ///   - unchanged: the shared modules and variables whose files are in none of the maps.
    ///   - lower: the layers below the library.
    ///   - formats: the formats; `theirs` is that of the published version.
    ///   - referrers: returns the unchanged prompts and modules that may refer to any of some shared records;
    ///     called if shared records differ.
    public static func problems(
        of files: [String: [UInt8]], since published: [String: [UInt8]], unchanged: any Library,
        lower: any Library, formats: MergeFormats, referrers: ([ParsedFile]) -> [ParsedFile]
    ) -> [MergeProblem] {
        let sides = MergeSides(
            base: published, ours: files, theirs: published, unchanged: unchanged, lower: lower,
            formats: formats)
        var rows = RecordRows(sides)
        for index in rows.rows.indices { rows.rows[index].target = rows.rows[index].ours ?? "" }
        let check = MergeCheck(
            rows, sides, merged: files.mapValues { MergedFile(bytes: $0) }, known: [.theirs])
        return check.problems(referrers).map(\.problem)
    }
}

/// The result of a merge of trees.
public struct MergedTree: Sendable {
    /// The merged files by path, for each path of the three versions and for new paths.
    public var files: [String: MergedFile]
    /// The problems that neither side has and that the merge can't repair, sorted by path.
    public var problems: [MergeProblem] = []
    /// The changes of our side's addresses and references.
    public var moves: RecordMoves

    /// The sorted paths of files that keep both versions of a value.
    public var conflicts: [String] { files.filter { $0.value.hasConflicts }.keys.sorted() }

    /// True if a file has Git's markers.
    public var hasMarkers: Bool { files.values.contains { $0.outcome == .markers } }
}

/// A library without shared records.
public struct EmptyLibrary: Library {
    /// The only value.
    public init() {}

    /// Returns `nil`.
    public func module(at address: Address) -> SharedModule? { nil }

    /// Returns `nil`.
    public func variable(named name: String, in folder: Address) -> SharedVariable? { nil }

    /// Returns no address.
    public func moduleAddresses() -> [Address] { [] }
}

/// A merge of trees in progress.
struct FileSetMerger {
    let sides: MergeSides
    let options: MergeOptions
    let isTaken: (String) -> Bool
    private(set) var rows: RecordRows
    private var files: [String: MergedFile] = [:]
    private var placement: Placement
    /// The notes on records that are kept because they are used, by row.
    private var keptNotes: [Int: MergeNote] = [:]

    /// The number of times that a kept record may make other ones necessary.
    private static let maxRounds = 8

    init(_ sides: MergeSides, options: MergeOptions, isTaken: @escaping (String) -> Bool) {
        self.sides = sides
        self.options = options
        self.isTaken = isTaken
        rows = RecordRows(sides)
        placement = Placement(sides, isTaken: isTaken)
    }

    mutating func run(_ referrers: ([ParsedFile]) -> [ParsedFile]) -> MergedTree {
        keep(KeptUses.before(rows, sides))
        let renames = VariableRenames.find(rows, sides)
        var round = 0
        while true {
            let moves = mergeAll(renames)
            let check = MergeCheck(rows, sides, merged: files)
            let problems = check.problems(referrers)
            let kept = KeptUses.after(problems, rows, sides)
            round += 1
            if kept.isEmpty || round == FileSetMerger.maxRounds {
                return MergedTree(files: files, problems: problems.map(\.problem), moves: moves)
            }
            keep(kept)
        }
    }

    private mutating func keep(_ kept: [KeptUses.Kept]) {
        for item in kept {
            rows.rows[item.row].isKept = true
            if keptNotes[item.row] == nil { keptNotes[item.row] = item.note }
        }
    }

    /// Merges all files, and returns the moves of our side.
    private mutating func mergeAll(_ renames: [MergeSide: [RecordMoves.NameRename]]) -> RecordMoves {
        placement = Placement(sides, isTaken: isTaken)
        placement.place(&rows.rows)
        files = [:]
        // Theirs come first, because the first spelling of a path stays.
        for path in sides.paths { files[path] = MergedFile(bytes: nil) }
        let final = finalLibrary()
        let addsShared = rows.rows.contains { row in
            row.base == nil && RecordPath(row.target)?.kind == .module
        }
        func moves(_ side: MergeSide) -> RecordMoves {
            RecordMoves(
                side, rows: rows, sides: sides, after: final, renames: renames[side] ?? [],
                addsShared: addsShared)
        }
        let all: [MergeSide: RecordMoves] = [
            .base: moves(.base), .ours: moves(.ours), .theirs: moves(.theirs),
        ]
        for index in rows.rows.indices {
            let row = rows.rows[index]
            if setAsideBroken(row, all) { continue }
            var file = merged(row, all)
            guard file.bytes != nil else { continue }
            if let note = keptNotes[index] { file.notes.append(note) }
            if let way = placement.givenWay[index] { file.notes.append(movedAside(way, to: row.target)) }
            // A key keeps its first spelling.
            files[row.target] = nil
            files[row.target] = file
        }
        for row in rows.rows { takeOutOfTrash(row) }
        return all[.ours] ?? moves(.ours)
    }

    private func movedAside(_ way: (wanted: String, holder: String), to path: String) -> MergeNote {
        let isSame = way.wanted.utf8.elementsEqual(way.holder.utf8)
        return MergeNote(
            .movedAside, at: "",
            message: isSame
                ? "\(way.wanted) is a published record: yours is now \(path)"
                : "\(way.wanted) and \(way.holder) are the same name on many systems: yours is now \(path)")
    }

    /// Returns the library of the result, for looking addresses up: each record at its new path.
    private func finalLibrary() -> SideLibrary {
        let files = rows.rows.compactMap { row -> ParsedFile? in
            guard !sides.isDeleted(row), let target = RecordPath(row.target), target.isShared,
                let bytes = row.ours.flatMap({ sides.ours.files[$0] })
                    ?? row.theirs.flatMap({ sides.theirs.files[$0] })
            else { return nil }
            return target.parsed(bytes)
        }
        let targets = rows.rows.compactMap { RecordPath($0.target) }
        return SideLibrary(
            files, touched: sides.touched.union(targets), over: sides.unchanged, lower: sides.lower)
    }

    // MARK: One file

    /// Returns a version of a row as it is in the result, without the other side's changes of its content.
    private func version(
        _ side: MergeSide, of row: RecordRow, _ moves: [MergeSide: RecordMoves]
    ) -> (bytes: [UInt8]?, handles: [(before: String, now: String)]) {
        guard let path = row[side], let bytes = sides[side].files[path] else { return (nil, []) }
        guard let moves = moves[side] else { return (bytes, []) }
        let rewritten = moves.rewritten(bytes, at: path)
        return (rewritten.bytes, rewritten.handles)
    }

    private func merged(_ row: RecordRow, _ moves: [MergeSide: RecordMoves]) -> MergedFile {
        let base = version(.base, of: row, moves).bytes
        var (ours, handles) = version(.ours, of: row, moves)
        var theirs = version(.theirs, of: row, moves).bytes
        if row.base == nil, let other = theirs {
            ours = ours.map { sharingID($0, with: other, at: row.target) }
        }
        if sides.isDeleted(row) { return MergedFile(bytes: nil) }
        if row.isKept { return MergedFile(bytes: ours ?? theirs) }
        if let side = row.deletingSide, let trashed = trashedEdit(row, side) {
            // It was edited before it was deleted.
            if side == .ours { ours = trashed } else { theirs = trashed }
        }
        var file = FileMerge.merge(
            base: base, ours: ours, theirs: theirs, path: row.target, options: options)
        if let base = row.base, let kept = row.ours ?? row.theirs, row.deletingSide != nil, kept != base,
            file.bytes == nil
        {
            // One side renamed a record that the other one deleted.
            file = MergedFile(
                bytes: ours ?? theirs,
                notes: [
                    MergeNote(
                        .keptEdit, at: "",
                        message:
                            "\(row.ours == nil ? "ours" : "theirs") deleted \(base), which is now \(kept): it is kept"
                    )
                ])
        }
        if let note = FileSetMerger.renameNote(row) { file.notes.append(note) }
        file.notes += handles.map {
            MergeNote(
                .movedAside, at: "modules.\($0.now)",
                message: "`--option \($0.before)=…` is now `--option \($0.now)=…`")
        }
        return file
    }

    private static func renameNote(_ row: RecordRow) -> MergeNote? {
        guard let ours = row.ours, let theirs = row.theirs, ours != theirs else { return nil }
        if let base = row.base, ours != base, theirs != base {
            return MergeNote(
                .followedRename, at: "",
                message: "ours renamed it to \(ours), theirs to \(theirs): it is \(row.target)")
        }
        let from = row.target == ours ? theirs : ours
        return MergeNote(
            .followedRename, at: "",
            message: "changes made in \(from) are in \(row.target), its new name")
    }

    /// Returns our file with the id of theirs: two new files that are one thing get one id, the published
    /// one.
    private func sharingID(_ ours: [UInt8], with theirs: [UInt8], at path: String) -> [UInt8] {
        guard let id = RecordID(in: theirs, path: path), let mine = RecordID(in: ours, path: path),
            mine != id,
            let tree = YAMLTree.parse(SourceText(name: path, bytes: ours)).tree,
            let edited = try? tree.applying(.set([.key("id")], .plain(id.description)))
        else { return ours }
        return edited.source.bytes
    }

    // MARK: The trash

    /// Returns a deleted record as the deleting side has it in the trash, if that differs from the base.
    private func trashedEdit(_ row: RecordRow, _ side: MergeSide) -> [UInt8]? {
        guard let path = row.base, !TrashEntries.contain(path), let base = sides.base.files[path],
            let id = RecordID(in: base, path: path),
            let trashed = TrashEntries.path(of: id, from: path, in: sides[side].files),
            let bytes = sides[side].files[trashed], bytes != base
        else { return nil }
        return bytes
    }

    /// If one side deleted a record that the result has, removes the deleted copy from the trash; the list
    /// of the entry too, if nothing else is left in the entry.
    private mutating func takeOutOfTrash(_ row: RecordRow) {
        guard let path = row.base, !TrashEntries.contain(path), let side = row.deletingSide,
            files[row.target]?.bytes != nil, let bytes = sides.base.files[path],
            let id = RecordID(in: bytes, path: path),
            let trashed = TrashEntries.path(of: id, from: path, in: sides[side].files),
            let entry = TrashEntries.entry(of: trashed)
        else { return }
        files[trashed] = MergedFile(bytes: nil)
        let list = entry + "trash.yaml"
        let others = files.contains { $0.key.hasPrefix(entry) && $0.key != list && $0.value.bytes != nil }
        if !others { files[list] = MergedFile(bytes: nil) }
    }

    // MARK: Broken files

    /// If one side moved a record, and the file of the other side can't be read, both files stay: the moved
    /// one has the id.
    ///
    /// - Returns: false if the row is merged as usual.
    private mutating func setAsideBroken(_ row: RecordRow, _ moves: [MergeSide: RecordMoves]) -> Bool {
        guard let base = row.base, let ours = row.ours, let theirs = row.theirs, ours != theirs,
            (ours == base) != (theirs == base), let kind = RecordPath(base), kind.kind != .manifest
        else { return false }
        let moving = ours == base ? MergeSide.theirs : .ours
        guard let broken = sides[moving.other].files[base], broken != sides.base.files[base],
            YAMLTree.parse(SourceText(name: base, bytes: broken)).diagnostics
                .contains(where: { $0.severity == .error }), files[base]?.bytes == nil
        else { return false }
        let (moved, _) = version(moving, of: row, moves)
        files[row.target] = MergedFile(
            bytes: moved,
            notes: [
                MergeNote(
                    .followedRename, at: "",
                    message:
                        "it was \(base), which can't be read on the other side: both files are kept, and this one has the id"
                )
            ])
        files[base] = MergedFile(
            bytes: FileSetMerger.withoutID(broken),
            notes: [
                MergeNote(
                    .keptEdit, at: "",
                    message:
                        "it can't be read, and is now \(row.target): both files are kept, this one without the id"
                )
            ])
        return true
    }

    /// Returns a text without its line `id:`.
    private static func withoutID(_ bytes: [UInt8]) -> [UInt8] {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        if let index = lines.firstIndex(where: { $0.starts(with: Array("id:".utf8)) }) {
            lines.remove(at: index)
        }
        return Array(lines.joined(separator: [0x0A]))
    }
}

internal import PromptCore

/// Finds shared records that one side deleted and the other side has begun to use.
enum KeptUses {
    /// A record to keep.
    struct Kept {
        let row: Int
        let note: MergeNote
    }

    /// Returns the deleted records with a use that the common version does not have, and what these need.
    static func before(_ rows: RecordRows, _ sides: MergeSides) -> [Kept] {
        var kept: [Kept] = []
        for side in [MergeSide.ours, .theirs] {
            let deleted = deletedShared(rows, sides, by: side.other)
            if deleted.isEmpty { continue }
            var done: Set<Int> = []
            func keep(_ index: Int, for user: String) {
                guard done.insert(index).inserted else { return }
                kept.append(Kept(row: index, note: note(index, user: user, rows, sides)))
                guard let path = rows.rows[index][side], let file = sides[side].parsed[path] else { return }
                for next in uses(of: file, rows, sides, on: side).intersection(deleted).sorted() {
                    keep(next, for: path)
                }
            }
            for path in sides[side].parsed.keys.sorted() {
                guard let file = sides[side].parsed[path], let index = rows.index(of: path, in: side),
                    !deleted.contains(index)
                else { continue }
                let used = uses(of: file, rows, sides, on: side).intersection(deleted)
                if used.isEmpty { continue }
                let old = rows.rows[index].base.flatMap { sides.base.parsed[$0] }
                let before = old.map { uses(of: $0, rows, sides, on: .base) } ?? []
                for next in used.subtracting(before).sorted() { keep(next, for: path) }
            }
        }
        return kept
    }

    /// Returns the deleted records that would have prevented new problems of the result.
    static func after(
        _ problems: [MergeCheck.Found], _ rows: RecordRows, _ sides: MergeSides
    ) -> [Kept] {
        var kept: [Int: Kept] = [:]
        for side in [MergeSide.ours, .theirs] {
            let deleted = deletedShared(rows, sides, by: side.other)
            if deleted.isEmpty { continue }
            for problem in problems where problem.concernsReference {
                let path = problem.row.map { rows.rows[$0][side] } ?? problem.problem.path
                guard let path else { continue }
                let file = problem.row == nil ? problem.file : sides[side].parsed[path]
                guard let file else { continue }
                for index in uses(of: file, rows, sides, on: side).intersection(deleted).sorted()
                where kept[index] == nil {
                    kept[index] = Kept(row: index, note: note(index, user: path, rows, sides))
                }
            }
        }
        return kept.values.sorted { $0.row < $1.row }
    }

    private static func deletedShared(_ rows: RecordRows, _ sides: MergeSides, by side: MergeSide) -> Set<Int>
    {
        Set(
            rows.rows.indices.filter { index in
                let row = rows.rows[index]
                guard row.deletingSide == side, sides.isDeleted(row),
                    let record = row.base.flatMap({ RecordPath($0) })
                else { return false }
                return record.isShared
            })
    }

    /// Returns the rows of the shared records that a file's names mean.
    private static func uses(
        of file: ParsedFile, _ rows: RecordRows, _ sides: MergeSides, on side: MergeSide
    ) -> Set<Int> {
        Set(
            file.bindings(in: sides[side].library).compactMap {
                rows.index(of: $0.target.file($0.targetKind), in: side)
            })
    }

    private static func note(
        _ index: Int, user: String, _ rows: RecordRows, _ sides: MergeSides
    ) -> MergeNote {
        let row = rows.rows[index]
        let side = row.deletingSide ?? .theirs
        var who = side == .ours ? "ours" : "theirs"
        var why = ""
        if let path = row.base, let bytes = sides.base.files[path], let id = RecordID(in: bytes, path: path),
            let trashed = TrashEntries.path(of: id, from: path, in: sides[side].files),
            let deletion = TrashEntries.deletion(trashed, in: sides[side].files)
        {
            if let person = deletion.person { who = person }
            if let reason = deletion.reason { why = " (\(reason))" }
        }
        return MergeNote(
            .keptEdit, at: "", message: "\(who) deleted it\(why), but \(user) uses it now: it is kept")
    }
}

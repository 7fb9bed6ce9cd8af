@testable import GitIndex

/// Numbers that the input decides: FNV-1a of its bytes, then a linear congruential generator.
struct Choice {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    init(_ bytes: [UInt8]) {
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }
}

/// Makes changes and compares the result with the rules applied one entry at a time.
func checkUpdate(_ index: IndexFile, _ rows: [Row], _ choice: inout Choice) {
    let changes = someChanges(rows, &choice)
    let second = choice.below(4) == 0 ? choice.below(1 << 31) : 0x7FFF_FFFF
    var updated = index
    do {
        try updated.update(changes, indexModified: (Int64(second), 0))
    } catch {
        precondition(changes.contains { !isUsable($0.path) })
        precondition(updated.serialised() == index.serialised())
        return
    }
    precondition(changes.allSatisfy { isUsable($0.path) })
    let bytes = updated.serialised()
    guard let again = try? IndexFile(bytes) else { preconditionFailure("what was written can't be read") }
    precondition(allRows(of: again) == expected(rows, changes, racyFrom: UInt32(second)))
    precondition(again.hasChecksum == index.hasChecksum)
    // The same changes again change nothing.
    var twice = again
    guard (try? twice.update(changes, indexModified: (Int64(second), 0))) != nil else {
        preconditionFailure("the changes are refused the second time")
    }
    precondition(twice.serialised() == bytes)
}

/// Up to eight changes: more than four are made in one pass, fewer one by one.
private func someChanges(_ rows: [Row], _ choice: inout Choice) -> [IndexChange] {
    var changes: [IndexChange] = []
    for _ in 0..<1 + choice.below(8) {
        let path = somePath(rows, &choice)
        let isRemoval = choice.below(3) == 0
        // Each path once. Of two that are set, none lies in the other: the index can't hold both.
        let isApart = changes.allSatisfy { change in
            if change.path == path { return false }
            if case .set = change, !isRemoval {
                return !isInside(change.path, path) && !isInside(path, change.path)
            }
            return true
        }
        guard isApart else { continue }
        if isRemoval {
            changes.append(.remove(path: path))
        } else {
            let bytes = [UInt8](repeating: UInt8(choice.below(256)), count: ObjectID.byteCount)
            let kept = choice.below(2) == 0 ? rows.first { $0.path == path }?.entry : nil
            let second = Int64(choice.below(1 << 31))
            changes.append(
                .set(
                    path: path, id: kept?.id ?? ObjectID(bytes: bytes) ?? .zero,
                    mode: kept?.mode ?? (choice.below(2) == 0 ? 0o100644 : 0o100755),
                    stat: IndexStat(
                        changed: (second, 1), modified: (second, 2), device: 3, inode: 4, user: 5, group: 6,
                        size: UInt64(choice.below(100)))))
        }
    }
    return changes
}

/// A path of the index, one below or above it, beside it, or a new one; now and then one that Git refuses.
private func somePath(_ rows: [Row], _ choice: inout Choice) -> [UInt8] {
    guard !rows.isEmpty, choice.below(5) > 0 else {
        return Array(["a", "m/n/o", "zz", "p", ".git/x", "p/q"][choice.below(6)].utf8)
    }
    let path = rows[choice.below(rows.count)].path
    switch choice.below(6) {
    case 0: return path + Array("/x".utf8)
    case 1: return path + Array("-".utf8)
    case 2: return path.lastIndex(of: slash).map { Array(path[..<$0]) } ?? path
    default: return path
    }
}

private let slash = UInt8(ascii: "/")

private func isInside(_ path: [UInt8], _ folder: [UInt8]) -> Bool { path.starts(with: folder + [slash]) }

/// The rule of `verify_path` in Git.
private func isUsable(_ path: [UInt8]) -> Bool {
    let parts = String(decoding: path.map { $0 < 0x80 ? $0 : UInt8(ascii: "x") }, as: UTF8.self)
        .split(separator: "/", omittingEmptySubsequences: false)
    return !path.contains(0)
        && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && $0.lowercased() != ".git" }
}

/// The entries that an update must leave.
private func expected(_ rows: [Row], _ changes: [IndexChange], racyFrom: UInt32) -> [Row] {
    var rows = rows
    var set: [Row] = []
    for change in changes {
        switch change {
        case .remove(let path): rows.removeAll { $0.path == path }
        case .set(let path, let id, let mode, let stat):
            // A file makes room for another one of its folder's name only if the path is new.
            let isMerged = rows.contains { $0.path == path && $0.entry.stage == 0 }
            rows.removeAll { row in
                row.path == path
                    || !isMerged && row.entry.stage == 0
                        && (isInside(row.path, path) || isInside(path, row.path))
            }
            set.append(Row(path: path, entry: entry(id, mode, stat)))
        }
    }
    let kept = rows.map { row in
        var stat = row.entry.stat
        let isRacy = stat.modificationSeconds >= racyFrom || stat.modificationSeconds == 0
        if isRacy && row.entry.mode != 0o160000 { stat.size = 0 }
        return Row(path: row.path, entry: entry(row.entry.id, row.entry.mode, stat, row.entry))
    }
    return (kept + set).sorted { $0.isBefore($1) }
}

/// An entry with the flags and the stage of an old one; without them if there is none.
private func entry(_ id: ObjectID, _ mode: UInt32, _ stat: IndexStat, _ old: IndexEntry? = nil) -> IndexEntry
{
    IndexEntry(id: id, mode: mode, stage: old?.stage ?? 0, flags: old?.flags ?? [], stat: stat)
}

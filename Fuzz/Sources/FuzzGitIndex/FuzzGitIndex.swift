import CLinux
import GitIndex

// Git's index from any bytes: nothing may crash or hang; what is accepted is written as it was read, and an
// update changes what it names and nothing else. The input is the index file; its bytes also choose the
// changes.

/// The entry libFuzzer calls.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzGitIndex(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    let index: IndexFile
    do {
        index = try IndexFile(input, verifyingChecksum: false)
    } catch {
        precondition(!error.description.isEmpty)
        precondition((try? IndexFile(input)) == nil)
        return 0
    }
    precondition(((try? IndexFile(input)) != nil) == (!index.hasChecksum || hasRightChecksum(input)))
    precondition(index.serialised() == input)
    let rows = allRows(of: index)
    checkReading(index, rows)
    var choice = Choice(input)
    for _ in 0..<2 { checkUpdate(index, rows, &choice) }
    return 0
}

/// An entry with its path.
struct Row: Equatable {
    let path: [UInt8]
    let entry: IndexEntry

    /// The order of an index: by the bytes of the path, then by the stage.
    func isBefore(_ other: Row) -> Bool {
        path == other.path ? entry.stage < other.entry.stage : path.lexicographicallyPrecedes(other.path)
    }
}

func allRows(of index: IndexFile) -> [Row] {
    var rows: [Row] = []
    index.forEach { rows.append(Row(path: Array($0), entry: $1)) }
    return rows
}

private func hasRightChecksum(_ bytes: [UInt8]) -> Bool {
    var sum = [UInt8](repeating: 0, count: 20)
    clinux_sha1(bytes, bytes.count - 20, &sum)
    return bytes.suffix(20).elementsEqual(sum)
}

/// Counts, order, search and prefixes agree with the list of all entries.
private func checkReading(_ index: IndexFile, _ rows: [Row]) {
    precondition(rows.count == index.entryCount)
    precondition(index.hasConflicts == rows.contains { $0.entry.stage != 0 })
    for (row, next) in zip(rows, rows.dropFirst()) { precondition(row.isBefore(next)) }
    for row in rows {
        precondition(!row.path.isEmpty && !row.path.contains(0))
        precondition(index.entry(row.path, stage: row.entry.stage) == row.entry)
    }
    guard let middle = rows.dropFirst(rows.count / 2).first else { return }
    let prefix = Array(middle.path.prefix(middle.path.count / 2 + 1))
    var found: [Row] = []
    index.forEach(under: prefix) { found.append(Row(path: Array($0), entry: $1)) }
    precondition(found == rows.filter { $0.path.starts(with: prefix) })
}

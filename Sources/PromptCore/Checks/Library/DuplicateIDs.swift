internal import Diagnostics

/// PP502: an id belongs to one record. A copied file keeps its id until it gets a new one.
enum DuplicateIDs {
    static func run(_ entries: [LibraryEntry]) -> [LibraryChecker.Finding] {
        var owners: [(id: RecordID, entry: Int)] = []
        owners.reserveCapacity(entries.count)
        for (index, entry) in entries.enumerated() {
            if let id = entry.id { owners.append((id.value, index)) }
        }
        owners.sort { $0.id != $1.id ? $0.id < $1.id : $0.entry < $1.entry }
        var findings: [LibraryChecker.Finding] = []
        var first = 0
        for index in owners.indices.dropFirst() {
            guard owners[index].id == owners[first].id else {
                first = index
                continue
            }
            let (one, other) = (entries[owners[first].entry], entries[owners[index].entry])
            findings.append(
                (
                    owners[index].entry,
                    Diagnostic(
                        "PP502", .error, "the id \(owners[index].id) is also that of \(quoted(one.file))",
                        at: other.id?.range,
                        help: "remove the `id` line from the copy; the tool writes a new one")
                ))
        }
        return findings
    }
}

public import Diagnostics

extension DiagnosticRule {
    /// Files with the same `id`.
    public static let duplicateIDs = DiagnosticRule(
        "PP502", severity: .error, title: "two files with one id",
        explanation: """
            An id names one record. A copied file keeps the id of the original until someone removes the line; the tool then \
            writes a new one.
            """,
        wrong:
            "`prompts/email.prompt.yaml` and its copy `prompts/email-2.prompt.yaml` with the same `id:` line.",
        right: "the copy without its `id:` line.", isFile: false)
}

/// An id belongs to one record. A copied file keeps its id until it gets a new one.
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
                    Diagnostic.duplicateIDs(owners[index].id, of: one.file, at: other.id?.range)
                ))
        }
        return findings
    }
}

extension Diagnostic {
    /// Reports the `id` of a file, which `owner` has too.
    fileprivate static func duplicateIDs(
        _ id: RecordID, of owner: String, at range: Range<Int>?
    ) -> Diagnostic {
        Diagnostic(
            .duplicateIDs, message: "the id \(id) is also that of \(quoted(owner))", at: range,
            help: "remove the `id` line from the copy; the tool writes a new one")
    }
}

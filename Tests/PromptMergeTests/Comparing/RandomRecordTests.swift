import PromptCore
import Testing

@testable import PromptMerge

/// Records with random edits: every edit is reported, and no other change.
@Suite struct RandomRecordTests {
    @Test func everyEditAndNothingElse() throws {
        for seed in 0..<150 {
            var record = RandomRecord(seed)
            let before = record.text
            var reports = record.edit(seed % 6)
            if seed % 4 == 3, let report = record.move() { reports.append(report) }
            let comparison = RecordComparison.between(before, record.text)
            let found = comparison.changes.map { "\($0.what.rawValue) \($0.path) \($0.change.rawValue)" }
            try #require(found.sorted() == reports.sorted(), "\(seed)\n\(before)\n\(record.text)")
            try #require(comparison.isEmpty == reports.isEmpty)
            for text in comparison.changes where text.what == .text {
                let runs = text.text?.hunks.flatMap(\.lines).flatMap(\.runs) ?? []
                // One word is replaced by another.
                try #require(runs.filter { $0.kind == .removed }.map(\.text).count == 1)
                try #require(
                    runs.allSatisfy {
                        $0.kind == .same || $0.text.hasPrefix("word") && !$0.text.contains(" ")
                    })
            }
        }
    }
}

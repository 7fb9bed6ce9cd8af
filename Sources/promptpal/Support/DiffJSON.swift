internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptMerge

/// The difference of two records as JSON; its keys are documented and stable.
enum DiffJSON {
    /// Returns the changes as an array, for a program.
    static func text(_ comparison: RecordComparison) -> String {
        var json = JSONWriter(pretty: true)
        json.array { write(comparison, into: &$0) }
        return json.text
    }

    /// Writes the changes as a member of an object.
    static func member(_ key: String, _ comparison: RecordComparison, _ json: inout JSONWriter) {
        json.array(key) { write(comparison, into: &$0) }
    }

    /// Writes the elements of the array. If the two can't be compared as records, or are equal as records,
    /// there is one element, with the difference of the whole files as its text.
    private static func write(_ comparison: RecordComparison, into json: inout JSONWriter) {
        switch comparison.form {
        case .same: break
        case .structure: for change in comparison.changes { write(change, &json) }
        case .layout: writeFile("layout", nil, comparison, &json)
        case .spelling: writeFile("spelling", nil, comparison, &json)
        case .lines(let reason): writeFile("lines", reason, comparison, &json)
        }
    }

    private static func write(_ change: RecordChange, _ json: inout JSONWriter) {
        json.object { object in
            object.member("what", change.what.rawValue)
            object.member("path", change.path)
            object.member("change", change.change.rawValue)
            member("before", change.before, &object)
            member("after", change.after, &object)
            if let text = change.text { write(text, &object) } else { object.null("text") }
        }
    }

    private static func writeFile(
        _ what: String, _ reason: String?, _ comparison: RecordComparison, _ json: inout JSONWriter
    ) {
        func text(_ file: ParsedFile?) -> String { String(decoding: file?.source.bytes ?? [], as: UTF8.self) }
        json.object { object in
            object.member("what", what)
            object.member("path", "")
            let isChange = comparison.before != nil && comparison.after != nil
            object.member("change", isChange ? "changed" : comparison.before == nil ? "added" : "removed")
            object.null("before")
            object.null("after")
            write(TextDifference.between(text(comparison.before), text(comparison.after)), &object)
            if let reason { object.member("reason", reason) }
        }
    }

    private static func member(_ key: String, _ value: FreeValue?, _ json: inout JSONWriter) {
        if let value { FreeJSON.write(value, key, &json) } else { json.null(key) }
    }

    private static func write(_ text: TextDifference, _ json: inout JSONWriter) {
        json.array("text") { hunks in
            for hunk in text.hunks {
                hunks.object { object in
                    object.member("old_start", hunk.old.lowerBound + 1)
                    object.member("old_count", hunk.old.count)
                    object.member("new_start", hunk.new.lowerBound + 1)
                    object.member("new_count", hunk.new.count)
                    object.array("lines") { lines in for line in hunk.lines { write(line, &lines) } }
                }
            }
        }
    }

    private static func write(_ line: TextDifference.Line, _ json: inout JSONWriter) {
        json.object { object in
            if let number = line.oldNumber { object.member("old", number) } else { object.null("old") }
            if let number = line.newNumber { object.member("new", number) } else { object.null("new") }
            object.array("runs") { runs in
                for run in line.runs {
                    runs.object { piece in
                        piece.member("kind", run.kind.rawValue)
                        piece.member("text", run.text)
                    }
                }
            }
        }
    }
}

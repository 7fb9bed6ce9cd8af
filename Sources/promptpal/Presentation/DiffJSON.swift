internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptMerge

/// The difference of two records as JSON; its keys are documented and stable.
enum DiffJSON {
    /// Returns the changes as an array, for a program.
    static func text(_ comparison: RecordComparison) -> String {
        var json = JSONWriter(pretty: true)
        json.array { write(comparison, to: &$0) }
        return json.text
    }

    /// Writes the changes as a member of an object.
    static func member(_ key: String, of comparison: RecordComparison, to json: inout JSONWriter) {
        json.array(key) { write(comparison, to: &$0) }
    }

    /// Writes the elements of the array. If the two can't be compared as records, or are equal as records,
    /// there is one element, with the difference of the whole files as its text.
    private static func write(_ comparison: RecordComparison, to json: inout JSONWriter) {
        switch comparison.form {
        case .same: break
        case .structure: for change in comparison.changes { write(change, to: &json) }
        case .layout: writeFile("layout", reason: nil, of: comparison, to: &json)
        case .spelling: writeFile("spelling", reason: nil, of: comparison, to: &json)
        case .lines(let reason): writeFile("lines", reason: reason, of: comparison, to: &json)
        }
    }

    private static func write(_ change: RecordChange, to json: inout JSONWriter) {
        json.object { object in
            object.set("what", to: change.what.rawValue)
            object.set("path", to: change.path)
            object.set("change", to: change.change.rawValue)
            member("before", value: change.before, to: &object)
            member("after", value: change.after, to: &object)
            if let text = change.text { write(text, to: &object) } else { object.null("text") }
        }
    }

    private static func writeFile(
        _ what: String, reason: String?, of comparison: RecordComparison, to json: inout JSONWriter
    ) {
        func text(_ file: ParsedFile?) -> String { String(decoding: file?.source.bytes ?? [], as: UTF8.self) }
        json.object { object in
            object.set("what", to: what)
            object.set("path", to: "")
            let isChange = comparison.before != nil && comparison.after != nil
            object.set("change", to: isChange ? "changed" : comparison.before == nil ? "added" : "removed")
            object.null("before")
            object.null("after")
            write(TextDifference.between(text(comparison.before), and: text(comparison.after)), to: &object)
            if let reason { object.set("reason", to: reason) }
        }
    }

    private static func member(_ key: String, value: FreeValue?, to json: inout JSONWriter) {
        if let value { FreeJSON.write(value, key: key, to: &json) } else { json.null(key) }
    }

    private static func write(_ text: TextDifference, to json: inout JSONWriter) {
        json.array("text") { hunks in
            for hunk in text.hunks {
                hunks.object { object in
                    object.set("old_start", to: hunk.old.lowerBound + 1)
                    object.set("old_count", to: hunk.old.count)
                    object.set("new_start", to: hunk.new.lowerBound + 1)
                    object.set("new_count", to: hunk.new.count)
                    object.array("lines") { lines in for line in hunk.lines { write(line, to: &lines) } }
                }
            }
        }
    }

    private static func write(_ line: TextDifference.Line, to json: inout JSONWriter) {
        json.object { object in
            if let number = line.oldNumber { object.set("old", to: number) } else { object.null("old") }
            if let number = line.newNumber { object.set("new", to: number) } else { object.null("new") }
            object.array("runs") { runs in
                for run in line.runs {
                    runs.object { piece in
                        piece.set("kind", to: run.kind.rawValue)
                        piece.set("text", to: run.text)
                    }
                }
            }
        }
    }
}

internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptStore

/// The output of `stats --json`; keys and their order are documented and stable.
enum StatsJSON {
    /// Returns the prompts, sorted by use count, highest first. For a single prompt, users and days are
    /// included.
    static func text(_ selection: StatsOutcome, limit: Int?) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for line in selection.lines.prefix(limit ?? .max) {
                list.object { object in
                    object.set("address", to: line.address)
                    object.set("id", to: line.id?.description)
                    object.set("uses", to: line.total.uses)
                    object.set("last_used_at", to: line.total.lastText)
                    object.set("deleted", to: line.isDeleted)
                    if selection.lines.count == 1, !selection.isWhole {
                        write(selection.entries, to: &object)
                    }
                }
            }
        }
        return json.text
    }

    private static func write(_ entries: [Usage.Entry], to object: inout JSONWriter) {
        parts("users", key: "user", of: entries, to: &object) { $0.user }
        parts("actions", key: "action", of: entries, to: &object) { $0.action }
        parts("days", key: "day", of: entries, to: &object) { UsageTime.text(day: $0.day) }
    }

    private static func parts(
        _ name: String, key: String, of entries: [Usage.Entry], to object: inout JSONWriter,
        text: (Usage.Entry) -> String
    ) {
        var counts: [String: Int] = [:]
        for entry in entries { counts[text(entry), default: 0] += entry.count }
        object.array(name) { list in
            for (text, count) in counts.sorted(by: { $0.key < $1.key }) {
                list.object { part in
                    part.set(key, to: text)
                    part.set("uses", to: count)
                }
            }
        }
    }

    static func shared(_ shared: SharedUsage) -> String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            object.set("events", to: shared.events)
            object.set("commit", to: shared.committed.commit)
        }
        return json.text
    }
}

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
                    object.member("address", line.address)
                    object.member("id", line.id?.description)
                    object.member("uses", line.total.uses)
                    object.member("last_used_at", line.total.lastText)
                    object.member("deleted", line.isDeleted)
                    if selection.lines.count == 1, !selection.isWhole {
                        write(selection.entries, &object)
                    }
                }
            }
        }
        return json.text
    }

    private static func write(_ entries: [Usage.Entry], _ object: inout JSONWriter) {
        parts("users", "user", entries, &object) { $0.user }
        parts("actions", "action", entries, &object) { $0.action }
        parts("days", "day", entries, &object) { UsageTime.text(day: $0.day) }
    }

    private static func parts(
        _ name: String, _ key: String, _ entries: [Usage.Entry], _ object: inout JSONWriter,
        _ text: (Usage.Entry) -> String
    ) {
        var counts: [String: Int] = [:]
        for entry in entries { counts[text(entry), default: 0] += entry.count }
        object.array(name) { list in
            for (text, count) in counts.sorted(by: { $0.key < $1.key }) {
                list.object { part in
                    part.member(key, text)
                    part.member("uses", count)
                }
            }
        }
    }

    static func shared(_ shared: SharedUsage) -> String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            object.member("events", shared.events)
            object.member("commit", shared.committed.commit)
        }
        return json.text
    }
}

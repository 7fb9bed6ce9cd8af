internal import Diagnostics
internal import PromptCore
internal import PromptStore

/// The output of `stats` for people: a line for each prompt, with a bar at a terminal, and the uses by person
/// and over time.
struct StatsText {
    private let selection: StatsOutcome
    private let entries: [Usage.Entry]
    private let since: Int?
    private let today: Int
    private let limit: Int?

    init(_ selection: StatsOutcome, since: Int?, today: Int, limit: Int?) {
        self.selection = selection
        entries = selection.entries
        self.since = since
        self.today = today
        self.limit = limit
    }

    func write(isQuiet: Bool) {
        let output = Output.standard
        let used = selection.lines.filter { $0.total.uses > 0 }
        guard !used.isEmpty else {
            if !isQuiet {
                Output.error.line(
                    "no uses are recorded\(since.map { " since " + UsageTime.text(day: $0) } ?? "")")
            }
            return
        }
        writeSummary(to: output)
        if selection.lines.count > 1 || selection.isWhole {
            output.line()
            var table = Table(whole: [0, 1, 2, 3])
            let most = used[0].total.uses
            for line in used.prefix(limit ?? .max) {
                let name = Terminal.styled(Terminal.line(line.address), as: line.isDeleted ? .dim : .bold)
                var cells = [name, StatsText.right(line.total.uses, width: String(most).utf8.count)]
                if output.isTerminal {
                    cells.append(
                        Terminal.styled(StatsText.bar(line.total.uses, of: most, width: 24), as: .cyan))
                }
                cells.append(
                    output.isTerminal
                        ? String((line.total.lastText ?? "").prefix(10)) : line.total.lastText ?? "")
                if line.isDeleted { cells.append(Terminal.styled("deleted prompt", as: .dim)) }
                table.rows.append(cells)
            }
            output.write(table.text(width: output.isTerminal ? Terminal.width : nil))
        }
        writeCounts("By", of: entries.map { ($0.user, $0.count) }, to: output)
        writeCounts("As", of: entries.map { ($0.action, $0.count) }, to: output)
    }

    private func writeSummary(to output: Output) {
        let uses = entries.reduce(0) { $0 + $1.count }
        let people = Swift.Set(entries.map(\.user)).count
        let first = entries.map(\.day).min() ?? today
        var text =
            "used \(uses == 1 ? "once" : "\(uses) times") by \(people == 1 ? "one person" : "\(people) people")"
        text += " since " + UsageTime.text(day: since ?? first)
        output.line(Terminal.styled(text, as: .bold))
        guard output.isTerminal else { return }
        let (line, word) = sparkline(from: since ?? first)
        output.line(Terminal.styled(line, as: .cyan) + Terminal.styled("  \(word)", as: .dim))
    }

    /// Writes the uses by a text, the largest first; nothing if there is only one without information.
    private func writeCounts(_ word: String, of parts: [(text: String, count: Int)], to output: Output) {
        var counts: [String: Int] = [:]
        for part in parts { counts[part.text, default: 0] += part.count }
        let sorted = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
        guard let most = sorted.first?.value, word == "By" || sorted.count > 1 else { return }
        output.line()
        var table = Table(whole: [0, 1, 2])
        for (text, count) in sorted.prefix(10) {
            var cells = [
                Terminal.line("\(word.lowercased()) \(text)"),
                StatsText.right(count, width: String(most).utf8.count),
            ]
            if output.isTerminal {
                cells.append(Terminal.styled(StatsText.bar(count, of: most, width: 24), as: .cyan))
            }
            table.rows.append(cells)
        }
        output.write(table.text(width: output.isTerminal ? Terminal.width : nil))
        if sorted.count > 10 { output.line("and \(sorted.count - 10) more") }
    }

    /// Returns the uses over time, up to today: a mark for a day, or for several days so that there are at
    /// most 60 marks.
    private func sparkline(from first: Int) -> (line: String, word: String) {
        let days = max(1, today - first + 1)
        let step = (days + 59) / 60
        let marks = (days + step - 1) / step
        var counts = [Int](repeating: 0, count: marks)
        for entry in entries {
            let age = max(0, today - entry.day) / step
            if age < marks { counts[marks - 1 - age] += entry.count }
        }
        return (StatsText.sparkline(counts), step == 1 ? "1 day each" : "\(step) days each")
    }

    /// Returns a mark for each number, with a height by its size; the lowest for 0 only.
    static func sparkline(_ counts: [Int]) -> String {
        let heights = Array("▁▂▃▄▅▆▇█")
        let most = max(1, counts.max() ?? 1)
        return String(
            counts.map { count in
                count == 0 ? heights[0] : heights[1 + (count * (heights.count - 1) - 1) / most]
            })
    }

    /// Returns a bar with the length of the part, in eighths of a column; at least one eighth.
    static func bar(_ count: Int, of most: Int, width: Int) -> String {
        guard count > 0, most > 0 else { return "" }
        let eighths = max(1, count * width * 8 / most)
        let rest = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        return String(repeating: "█", count: eighths / 8) + (eighths % 8 == 0 ? "" : rest)
    }

    private static func right(_ number: Int, width: Int) -> String {
        let text = String(number)
        return String(repeating: " ", count: max(0, width - text.utf8.count)) + text
    }
}

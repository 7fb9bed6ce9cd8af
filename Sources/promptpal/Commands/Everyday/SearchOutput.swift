internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptStore

/// The output of `search` for people: a line for each record, and its most relevant lines.
struct SearchOutput {
    /// The number of columns of a line.
    let width: Int

    /// The largest number of lines below a record's first.
    private static let mostLines = 3

    func write(_ records: [SearchOutcome.Hit], to output: Output) {
        for record in records {
            let matches = record.matches
            output.line(title(record))
            // The lines with the most different words come first; name, address and tags are in the title.
            let rest = matches.enumerated().filter { !["name", "address", "tag"].contains($0.element.field) }
                .sorted { ($1.element.terms, $0.offset) < ($0.element.terms, $1.offset) }
            for (_, match) in rest.prefix(Self.mostLines) {
                let location = match.line.map { "\(match.field) \($0): " } ?? "\(match.field): "
                output.line(
                    "    " + Terminal.styled(location, as: .dim)
                        + excerpt(of: match, width: width - 4 - location.utf8.count))
            }
        }
    }

    private func title(_ record: SearchOutcome.Hit) -> String {
        func marked(_ text: String, in field: String) -> String {
            let match = record.matches.first { $0.field == field && $0.text == text }
            return highlighted(text, ranges: match?.ranges ?? [])
        }
        let address = record.address.shown
        var parts = [
            address.isEmpty ? "/" : marked(address, in: "address") + (record.kind == .folder ? "/" : "")
        ]
        if record.kind != .prompt, record.kind != .folder {
            parts.append(Terminal.styled(record.kind.rawValue, as: .cyan))
        }
        if let name = record.name { parts.append(marked(name, in: "name")) }
        var tagRanges: [String: [Range<Int>]] = [:]
        for match in record.matches where match.field == "tag" && tagRanges[match.text] == nil {
            tagRanges[match.text] = match.ranges
        }
        let tags = record.tags.map { "#" + highlighted($0, ranges: tagRanges[$0] ?? []) }
        if !tags.isEmpty { parts.append(tags.joined(separator: " ")) }
        if record.isBroken { parts.append(Terminal.styled("can't be read", as: .red)) }
        return parts.joined(separator: "  ")
    }

    /// Returns the part of a line that fits, with the first match in it.
    private func excerpt(of match: SearchOutcome.Match, width: Int) -> String {
        let width = max(24, width)
        guard displayWidth(of: match.text) > width, let first = match.ranges.first else {
            return highlighted(match.text, ranges: match.ranges)
        }
        let text = match.text.unicodeScalars
        /// Extends the part in one direction while there is room.
        func reach(of scalars: some Sequence<Unicode.Scalar>, room: Int) -> (bytes: Int, width: Int) {
            var (bytes, used) = (0, 0)
            for scalar in scalars {
                let columns = displayWidth(of: scalar)
                if used + columns > room { break }
                used += columns
                bytes += UTF8.width(scalar)
            }
            return (bytes, used)
        }
        let start = match.text.utf8.index(match.text.startIndex, offsetBy: first.lowerBound)
        let before = reach(of: text[..<start].reversed(), room: width / 3)
        let after = reach(of: text[start...], room: width - before.width - 2)
        let range = first.lowerBound - before.bytes..<first.lowerBound + after.bytes
        let shown = String(decoding: Array(match.text.utf8)[range], as: UTF8.self)
        let ranges = match.ranges.map { $0.clamped(to: range) }.filter { !$0.isEmpty }
            .map { $0.lowerBound - range.lowerBound..<$0.upperBound - range.lowerBound }
        return (range.lowerBound > 0 ? "…" : "") + highlighted(shown, ranges: ranges)
            + (range.upperBound < match.text.utf8.count ? "…" : "")
    }

    /// Returns the text on one line and without control characters, with the ranges of its UTF-8 in bold.
    private func highlighted(_ text: String, ranges: [Range<Int>]) -> String {
        let bytes = Array(text.utf8)
        var result = ""
        var offset = 0
        for range in ranges.map({ $0.clamped(to: 0..<bytes.count) }) where range.lowerBound >= offset {
            result += Terminal.line(String(decoding: bytes[offset..<range.lowerBound], as: UTF8.self))
            result += Terminal.styled(
                Terminal.line(String(decoding: bytes[range], as: UTF8.self)), as: .found)
            offset = range.upperBound
        }
        return result + Terminal.line(String(decoding: bytes[offset...], as: UTF8.self))
    }
}

/// The output of `search --json`.
enum SearchJSON {
    static func text(_ found: SearchOutcome) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for record in found.hits {
                list.object { object in
                    object.set("address", to: record.address.shown)
                    object.set("kind", to: record.kind.rawValue)
                    object.number("score", lexeme: String(Double((record.score * 1000).rounded()) / 1000))
                    object.array("matches") { matches in
                        for match in record.matches { write(match, to: &matches) }
                    }
                }
            }
        }
        return json.text
    }

    private static func write(_ match: SearchOutcome.Match, to json: inout JSONWriter) {
        json.object { object in
            object.set("field", to: match.field)
            if let line = match.line { object.set("line", to: line) } else { object.null("line") }
            object.set("text", to: match.text)
        }
    }
}

internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptIndex
internal import PromptStore

/// `promptpal search`
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find prompts by their words, best match first.",
        discussion: """
            Searches names, addresses, tags, descriptions, names of modules, options and
            variables, and texts. Case and accents are ignored, and the beginning of a word
            finds the word.

              launch email     has both words
              '"warm tone"'    has these words next to each other
              -draft           does not have this word (write it after another word or --)
              tag:email  in:marketing  var:name  uses:shared/tone  kind:module

            EXAMPLES:
              promptpal search launch email
              promptpal search '"bullet points" -tag:draft' --in marketing
              promptpal search var:customer kind:prompt --json | jq -r '.[].address'

            EXIT STATUS:
              0 something was found, 1 nothing was found
            """)

    @OptionGroup var globals: Globals

    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp("Words, phrases in quotes, and filters.", valueName: "words"))
    var words: [String] = []

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp("Only records in this folder.", valueName: "folder"),
        completion: .custom(Completion.folders))
    var folder: String?

    @Option(
        help: ArgumentHelp("Only records with this tag; if repeated, with all of them.", valueName: "tag"),
        completion: .custom(Completion.tags))
    var tag: [String] = []

    @Option(help: "Only prompts, modules, variables or folders.")
    var kind: RecordKindArgument?

    @Option(help: ArgumentHelp("Show at most this many.", valueName: "n"))
    var limit = 20

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be 1 or more.") }
        if let option = words.first(where: { $0.hasPrefix("--") }) {
            throw ValidationError("Unknown option '\(option)'")
        }
    }

    func run() throws {
        Output.choose(globals.color)
        let query = try query()
        let store = try globals.store()
        let found = try Failure.folding { () throws(StoreError) in
            try store.search(SearchRequest(query: query, limit: limit))
        }
        if json { Output.standard.line(SearchJSON.text(found)) }
        if found.hits.isEmpty {
            let what = query.text.isEmpty ? "" : " for \(quoted(query.text))"
            throw Failure(status: 1, message: "nothing found\(what)", help: help(on: found, query: query))
        }
        if !json {
            SearchOutput(width: Output.standard.isTerminal ? Terminal.width : 100)
                .write(found.hits, to: Output.standard)
        }
        Output.standard.flush()
        if !globals.quiet { note(found) }
    }

    private func query() throws(Failure) -> SearchQuery {
        do throws(SearchQueryError) {
            return try SearchQuery(words.joined(separator: " "), with: try options())
        } catch {
            throw Failure(status: 64, message: error.message, help: error.help)
        }
    }

    private func options() throws(SearchQueryError) -> [SearchFilter] {
        var filters = tag.map { SearchFilter(.tag(Slug.foldingKey($0))) }
        if let kind { filters.append(SearchFilter(.kind(kind.record))) }
        if let folder, folder != "/" {
            do throws(AddressError) {
                filters.append(SearchFilter(.folder(try Address(validating: folder))))
            } catch {
                throw SearchQueryError(message: error.description)
            }
        }
        return filters
    }

    /// Returns a hint with the query that may have been meant.
    private func help(on found: SearchOutcome, query: SearchQuery) -> String {
        if let suggestion = found.suggestion { return "did you mean \(quoted(suggestion))?" }
        if found.missing == [query.text] { return "run `promptpal list` to list all records" }
        if let missing = missing(found) { return missing }
        return "use fewer words or filters, or run `promptpal list` to list all records"
    }

    private func missing(_ found: SearchOutcome) -> String? {
        found.missing.isEmpty ? nil : "no record has \(alternatives(found.missing.map { quoted($0) }))"
    }

    /// Prints notes on the results: words that were left out, and further results.
    private func note(_ found: SearchOutcome) {
        if found.isRelaxed {
            let why = missing(found) ?? "no record has all of these words"
            Output.error.line("promptpal: \(Terminal.line(why)); the results have some of the words")
            if let suggestion = found.suggestion {
                Output.error.line("  help: did you mean \(Terminal.line(quoted(suggestion)))?")
            }
        }
        if found.total > found.hits.count {
            Output.error.line("\(found.hits.count) of \(found.total) results; use --limit to show more")
        }
    }
}

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

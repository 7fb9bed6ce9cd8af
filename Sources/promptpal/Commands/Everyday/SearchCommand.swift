internal import ArgumentParser
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

internal import JSON
internal import PromptCore
internal import PromptIndex
internal import PromptStore

/// What `search --json` prints.
enum SearchJSON {
    static func text(_ found: SearchResults<FoundRecord>, _ query: SearchQuery) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for record in found.hits {
                list.object { object in
                    object.member("address", record.file.address.path)
                    object.member("kind", record.file.kind.rawValue)
                    object.number("score", String(Double((record.score * 1000).rounded()) / 1000))
                    object.array("matches") { matches in
                        for match in record.file.searchMatches(query) { write(match, to: &matches) }
                    }
                }
            }
        }
        return json.text
    }

    private static func write(_ match: SearchMatch, to json: inout JSONWriter) {
        json.object { object in
            object.member("field", match.field)
            if let line = match.line { object.member("line", line) } else { object.null("line") }
            object.member("text", match.text)
        }
    }
}

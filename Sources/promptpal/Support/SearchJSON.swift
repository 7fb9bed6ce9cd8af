internal import JSON
internal import PromptCore
internal import PromptStore

/// The output of `search --json`.
enum SearchJSON {
    static func text(_ found: SearchOutcome) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for record in found.hits {
                list.object { object in
                    object.set("address", to: record.address.path)
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

@testable import PromptCore

extension BadInput {
    /// Returns `text` repeated, with the first bracket or dash of the repetition `index` marked.
    static func marked(_ text: String, _ count: Int, at index: Int) -> String {
        String(repeating: text, count: index) + "1️⃣\(text.prefix(1))2️⃣\(text.dropFirst())"
            + String(repeating: text, count: count - index - 1)
    }

    static let id = "0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11"

    static let tone = "options:\n  - {name: Plain, content: p}\n  - {name: Warm, content: w}\n"

    static func use(
        _ name: String, _ reference: String, _ wanted: Wanted, in file: String = "a/x.prompt.yaml",
        beside: [String: String] = [:]
    )
        -> BadInput
    {
        BadInput(name, "modules:\n  - use: 1️⃣\(reference)2️⃣\n", wanted, in: file, beside: beside)
    }

    static func partial(
        _ name: String, _ reference: String, _ wanted: Wanted, beside: [String: String] = [:]
    ) -> BadInput {
        BadInput(
            name, "content: |\n  Hello\n  {{> 1️⃣\(reference)2️⃣}}\n", wanted, in: "a/x.prompt.yaml",
            beside: beside)
    }

    /// A prompt with the variables `a`, a text, and `s`, a select, and a literal text of one line.
    static func text(_ name: String, _ line: String, _ wanted: Wanted...) -> BadInput {
        BadInput(
            name: name, file: "x.prompt.yaml",
            source: MarkedSource(
                "variables: {a: {}, s: {type: select, options: [x]}}\ncontent: |\n  é {{a}} {{s}}\n  \(line)\n"
            ),
            beside: [:], wanted: wanted)
    }

    init(name: String, file: String, source: MarkedSource, beside: [String: String], wanted: [Wanted]) {
        (self.name, self.file, self.source, self.beside, self.wanted) = (name, file, source, beside, wanted)
        format = .one
    }

    /// A prompt that uses one variable, with its definition in braces.
    static func variable(_ name: String, _ definition: String, _ wanted: Wanted...) -> BadInput {
        BadInput(name, "variables:\n  v: {\(definition)}\ncontent: \"{{v}}\"\n", all: wanted)
    }

    init(_ name: String, _ marked: String, all wanted: [Wanted]) {
        self.name = name
        file = "x.prompt.yaml"
        source = MarkedSource(marked)
        beside = [:]
        format = .one
        self.wanted = wanted
    }

    /// A pattern that hangs a backtracking matcher, against 50 letters `a` and another character.
    static func hostile(_ pattern: String) -> BadInput {
        let value = String(repeating: "a", count: 50) + "!"
        return variable(
            "hostile: \(pattern)", "pattern: '\(pattern)', default: 1️⃣\(value)2️⃣",
            .error(.defaultValues, "must match the pattern"))
    }
}

import Testing

@testable import PromptCore

@Suite struct DefaultValuesTests {
    @Test(arguments: BadInput.defaultValues)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let defaultValues: [BadInput] = [
        variable(
            "text: too short", "min_length: 3, default: 1️⃣ab2️⃣",
            .error(.defaultValues, "at least 3 characters long, not 2")),
        variable(
            "text: too long", "max_length: 3, default: 1️⃣äöüß2️⃣",
            .error(.defaultValues, "at most 3 characters long, not 4")),
        variable("text: several lines", "default: 1️⃣\"a\\nb\"2️⃣", .error(.defaultValues, "one line")),
        variable(
            "text: against its pattern", "pattern: '[A-Z]{3}', default: 1️⃣abc2️⃣",
            .error(.defaultValues, "match the pattern")),
        variable("text: a list", "default: 1️⃣[a, b]2️⃣", .error(.defaultValues, "one value")),
        variable(
            "text: empty and required", "required: true, default: 1️⃣''2️⃣",
            .error(.defaultValues, "must not be empty")),
        variable(
            "multiline: too long", "type: multiline, max_length: 2, default: 1️⃣\"a\\nb\"2️⃣",
            .error(.defaultValues, "at most 2")),
        variable("number: a word", "type: number, default: 1️⃣many2️⃣", .error(.defaultValues, "decimal number")),
        variable(
            "number: too small", "type: number, min: 50, default: 1️⃣492️⃣", .error(.defaultValues, "at least 50")
        ),
        variable(
            "number: too great", "type: number, max: 400, unit: words, default: 1️⃣4012️⃣",
            .error(.defaultValues, "at most 400 words")),
        variable(
            "number: between steps", "type: number, min: 50, step: 10, default: 1️⃣552️⃣",
            .error(.defaultValues, "steps of 10 counted from 50")),
        variable(
            "boolean: a word", "type: boolean, default: 1️⃣maybe2️⃣", .error(.defaultValues, "true or false")),
        variable(
            "select: none of them", "type: select, options: [developers, executives], default: 1️⃣developer2️⃣",
            .error(.defaultValues, "developers or executives")),
        variable(
            "select: a label", "type: select, options: [{value: s, label: Short}], default: 1️⃣Short2️⃣",
            .error(.defaultValues, "can't be \"Short\"")),
        variable(
            "multiselect: none of them", "type: multiselect, options: [a, b], default: 1️⃣[a, c]2️⃣",
            .error(.defaultValues, "can't be \"c\"")),
        variable(
            "multiselect: one twice", "type: multiselect, options: [a, b], default: 1️⃣[a, a]2️⃣",
            .error(.defaultValues, "twice")),
        variable(
            "multiselect: too few", "type: multiselect, options: [a, b], min_selections: 2, default: 1️⃣[a]2️⃣",
            .error(.defaultValues, "at least 2 selections")),
        variable(
            "multiselect: too many",
            "type: multiselect, options: [a, b], max_selections: 1, default: 1️⃣'a, b'2️⃣",
            .error(.defaultValues, "at most 1 selection, not 2")),
        variable("date: a word", "type: date, default: 1️⃣today2️⃣", .error(.defaultValues, "ISO 8601")),
        variable(
            "date: no such day", "type: date, default: 1️⃣2026-02-302️⃣", .error(.defaultValues, "ISO 8601")),
        variable(
            "date: too early", "type: date, min: 2026-01-01, default: 1️⃣2025-12-312️⃣",
            .error(.defaultValues, "before 2026-01-01")),
        variable(
            "date: too late", "type: date, max: 2026-01-01, default: 1️⃣2026-01-022️⃣",
            .error(.defaultValues, "after 2026-01-01")),
        variable(
            "date: with a time", "type: date, default: 1️⃣2026-01-01T10:002️⃣",
            .error(.defaultValues, "without a time")),
        hostile("(a+)+$"),
        hostile("(a|a)*$"),
        hostile("(a|aa)+$"),
        hostile("(.*a){12}"),
        hostile("(a*)*b$"),
        hostile("^(([a-z])+.)+[A-Z]([a-z])+$"),
        variable(
            "20,000 letters against nested stars",
            "pattern: '((a*)*)*b', default: 1️⃣\(String(repeating: "a", count: 20_000))2️⃣",
            .error(.defaultValues, "")),
    ]
}

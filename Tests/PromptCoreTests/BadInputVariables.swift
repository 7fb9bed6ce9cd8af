extension BadInput {
    /// A prompt that uses one variable, with its definition in braces.
    private static func variable(_ name: String, _ definition: String, _ wanted: Wanted...) -> BadInput {
        BadInput(name, "variables:\n  v: {\(definition)}\ncontent: \"{{v}}\"\n", all: wanted)
    }

    private init(_ name: String, _ marked: String, all wanted: [Wanted]) {
        self.name = name
        file = "x.prompt.yaml"
        source = MarkedSource(marked)
        beside = [:]
        self.wanted = wanted
    }

    /// PP210, PP214–PP216, PP408, PP411, PP413: definitions.
    static let variables: [BadInput] = [
        variable("a length that is no number", "min_length: 1️⃣short2️⃣", .error("PP210", "whole number")),
        variable("a negative length", "max_length: 1️⃣-12️⃣", .error("PP210", "whole number from 0")),
        variable(
            "half a selection", "type: multiselect, options: [a], min_selections: 1️⃣1.52️⃣",
            .error("PP210", "whole number")),
        variable("a number with an exponent", "type: number, max: 1️⃣1e32️⃣", .error("PP210", "decimal number")),
        variable(
            "a number too long", "type: number, min: 1️⃣12345678901234567892️⃣", .error("PP210", "decimal number")
        ),
        variable("a step of 0", "type: number, step: 1️⃣02️⃣", .error("PP210", "greater than 0")),
        variable("a negative step", "type: number, step: 1️⃣-22️⃣", .error("PP210", "greater than 0")),
        variable("a date's limit that is none", "type: date, min: 1️⃣tomorrow2️⃣", .error("PP210", "ISO 8601")),
        variable(
            "include_time: perhaps", "type: date, include_time: 1️⃣perhaps2️⃣", .error("PP206", "true or false")),
        variable("required as a list", "required: 1️⃣[x]2️⃣", .error("PP202", "true or false")),
        variable("a default that is a map", "default: 1️⃣{a: b}2️⃣", .error("PP202", "text or a list")),
        variable(
            "lengths the wrong way round", "min_length: 9, max_length: 1️⃣32️⃣",
            .error("PP216", "`max_length` is less")),
        variable(
            "limits the wrong way round", "type: number, max: 1️⃣0.52️⃣, min: 0.75",
            .error("PP216", "`max` is less")),
        variable(
            "a day before a time", "type: date, include_time: true, min: 2026-11-24T10:00, max: 1️⃣2026-11-232️⃣",
            .error("PP216", "`max` is less")),
        variable(
            "dates the wrong way round", "type: date, min: 2026-11-24, max: 1️⃣2026-11-232️⃣",
            .error("PP216", "`max` is less")),
        variable(
            "selections the wrong way round",
            "type: multiselect, options: [a, b], min_selections: 2, max_selections: 1️⃣12️⃣",
            .error("PP216", "`max_selections`")),
        variable(
            "a limit of another type", "1️⃣max2️⃣: 400",
            .warning("PP215", "`max` has no meaning for a text variable")),
        variable(
            "a pattern on a number", "type: number, 1️⃣pattern2️⃣: '[0-9]+'", .warning("PP215", "`pattern`")),
        variable("options on a text", "1️⃣options2️⃣: [a, b]", .warning("PP215", "`options`")),
        variable("a choice that is a list", "type: select, options: [a, 1️⃣[b]2️⃣]", .error("PP202", "text")),
        variable(
            "a choice without a value", "type: select, options: [a, 1️⃣{label: B}2️⃣]",
            .error("PP203", "needs `value`")),
        variable(
            "a choice twice", "type: select, options: [a, b, 1️⃣a2️⃣]", .error("PP413", "\"a\" is there twice")),
        variable(
            "options as a text", "type: select, allow_custom: true, options: 1️⃣a2️⃣",
            .error("PP202", "`options` must be a list")),
        BadInput(
            "a select without options", "variables:\n  1️⃣v2️⃣: {type: select}\ncontent: \"{{v}}\"\n",
            .error("PP214", "needs `options`")),
        BadInput(
            "a multiselect with no options",
            "variables:\n  1️⃣v2️⃣: {type: multiselect, options: []}\ncontent: \"{{v}}\"\n",
            .error("PP214", "needs `options`")),
        BadInput(
            "a name with a hyphen", "variables:\n  1️⃣a-b2️⃣: x\n  c: x\ncontent: \"{{a-b}} {{c}}\"\n",
            .error("PP411", "\"a-b\"")),
        BadInput(
            "a name that starts with a digit", "variables:\n  1️⃣1st2️⃣: x\ncontent: \"{{1st}}\"\n",
            .error("PP411", "\"1st\"")),
        BadInput(
            "a name with an accent", "variables:\n  1️⃣größe2️⃣: x\ncontent: \"{{größe}}\"\n",
            .error("PP411", "größe")),
        BadInput("an empty name", "variables:\n  1️⃣\"\"2️⃣: x\ncontent: x\n", .error("PP411", "\"\"")),
        BadInput(
            "a shared variable's name", "name: 1️⃣two words2️⃣\n", .error("PP411", "two words"),
            in: "v.variable.yaml"),
        BadInput(
            "a shared variable's file name", "1️⃣type2️⃣: text\n", .error("PP411", "1st"), in: "1st.variable.yaml"
        ),
    ]

    /// PP408: defaults that break their own rules, of each type.
    static let values: [BadInput] = [
        variable(
            "text: too short", "min_length: 3, default: 1️⃣ab2️⃣",
            .error("PP408", "at least 3 characters long, not 2")),
        variable(
            "text: too long", "max_length: 3, default: 1️⃣äöüß2️⃣",
            .error("PP408", "at most 3 characters long, not 4")),
        variable("text: several lines", "default: 1️⃣\"a\\nb\"2️⃣", .error("PP408", "one line")),
        variable(
            "text: against its pattern", "pattern: '[A-Z]{3}', default: 1️⃣abc2️⃣",
            .error("PP408", "match the pattern")),
        variable("text: a list", "default: 1️⃣[a, b]2️⃣", .error("PP408", "one value")),
        variable(
            "text: empty and required", "required: true, default: 1️⃣''2️⃣", .error("PP408", "must not be empty")),
        variable(
            "multiline: too long", "type: multiline, max_length: 2, default: 1️⃣\"a\\nb\"2️⃣",
            .error("PP408", "at most 2")),
        variable("number: a word", "type: number, default: 1️⃣many2️⃣", .error("PP408", "decimal number")),
        variable("number: too small", "type: number, min: 50, default: 1️⃣492️⃣", .error("PP408", "at least 50")),
        variable(
            "number: too great", "type: number, max: 400, unit: words, default: 1️⃣4012️⃣",
            .error("PP408", "at most 400 words")),
        variable(
            "number: between steps", "type: number, min: 50, step: 10, default: 1️⃣552️⃣",
            .error("PP408", "steps of 10 counted from 50")),
        variable("boolean: a word", "type: boolean, default: 1️⃣maybe2️⃣", .error("PP408", "true or false")),
        variable(
            "select: none of them", "type: select, options: [developers, executives], default: 1️⃣developer2️⃣",
            .error("PP408", "developers or executives")),
        variable(
            "select: a label", "type: select, options: [{value: s, label: Short}], default: 1️⃣Short2️⃣",
            .error("PP408", "can't be \"Short\"")),
        variable(
            "multiselect: none of them", "type: multiselect, options: [a, b], default: 1️⃣[a, c]2️⃣",
            .error("PP408", "can't be \"c\"")),
        variable(
            "multiselect: one twice", "type: multiselect, options: [a, b], default: 1️⃣[a, a]2️⃣",
            .error("PP408", "twice")),
        variable(
            "multiselect: too few", "type: multiselect, options: [a, b], min_selections: 2, default: 1️⃣[a]2️⃣",
            .error("PP408", "at least 2 selections")),
        variable(
            "multiselect: too many",
            "type: multiselect, options: [a, b], max_selections: 1, default: 1️⃣'a, b'2️⃣",
            .error("PP408", "at most 1 selection, not 2")),
        variable("date: a word", "type: date, default: 1️⃣today2️⃣", .error("PP408", "ISO 8601")),
        variable("date: no such day", "type: date, default: 1️⃣2026-02-302️⃣", .error("PP408", "ISO 8601")),
        variable(
            "date: too early", "type: date, min: 2026-01-01, default: 1️⃣2025-12-312️⃣",
            .error("PP408", "before 2026-01-01")),
        variable(
            "date: too late", "type: date, max: 2026-01-01, default: 1️⃣2026-01-022️⃣",
            .error("PP408", "after 2026-01-01")),
        variable(
            "date: with a time", "type: date, default: 1️⃣2026-01-01T10:002️⃣", .error("PP408", "without a time")),
    ]

    /// PP409, PP408: invalid patterns, and patterns that are built to hang.
    static let patterns: [BadInput] = [
        variable("a class that is not closed", "pattern: '1️⃣[2️⃣A-Z'", .error("PP409", "`pattern`")),
        variable("a group that is not closed", "pattern: 'a1️⃣(2️⃣b'", .error("PP409", "never closed")),
        variable("a bracket too many", "pattern: 'ab1️⃣)2️⃣'", .error("PP409", "without a `(`")),
        variable("nothing to repeat", "pattern: '1️⃣+2️⃣a'", .error("PP409", "nothing to repeat")),
        variable("a back-reference", "pattern: '(a)1️⃣\\12️⃣'", .error("PP409", "back-references")),
        variable("look-ahead", "pattern: '1️⃣(?=2️⃣a)b'", .error("PP409", "look-around")),
        variable("look-behind", "pattern: '1️⃣(?<!2️⃣a)b'", .error("PP409", "look-around")),
        variable("an atomic group", "pattern: '1️⃣(?>2️⃣a+)b'", .error("PP409", "atomic")),
        variable("a possessive quantifier", "pattern: 'a1️⃣++2️⃣b'", .error("PP409", "possessive")),
        variable("a count too high", "pattern: 'a1️⃣{1,9999}2️⃣'", .error("PP409", "at most 1000")),
        variable("counts of counts", "pattern: '1️⃣((a{1,1000}){1,1000}){1,1000}2️⃣'", .error("PP409", "")),
        variable("a pattern as a list", "pattern: 1️⃣[a]2️⃣", .error("PP202", "`pattern` must be text")),
        hostile("(a+)+$"), hostile("(a|a)*$"), hostile("(a|aa)+$"), hostile("(.*a){12}"), hostile("(a*)*b$"),
        hostile("^(([a-z])+.)+[A-Z]([a-z])+$"),
        variable(
            "20,000 letters against nested stars",
            "pattern: '((a*)*)*b', default: 1️⃣\(String(repeating: "a", count: 20_000))2️⃣", .error("PP408", "")),
    ]

    /// A pattern that hangs a backtracking matcher, against 50 letters `a` and another character.
    private static func hostile(_ pattern: String) -> BadInput {
        let value = String(repeating: "a", count: 50) + "!"
        return variable(
            "hostile: \(pattern)", "pattern: '\(pattern)', default: 1️⃣\(value)2️⃣",
            .error("PP408", "must match the pattern"))
    }
}

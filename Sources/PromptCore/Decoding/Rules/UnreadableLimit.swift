internal import Diagnostics

extension DiagnosticRule {
    /// A limit that is not a number or date of the wanted form.
    static let unreadableLimit = DiagnosticRule(
        "PP210", severity: .error, title: "a limit that can't be read",
        explanation: """
            Lengths and numbers of selections are whole numbers from 0. The `min`, `max` and `step` of a number are decimal numbers \
            such as 12 or -0.5, without an exponent, and `step` is greater than 0. The limits of a date are ISO 8601 dates.
            """,
        wrong: "variables:\n  words: {type: number, max: many}\ncontent: \"{{words}}\"\n",
        right: "variables:\n  words: {type: number, max: 400}\ncontent: \"{{words}}\"\n")
}

extension Diagnostic {
    /// Reports the value `text` of `key`, which takes a whole number.
    static func unreadableLimit(
        wholeNumber text: String, of key: StaticString, at range: Range<Int>
    ) -> Diagnostic {
        Diagnostic(
            .unreadableLimit, message: "`\(key)` must be a whole number from 0, not \(quoted(text))",
            at: range,
            help: "write it in digits, like `\(key): 1`")
    }

    /// Reports the value `text` of `key`, which takes a decimal number.
    static func unreadableLimit(
        decimalNumber text: String, of key: StaticString, at range: Range<Int>
    ) -> Diagnostic {
        Diagnostic(
            .unreadableLimit, message: "`\(key)` must be a decimal number, not \(quoted(text))", at: range,
            help:
                "write it like 12 or -0.5, with at most \(DecimalNumber.maxDigits) digits on each side of the point"
        )
    }

    /// Reports the value `text` of `key`, which takes a date.
    static func unreadableLimit(date text: String, of key: StaticString, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .unreadableLimit, message: "`\(key)` of a date must be an ISO 8601 date, not \(quoted(text))",
            at: range,
            help: "write it like 2026-11-24")
    }

    /// Reports a `step` of 0 or less.
    static func unreadableLimit(stepAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .unreadableLimit, message: "`step` must be greater than 0", at: range,
            help: "write the distance between two values, like 1 or 0.5, or remove the key")
    }
}

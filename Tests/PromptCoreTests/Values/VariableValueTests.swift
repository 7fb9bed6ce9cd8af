import Diagnostics
import PromptTestSupport
import Testing

@testable import PromptCore

/// The definition, the value, and the result: the inserted text, or a part of the refusal.
struct ValueCase: CustomTestStringConvertible, Sendable {
    let definition: String
    let value: RawValue
    let result: Result<String, ValueRefusal>

    struct ValueRefusal: Error { let part: String }

    static func takes(_ definition: String, _ value: String, _ text: String? = nil) -> ValueCase {
        ValueCase(definition: definition, value: .text(value), result: .success(text ?? value))
    }

    static func takes(_ definition: String, _ items: [String], _ text: String) -> ValueCase {
        ValueCase(definition: definition, value: .list(items), result: .success(text))
    }

    static func refuses(_ definition: String, _ value: String, _ part: String) -> ValueCase {
        ValueCase(definition: definition, value: .text(value), result: .failure(ValueRefusal(part: part)))
    }

    static func refuses(_ definition: String, _ items: [String], _ part: String) -> ValueCase {
        ValueCase(definition: definition, value: .list(items), result: .failure(ValueRefusal(part: part)))
    }

    var testDescription: String { "\(definition) ← \(value)" }
}

@Suite struct VariableValueTests {
    static let cases: [ValueCase] = [
        .takes("{type: text}", "Ana"), .takes("{type: text}", "{{secret}}"), .takes("{}", "untyped is text"),
        .refuses("{type: text}", "", "empty"), .takes("{type: text, required: false}", "", ""),
        .refuses("{type: text}", "two\nlines", "one line"), .takes("{type: multiline}", "two\nlines"),
        .refuses("{type: text}", ["a", "b"], "not a list"), .takes("{type: text}", ["a"], "a"),
        .takes("{type: text, min_length: 3}", "né👍"),
        .refuses("{type: text, min_length: 3}", "né", "at least 3"),
        .refuses("{type: text, max_length: 2}", "abc", "at most 2"),
        .takes("{type: text, max_length: 2}", "👍👍"),
        .takes("{type: text, pattern: '[a-z]+'}", "abc"),
        .refuses("{type: text, pattern: '[a-z]+'}", "abc1", "pattern"),
        .refuses("{type: text, pattern: '(a+)+$'}", String(repeating: "a", count: 50) + "b", "pattern"),
        .takes("{type: number}", "1.50"), .takes("{type: number}", "-3"),
        .refuses("{type: number}", "1e3", "decimal"),
        .refuses("{type: number}", "ten", "decimal"),
        .refuses("{type: number, min: 5}", "4.99", "at least 5"),
        .refuses("{type: number, max: 5}", "5.01", "at most 5"),
        .takes("{type: number, min: 0, step: 0.1}", "0.3"),
        .refuses("{type: number, min: 50, step: 10}", "55", "steps of 10"),
        .refuses("{type: number, max: 5, unit: words}", "9", "words"),
        .takes("{type: boolean}", "yes", "true"), .takes("{type: boolean}", "OFF", "false"),
        .takes("{type: boolean}", "1", "true"),
        .takes("{type: boolean, true_label: Sure, false_label: No way}", "true", "Sure"),
        .takes("{type: boolean, true_label: Sure, false_label: No way}", "no", "No way"),
        .refuses("{type: boolean}", "maybe", "true or false"),
        .takes("{type: select, options: [a, b]}", "a"),
        .refuses("{type: select, options: [apple, pear]}", "aple", "apple or pear"),
        .takes("{type: select, options: [{value: de, label: German}]}", "de"),
        .takes("{type: select, options: [a], allow_custom: true}", "other"),
        .refuses("{type: select, options: [a, b]}", "A", "can't be"),
        .takes("{type: multiselect, options: [a, b, c]}", "a, c", "a, c"),
        .takes("{type: multiselect, options: [a, b, c]}", ["b", "a"], "b, a"),
        .takes("{type: multiselect, options: ['x, y', z]}", "x, y", "x, y"),
        .refuses("{type: multiselect, options: [a, b]}", "a,a", "twice"),
        .refuses("{type: multiselect, options: [a]}", "b", "can't be"),
        .refuses("{type: multiselect, options: [a, b], min_selections: 2}", "a", "at least 2"),
        .takes("{type: multiselect, options: [a, b], min_selections: 2, required: false}", "", ""),
        .refuses("{type: multiselect, options: [a, b, c], max_selections: 2}", "a,b,c", "at most 2"),
        .refuses("{type: multiselect, options: [a]}", "", "empty"),
        .takes("{type: multiselect, options: [a], required: false}", "", ""),
        .takes("{type: date}", "2026-11-24"), .refuses("{type: date}", "24.11.2026", "ISO 8601"),
        .refuses("{type: date}", "2026-11-24T09:30", "without a time"),
        .takes("{type: date, include_time: true}", "2026-11-24T09:30"),
        .refuses("{type: date, min: 2026-01-01}", "2025-12-31", "before"),
        .refuses("{type: date, max: 2026-01-01}", "2026-01-02", "after"),
        .takes("{type: date, max: 2026-01-01, include_time: true}", "2026-01-01T23:59"),
        .refuses("{type: date}", "2026-02-30", "ISO"),
    ]

    @Test(arguments: cases) func value(_ test: ValueCase) throws {
        let file = DictionaryLibrary.file(
            "x.prompt.yaml", "variables:\n  v: \(test.definition)\ncontent: \"{{v}}\"\n")
        guard case .prompt(let prompt)? = file.record else {
            throw test.result.failure ?? .init(part: "no prompt")
        }
        #expect(file.diagnostics.filter { $0.severity != .note }.isEmpty)
        let variable = try #require(prompt.variables.first)
        switch test.result {
        case .success(let text):
            #expect(try variable.accept(test.value).text == text)
        case .failure(let refusal):
            #expect {
                try variable.accept(test.value)
            } throws: { error in
                (error as? ValueProblem)?.message.contains(refusal.part) ?? false
            }
        }
    }
}

extension Result {
    var failure: Failure? { if case .failure(let failure) = self { failure } else { nil } }
}

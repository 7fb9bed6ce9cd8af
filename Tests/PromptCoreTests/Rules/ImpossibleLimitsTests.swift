import Testing

@testable import PromptCore

@Suite struct ImpossibleLimitsTests {
    @Test(arguments: BadInput.impossibleLimits)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let impossibleLimits: [BadInput] = [
        variable(
            "lengths the wrong way round", "min_length: 9, max_length: 1️⃣32️⃣",
            .error(.impossibleLimits, "`max_length` is less")),
        variable(
            "limits the wrong way round", "type: number, max: 1️⃣0.52️⃣, min: 0.75",
            .error(.impossibleLimits, "`max` is less")),
        variable(
            "a day before a time", "type: date, include_time: true, min: 2026-11-24T10:00, max: 1️⃣2026-11-232️⃣",
            .error(.impossibleLimits, "`max` is less")),
        variable(
            "dates the wrong way round", "type: date, min: 2026-11-24, max: 1️⃣2026-11-232️⃣",
            .error(.impossibleLimits, "`max` is less")),
        variable(
            "selections the wrong way round",
            "type: multiselect, options: [a, b], min_selections: 2, max_selections: 1️⃣12️⃣",
            .error(.impossibleLimits, "`max_selections`")),
    ]
}

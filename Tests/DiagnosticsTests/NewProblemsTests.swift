import Diagnostics
import Testing

@Suite struct NewProblemsTests {
    private func problem(
        _ code: String, _ message: String, at range: Range<Int>? = nil, _ severity: Severity = .error
    ) -> Diagnostic { Diagnostic(code, severity, message, at: range) }

    @Test func rangesDoNotCount() {
        #expect(
            [problem("PP201", "a", at: 5..<6)].new(.error, since: [problem("PP201", "a", at: 0..<1)]).isEmpty)
    }

    @Test func eachCounts() {
        let twice = [problem("PP201", "a", at: 0..<1), problem("PP201", "a", at: 5..<6)]
        #expect(twice.new(.error, since: [problem("PP201", "a")]).map(\.range) == [5..<6])
        #expect([problem("PP201", "a")].new(.error, since: twice).isEmpty)
    }

    @Test func codeMessageAndSeverityCount() {
        let old = [problem("PP201", "a"), problem("PP201", "b", .warning)]
        #expect([problem("PP202", "a")].new(.error, since: old).count == 1)
        #expect([problem("PP201", "b")].new(.error, since: old).count == 1)
        #expect([problem("PP201", "c", .warning)].new(.error, since: old).isEmpty)
    }
}

internal import Diagnostics

/// The problems of one text, at most 50 per code.
struct Problems {
    private(set) var list: [Diagnostic] = []
    static let limit = 50

    mutating func add(_ problem: Diagnostic) {
        if hasRoom(for: problem.code) { list.append(problem) }
    }

    mutating func add(_ others: Problems) { for problem in others.list { add(problem) } }

    var errorCount: Int { list.reduce(0) { $0 + ($1.severity == .error ? 1 : 0) } }
    func contains(_ rule: @autoclosure () -> DiagnosticRule) -> Bool {
        // Most texts have no problem, and need no rule.
        !list.isEmpty && list.contains { $0.breaks(rule()) }
    }

    /// True if the limit for `rule` is not reached yet.
    func hasRoom(for rule: DiagnosticRule) -> Bool { hasRoom(for: rule.code) }

    private func hasRoom(for code: String) -> Bool {
        list.lazy.filter { $0.code == code }.count < Problems.limit
    }

    /// The problems sorted by position, then by code.
    var sorted: [Diagnostic] {
        if list.count < 2 { return list }
        return list.sorted {
            let left = $0.range?.lowerBound ?? -1
            let right = $1.range?.lowerBound ?? -1
            return left != right ? left < right : $0.code < $1.code
        }
    }
}

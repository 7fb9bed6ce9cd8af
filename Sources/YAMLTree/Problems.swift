internal import Diagnostics

/// The problems of one text, at most 50 per code.
struct Problems {
    private(set) var list: [Diagnostic] = []
    static let limit = 50

    mutating func error(
        _ code: String, _ message: String, at range: Range<Int>?, help: String? = nil, fix: Fix? = nil
    ) {
        add(Diagnostic(code, .error, message, at: range, help: help, fix: fix))
    }

    mutating func add(_ problem: Diagnostic) {
        if list.lazy.filter({ $0.code == problem.code }).count < Problems.limit { list.append(problem) }
    }

    mutating func add(_ others: Problems) { for problem in others.list { add(problem) } }

    var errorCount: Int { list.reduce(0) { $0 + ($1.severity == .error ? 1 : 0) } }
    func contains(_ code: String) -> Bool { list.contains { $0.code == code } }

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

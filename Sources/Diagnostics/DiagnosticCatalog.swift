/// A list of diagnostic rules in the order of their codes.
public struct DiagnosticCatalog: Sendable {
    /// The rules, sorted by code.
    public let rules: [DiagnosticRule]

    /// Creates a catalog of the rules in `lists`; each target with rules has one list.
    public init(_ lists: [DiagnosticRule]...) {
        rules = lists.flatMap { $0 }.sorted { $0.code < $1.code }
    }

    /// The rule with `code`, or `nil` if there is none.
    public subscript(code: String) -> DiagnosticRule? { rules.first { $0.code == code } }
}

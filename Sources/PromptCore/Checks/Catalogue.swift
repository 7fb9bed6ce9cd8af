public import Diagnostics

/// A diagnostic's rule, for `promptpal explain` and the documentation.
public struct CatalogueEntry: Sendable, Hashable {
    public let code: String
    public let severity: Severity
    /// A few words.
    public let title: String
    /// Why it is so and what to do, in plain sentences.
    public let rule: String
    /// The kind of file that the examples are.
    public let kind: RecordKind
    /// A whole small file that gets this code.
    public let wrong: String
    /// The same, mended: without any error.
    public let right: String

    init(
        _ code: String, _ severity: Severity, _ title: String, kind: RecordKind = .prompt, rule: String, wrong: String,
        right: String
    ) {
        self.code = code
        self.severity = severity
        self.title = title
        self.kind = kind
        self.rule = rule
        self.wrong = wrong
        self.right = right
    }
}

/// All diagnostics there are, in the order of their codes.
public enum Catalogue {
    public static let entries: [CatalogueEntry] = []
}

extension Catalogue {
    /// The rules as a SARIF log lists them.
    public static var sarifRules: [SARIFRenderer.Rule] {
        entries.map { SARIFRenderer.Rule(id: $0.code, title: $0.title, text: $0.rule, severity: $0.severity) }
    }
}

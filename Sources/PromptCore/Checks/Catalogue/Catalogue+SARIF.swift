public import Diagnostics

extension Catalogue {
    /// The rules for a SARIF log.
    public static var sarifRules: [SARIFRenderer.Rule] {
        entries.map { SARIFRenderer.Rule(id: $0.code, title: $0.title, text: $0.rule, severity: $0.severity) }
    }
}

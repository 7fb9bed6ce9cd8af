internal import PromptCore
internal import PromptMerge

/// The differences between two records in a few words, for a line of `status`.
enum DiffSummary {
    /// The number of differences that are named before the rest is counted.
    private static let most = 4

    /// Returns `description, variable words, module Task (new)`; empty if the two are the same.
    static func line(_ comparison: RecordComparison) -> String {
        switch comparison.form {
        case .same: ""
        case .layout: "comments or layout"
        case .spelling: "how it is written"
        case .lines(let reason): Terminal.line(reason)
        case .structure: words(comparison)
        }
    }

    private static func words(_ comparison: RecordComparison) -> String {
        if comparison.before == nil { return "new" }
        if comparison.after == nil { return "deleted" }
        let record = comparison.record
        var words = record.fields.map { Terminal.line($0.key) }
        words += (record.variables + record.parts).map { part in
            guard let name = part.after ?? part.before else { return "" }
            if name.isBare { return "text" }
            let note =
                part.isAdded ? " (new)" : part.isRemoved ? " (removed)" : part.isRenamed ? " (renamed)" : ""
            return "\(part.part.rawValue) \(Terminal.line(name.shown))\(note)"
        }
        guard words.count > most + 1 else { return words.joined(separator: ", ") }
        return words.prefix(most).joined(separator: ", ") + " and \(words.count - most) more"
    }
}

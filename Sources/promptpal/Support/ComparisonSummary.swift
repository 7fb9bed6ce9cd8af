internal import PromptCore
internal import PromptMerge

/// The difference of a record in one line: `description, variable words, module Task, option Engineer new`.
enum ComparisonSummary {
    /// Returns `nil` if the files are the same.
    static func text(_ comparison: RecordComparison) -> String? {
        switch comparison.form {
        case .same: return nil
        case .layout: return "only comments or layout"
        case .spelling: return "only how it is written"
        case .lines(let reason): return reason
        case .structure:
            if comparison.before == nil || comparison.after == nil { return nil }
            return shortened(pieces(comparison.record))
        }
    }

    /// The largest number of parts on a line.
    private static let limit = 4

    private static func shortened(_ pieces: [String]) -> String {
        let rest = pieces.count - limit
        return rest > 0
            ? pieces.prefix(limit).joined(separator: ", ") + " and \(rest) more"
            : pieces.joined(separator: ", ")
    }

    private static func pieces(_ part: PartComparison) -> [String] {
        var pieces = part.fields.map(\.key)
        if part.text != nil { pieces.append("text") }
        pieces += part.variables.map(one)
        for child in part.parts {
            // A text in `content` belongs to its module or prompt directly.
            if (child.after ?? child.before)?.isBare ?? false {
                pieces += self.pieces(child)
            } else if child.part == .module, isOnlyOptions(child) {
                pieces += child.parts.map { one($0) + " of " + name(child) }
            } else {
                pieces.append(one(child))
            }
        }
        return pieces
    }

    /// Returns true for a module of which only some options changed: it is named with them.
    private static func isOnlyOptions(_ module: PartComparison) -> Bool {
        !module.isAdded && !module.isRemoved && !module.isRenamed && module.move == nil
            && module.fields.isEmpty
            && module.text == nil && module.variables.isEmpty
            && !module.parts.contains { ($0.after ?? $0.before)?.isBare ?? false }
    }

    private static func one(_ part: PartComparison) -> String {
        let what = "\(part.part.rawValue) \(name(part))"
        if part.isAdded { return what + " new" }
        if part.isRemoved { return what + " removed" }
        if part.isRenamed, let before = part.before { return "\(what) (was \(before.shown))" }
        return part.move == nil ? what : what + " moved"
    }

    private static func name(_ part: PartComparison) -> String { (part.after ?? part.before)?.shown ?? "" }
}

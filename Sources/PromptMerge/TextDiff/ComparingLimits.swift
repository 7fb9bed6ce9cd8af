/// The maximum work of a comparison. Beyond it the result is still correct (applied to the old text it gives
/// the new one) but larger than necessary. One step is one comparison of a pair of tokens or lines.
public struct ComparisonLimits: Sendable, Hashable {
    /// Maximum number of steps for one text, its lines and words together. When they are used up, the rest of
    /// a changed range counts as replaced.
    public var work: Int
    /// Maximum number of edits in one range for which the smallest result is searched. If there are more, the
    /// range is split at lines that occur once in both texts.
    public var edits: Int

    /// Limits for the work and the number of edits.
    public init(work: Int, edits: Int) {
        self.work = work
        self.edits = edits
    }

    /// Up to 1000 edits in one range are found exactly. Texts that people write stay far below both limits. A
    /// hostile text of 4 MiB, the maximum size of a file, reaches them.
    public static let standard = ComparisonLimits(work: 20_000_000, edits: 1_000)
}

/// The rest of ``ComparingLimits/work``.
struct WorkBudget {
    let edits: Int
    private(set) var left: Int

    init(_ limits: ComparisonLimits) {
        edits = limits.edits
        left = limits.work
    }

    /// Takes `steps` from the budget. If fewer are left, returns false and takes none.
    mutating func take(_ steps: Int) -> Bool {
        guard steps <= left else { return false }
        left -= steps
        return true
    }
}

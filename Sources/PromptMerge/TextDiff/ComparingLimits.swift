/// How much work a comparison may take. Beyond it the result is still right – applied to the old text it gives the
/// new one – but larger than need be. One step is one look at a pair of tokens or lines.
public struct ComparingLimits: Sendable, Hashable {
    /// Steps for one text, its lines and their words together. When they are used up, what is left of a changed
    /// stretch counts as replaced whole.
    public var work: Int
    /// Edits within one stretch up to which the smallest result is looked for. Beyond them the stretch is cut at
    /// lines that stand once in both texts.
    public var edits: Int

    public init(work: Int, edits: Int) {
        self.work = work
        self.edits = edits
    }

    /// Fewer than 1000 edits in one stretch are found exactly. What people write stays far below both; a hostile text
    /// of 4 MiB, the most that a file may have, is cut short by them.
    public static let standard = ComparingLimits(work: 20_000_000, edits: 1_000)
}

/// What is left of ``ComparingLimits/work``.
struct WorkBudget {
    let edits: Int
    private(set) var left: Int

    init(_ limits: ComparingLimits) {
        edits = limits.edits
        left = limits.work
    }

    /// Takes `steps`; `false` where they are not there, and then nothing is taken.
    mutating func take(_ steps: Int) -> Bool {
        guard steps <= left else { return false }
        left -= steps
        return true
    }
}

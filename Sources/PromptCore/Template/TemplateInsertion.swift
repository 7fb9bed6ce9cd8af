/// A value that a rendering inserted into a text.
public struct TemplateInsertion: Sendable, Hashable {
    /// The variable that the value comes from, also for a field of it or an item of its list; of a missing value, the
    /// name as the text has it.
    public let name: String
    /// UTF-8 bytes of the text that it was inserted into; never empty.
    public let range: Range<Int>
    /// True for a placeholder that stands for a value that is missing.
    public let isMissing: Bool

    /// The same insertion in a text that goes before or beyond: moved by `offset` bytes.
    func moved(by offset: Int) -> TemplateInsertion {
        TemplateInsertion(
            name: name, range: range.lowerBound + offset..<range.upperBound + offset, isMissing: isMissing)
    }

    /// The same insertion in the first `count` bytes of the text; `nil` if it lies behind them.
    func clipped(to count: Int) -> TemplateInsertion? {
        guard range.lowerBound < count else { return nil }
        return TemplateInsertion(
            name: name, range: range.lowerBound..<min(range.upperBound, count), isMissing: isMissing)
    }
}

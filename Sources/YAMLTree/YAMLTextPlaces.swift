/// Maps ranges of one scalar's text to the source, for many ranges at the cost of one pass over the text.
public struct YAMLTextRanges: Sendable {
    private let node: YAMLNode
    /// `nil` if the text occurs in the source unchanged, and for a map or list.
    private let segments: TextSegments?

    /// Creates the map for `node`'s text.
    public init(_ node: YAMLNode) {
        self.node = node
        let record = node.record
        segments = record.kind == .scalar && record.isCooked ? node.textSegments : nil
    }

    /// Returns the source bytes of a range of the UTF-8 of the text, by the rules of
    /// ``YAMLNode/sourceRange(ofText:)``.
    public func sourceRange(ofText range: Range<Int>) -> Range<Int> {
        let record = node.record
        guard record.kind == .scalar else { return node.range }
        if let segments { return segments.source(of: range, end: Int(record.end)) }
        let clamped = range.clamped(to: 0..<Int(record.textLength))
        return clamped.lowerBound + Int(record.textStart)..<clamped.upperBound + Int(record.textStart)
    }
}

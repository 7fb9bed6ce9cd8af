/// A text with ranges marked by `«` and `»`. The marks are no part of the text.
struct MarkedText {
    let text: String
    /// UTF-8 byte ranges in `text`, in the order in which they open.
    let ranges: [Range<Int>]

    init(_ marked: String) {
        var text = String.UnicodeScalarView()
        var length = 0
        var open: [Int] = []
        var ranges: [Range<Int>] = []
        for scalar in marked.unicodeScalars {
            switch scalar {
            case "«": open.append(length)
            case "»": if let start = open.popLast() { ranges.append(start..<length) }
            default:
                text.append(scalar)
                length += UTF8.width(scalar)
            }
        }
        self.text = String(text)
        self.ranges = ranges.sorted { $0.lowerBound < $1.lowerBound }
    }
}

internal import Diagnostics
internal import PromptCore
internal import YAMLTree

/// Finds the lines of a file that contain a record's texts.
struct SearchLocator {
    private let file: ParsedFile
    private let table: LineTable
    /// The values of keys whose ranges the model does not keep, in the order of the file; each is returned
    /// once.
    private var unlocated: [YAMLNode]

    init(_ file: ParsedFile) {
        self.file = file
        table = LineTable(file.source)
        unlocated = []
        if let root = file.tree?.root { SearchLocator.collect(root, into: &unlocated) }
    }

    /// Returns a function from a byte offset in the text and the number of its line to a line of the file;
    /// `nil` if the position is unknown.
    mutating func lines(of text: SearchText) -> ((_ offset: Int, _ number: Int) -> Int)? {
        let table = table
        switch text.location {
        case .address: return nil
        case .range(let range):
            let line = table.position(at: range.lowerBound).line
            return { _, number in line + number }
        case .content(let content):
            let ranges = content.textRanges
            return { offset, _ in
                table.position(at: ranges.sourceRange(ofText: offset..<offset + 1).lowerBound).line
            }
        case .unknown:
            guard let index = unlocated.firstIndex(where: { $0.text == text.text }) else { return nil }
            let ranges = YAMLTextRanges(unlocated.remove(at: index))
            return { offset, _ in
                table.position(at: ranges.sourceRange(ofText: offset..<offset + 1).lowerBound).line
            }
        }
    }

    private static func collect(_ node: YAMLNode, into nodes: inout [YAMLNode]) {
        for entry in node.entries {
            if entry.key.isText("description") || entry.key.isText("help") {
                nodes.append(entry.value)
            } else if !entry.key.isText("metadata") {
                collect(entry.value, into: &nodes)
            }
        }
        for item in node.items { collect(item, into: &nodes) }
    }

    /// Returns the lines of a text that a mark touches, without surrounding blanks, and their numbers from 0.
    static func lineRanges(_ text: String, touching marks: [SearchMarker.Mark]) -> [(Range<Int>, Int)] {
        guard !marks.isEmpty else { return [] }
        let bytes = Array(text.utf8)
        var lines: [(Range<Int>, Int)] = []
        var start = 0
        var number = 0
        while start <= bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            var range = start..<end
            while let first = range.first, bytes[first] <= 0x20 { range = first + 1..<range.upperBound }
            while let last = range.last, bytes[last] <= 0x20 { range = range.lowerBound..<last }
            if !range.isEmpty { lines.append((range, number)) }
            start = end + 1
            number += 1
        }
        return lines
    }
}

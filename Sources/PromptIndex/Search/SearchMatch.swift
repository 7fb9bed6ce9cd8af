internal import Diagnostics
internal import PromptCore
internal import YAMLTree

/// A match of a query in a record: one line of one of its texts.
package struct SearchMatch: Sendable, Hashable {
    /// The kind of the text: `name`, `address`, `tag`, `module`, `option`, `variable`, `description`, `text`.
    package var field: String
    /// The line in the record's file, from 1; `nil` for the address.
    package var line: Int?
    /// The line of the text that contains the match; the whole address.
    package var text: String
    /// The matching UTF-8 ranges of ``text``, in order and without overlap.
    package var ranges: [Range<Int>]
    /// The number of the query's words and phrases that the line matches; a phrase counts as one.
    package var terms: Int
}

extension SearchField {
    /// The name of the field for people; both parts of an address are `address`.
    package var label: String {
        switch self {
        case .name: "name"
        case .handle, .folder: "address"
        case .tag: "tag"
        case .module: "module"
        case .option: "option"
        case .variable: "variable"
        case .description: "description"
        case .text: "text"
        }
    }
}

extension ParsedFile {
    /// Returns every line of the record that matches the query, by field: names first, texts last.
    package func searchMatches(_ query: SearchQuery) -> [SearchMatch] {
        let marker = SearchMarker(query)
        var locator = SearchLocator(self)
        var matches = [marker.match(address: address)].compactMap(\.self)
        var said: Set<FieldLine> = []
        for text in searchTexts.sorted(by: { $0.field.rawValue < $1.field.rawValue }) {
            if case .address = text.location { continue }
            let bytes = Array(text.text.utf8)
            var lines = MarkedLines(marker.marks(in: bytes))
            if lines.isEmpty { continue }
            let line = locator.lines(of: text)
            for (range, number) in SearchLocator.lineRanges(bytes) {
                let found = lines.marks(touching: range)
                guard let first = found.first else { continue }
                let fileLine = line?(first.range.lowerBound, number)
                if let fileLine {
                    let isNew = said.insert(FieldLine(line: fileLine, field: text.field)).inserted
                    guard isNew || text.field == .tag else { continue }
                }
                matches.append(
                    SearchMatch(
                        field: text.field.label, line: fileLine,
                        text: String(decoding: bytes[range], as: UTF8.self),
                        ranges: SearchMarker.merged(found, within: range),
                        terms: Set(found.map(\.term)).count))
            }
        }
        let fieldOrder = ["name", "address", "tag", "module", "option", "variable", "description", "text"]
        func rank(of match: SearchMatch) -> Int { fieldOrder.firstIndex(of: match.field) ?? fieldOrder.count }
        return matches.enumerated().sorted {
            (rank(of: $0.element), $0.offset) < (rank(of: $1.element), $1.offset)
        }.map(\.element)
    }
}

/// Finds the matches of a query in single texts.
struct SearchMarker {
    /// A matching range, and the number of the term or phrase that it matches.
    struct Mark {
        var range: Range<Int>
        var term: Int
    }

    private let query: SearchQuery

    init(_ query: SearchQuery) { self.query = query }

    /// Returns the marks of a text.
    ///
    /// - Parameter text: its UTF-8 bytes.
    func marks(in text: [UInt8]) -> [Mark] {
        var marks: [Mark] = []
        if !query.terms.isEmpty {
            // For each term, the largest offset at which a mark begins.
            var last = query.terms.map { _ in -1 }
            text.withUnsafeBufferPointer { bytes in
                SearchTokenizer.tokenize(bytes) { word, source in
                    for (number, term) in query.terms.enumerated() {
                        let kinds = term.ways.joined().compactMap { $0.match(word) }
                        // A compound is not marked as a whole if it only begins with a part that is marked
                        // already.
                        let isSaid =
                            last[number] >= source.lowerBound && kinds.allSatisfy { $0 == .prefix }
                        guard !kinds.isEmpty, !isSaid else { continue }
                        marks.append(Mark(range: source, term: number))
                        last[number] = max(last[number], source.lowerBound)
                    }
                }
            }
        }
        if query.phrases.isEmpty { return marks }
        let string = String(decoding: text, as: UTF8.self)
        for (number, phrase) in query.phrases.enumerated() {
            marks += phrase.ranges(in: string).map { Mark(range: $0, term: query.terms.count + number) }
        }
        return marks
    }

    /// Matches an address. Folders and name are indexed separately, and shown as one text.
    func match(address: Address) -> SearchMatch? {
        let marks = marks(in: Array(address.path.utf8))
        guard !marks.isEmpty else { return nil }
        return SearchMatch(
            field: SearchField.handle.label, line: nil, text: address.path,
            ranges: SearchMarker.merged(marks, within: 0..<address.path.utf8.count),
            terms: Set(marks.map(\.term)).count)
    }

    /// Returns the ranges of the marks in order, relative to the start of `range`; overlapping ones are
    /// merged.
    static func merged(_ marks: [Mark], within range: Range<Int>) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        for mark in marks.map({ $0.range.clamped(to: range) }).sorted(by: { $0.lowerBound < $1.lowerBound })
        where !mark.isEmpty {
            let next = mark.lowerBound - range.lowerBound..<mark.upperBound - range.lowerBound
            if let last = merged.last, last.upperBound >= next.lowerBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, next.upperBound)
            } else {
                merged.append(next)
            }
        }
        return merged
    }
}

/// Finds the lines of a file that contain a record's texts.
struct SearchLocator {
    private let file: ParsedFile
    private let table: LineTable
    /// The values of keys whose ranges the model does not keep: for each text, those that have it, in the order of the
    /// file. Each is returned once.
    private var unlocated: [String: ArraySlice<YAMLNode>]

    init(_ file: ParsedFile) {
        self.file = file
        table = LineTable(file.source)
        unlocated = [:]
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
            guard let node = unlocated[text.text]?.popFirst() else { return nil }
            let ranges = YAMLTextRanges(node)
            return { offset, _ in
                table.position(at: ranges.sourceRange(ofText: offset..<offset + 1).lowerBound).line
            }
        }
    }

    private static func collect(_ node: YAMLNode, into nodes: inout [String: ArraySlice<YAMLNode>]) {
        for entry in node.entries {
            if entry.key.isText("description") || entry.key.isText("help") {
                nodes[entry.value.text, default: []].append(entry.value)
            } else if !entry.key.isText("metadata") {
                collect(entry.value, into: &nodes)
            }
        }
        for item in node.items { collect(item, into: &nodes) }
    }

    /// Returns the lines of a text without surrounding blanks, and their numbers from 0; no line without other characters.
    static func lineRanges(_ bytes: [UInt8]) -> [(Range<Int>, Int)] {
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

/// The line of a match in one kind of text.
private struct FieldLine: Hashable {
    let line: Int
    let field: SearchField
}

/// Assigns marks to the lines of a text in time linear in both, except for marks that span many lines.
struct MarkedLines {
    /// The marks in the order of their start.
    private let marks: [SearchMarker.Mark]
    /// The index of the first mark that begins after the last line.
    private var next = 0
    /// Marks that begin before `next` and may touch the next line.
    private var open: [SearchMarker.Mark] = []

    init(_ marks: [SearchMarker.Mark]) {
        self.marks = marks.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    var isEmpty: Bool { marks.isEmpty }

    /// Returns the marks that overlap a line, in the order of their start; lines are given in order.
    mutating func marks(touching line: Range<Int>) -> [SearchMarker.Mark] {
        while next < marks.count, marks[next].range.lowerBound < line.upperBound {
            open.append(marks[next])
            next += 1
        }
        open.removeAll { $0.range.upperBound <= line.lowerBound }
        return open.filter { $0.range.overlaps(line) }
    }
}

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
        for text in searchTexts.sorted(by: { $0.field.rawValue < $1.field.rawValue }) {
            if case .address = text.location { continue }
            let marks = marker.marks(in: text.text)
            let line = marks.isEmpty ? nil : locator.lines(of: text)
            for (range, number) in SearchLocator.lineRanges(text.text, touching: marks) {
                let found = marks.filter { $0.range.overlaps(range) }
                guard !found.isEmpty else { continue }
                let fileLine = line?(found.map(\.range.lowerBound).min() ?? range.lowerBound, number)
                let isSaid = matches.contains { $0.line == fileLine && $0.field == text.field.label }
                guard fileLine == nil || !isSaid || text.field == .tag else { continue }
                matches.append(
                    SearchMatch(
                        field: text.field.label, line: fileLine,
                        text: String(decoding: Array(text.text.utf8)[range], as: UTF8.self),
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

    func marks(in text: String) -> [Mark] {
        var marks: [Mark] = []
        if !query.terms.isEmpty {
            Array(text.utf8).withUnsafeBufferPointer { bytes in
                SearchTokenizer.tokenize(bytes) { word, source in
                    for (number, term) in query.terms.enumerated() {
                        let kinds = term.ways.joined().compactMap { $0.match(word) }
                        // A compound is not marked as a whole if it only begins with a part that is marked
                        // already.
                        let isSaid =
                            kinds.allSatisfy { $0 == .prefix }
                            && marks.contains {
                                $0.term == number && $0.range.lowerBound >= source.lowerBound
                            }
                        if !kinds.isEmpty, !isSaid { marks.append(Mark(range: source, term: number)) }
                    }
                }
            }
        }
        for (number, phrase) in query.phrases.enumerated() {
            marks += phrase.ranges(in: text).map { Mark(range: $0, term: query.terms.count + number) }
        }
        return marks
    }

    /// Matches an address. Folders and name are indexed separately, and shown as one text.
    func match(address: Address) -> SearchMatch? {
        let marks = marks(in: address.path)
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

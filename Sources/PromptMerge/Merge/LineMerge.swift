/// A three-way merge of texts by lines.
///
/// Changes of one side are taken. Changes of both sides that touch are a conflict unless they are equal, as
/// in `git merge-file`.
package struct LineMerge {
    /// A range of the result.
    enum Part {
        case merged(ArraySlice<UInt8>)
        case conflict(base: ArraySlice<UInt8>, ours: ArraySlice<UInt8>, theirs: ArraySlice<UInt8>)
    }

    private(set) var parts: [Part] = []

    var hasConflicts: Bool {
        parts.contains { if case .conflict = $0 { true } else { false } }
    }

    package init(base: [UInt8], ours: [UInt8], theirs: [UInt8]) {
        let (b, o, t) = (TextLines(base), TextLines(ours), TextLines(theirs))
        var budget = WorkBudget(.standard)
        let left = TextLines.edits(from: b, to: o, budget: &budget)
        let right = TextLines.edits(from: b, to: t, budget: &budget)
        var (i, j) = (0, 0)
        // The number of base lines already merged, and each side's offset from the base at that line.
        var (done, aheadOurs, aheadTheirs) = (0, 0, 0)
        while i < left.count || j < right.count {
            let (firstLeft, firstRight) = (i, j)
            var range = LineMerge.next(left: left, leftIndex: i, right: right, rightIndex: j)
            var grew = true
            while grew {
                grew = false
                while i < left.count, left[i].old.lowerBound <= range.upperBound {
                    range = range.lowerBound..<max(range.upperBound, left[i].old.upperBound)
                    (i, grew) = (i + 1, true)
                }
                while j < right.count, right[j].old.lowerBound <= range.upperBound {
                    range = range.lowerBound..<max(range.upperBound, right[j].old.upperBound)
                    (j, grew) = (j + 1, true)
                }
            }
            add(b, lines: done..<range.lowerBound)
            let startOurs = range.lowerBound + aheadOurs
            let startTheirs = range.lowerBound + aheadTheirs
            aheadOurs += LineMerge.growth(left[firstLeft..<i])
            aheadTheirs += LineMerge.growth(right[firstRight..<j])
            let endOurs = range.upperBound + aheadOurs
            let endTheirs = range.upperBound + aheadTheirs
            if i == firstLeft {
                add(t, lines: startTheirs..<endTheirs)
            } else if j == firstRight {
                add(o, lines: startOurs..<endOurs)
            } else {
                addBoth(
                    base: b, baseLines: range, ours: o, oursLines: startOurs..<endOurs, theirs: t,
                    theirsLines: startTheirs..<endTheirs)
            }
            done = range.upperBound
        }
        add(b, lines: done..<b.lines.count)
    }

    /// Returns the base lines of the next edit on either side.
    private static func next(
        left: [SequenceDifference.Edit], leftIndex i: Int, right: [SequenceDifference.Edit], rightIndex j: Int
    ) -> Range<Int> {
        guard i < left.count else { return right[j].old }
        guard j < right.count else { return left[i].old }
        return left[i].old.lowerBound <= right[j].old.lowerBound ? left[i].old : right[j].old
    }

    private static func growth(_ edits: ArraySlice<SequenceDifference.Edit>) -> Int {
        edits.reduce(0) { $0 + $1.new.count - $1.old.count }
    }

    private mutating func add(_ text: TextLines, lines: Range<Int>) {
        let slice = LineMerge.slice(of: text, lines: lines)
        if !slice.isEmpty { parts.append(.merged(slice)) }
    }

    private static func slice(of text: TextLines, lines: Range<Int>) -> ArraySlice<UInt8> {
        guard !lines.isEmpty else { return [] }
        return text.bytes[
            text.lines[lines.lowerBound].lowerBound..<text.lines[lines.upperBound - 1].upperBound]
    }

    /// Adds lines that both sides changed. Their common first and last lines are no conflict.
    private mutating func addBoth(
        base: TextLines, baseLines range: Range<Int>, ours: TextLines, oursLines left: Range<Int>,
        theirs: TextLines,
        theirsLines right: Range<Int>
    ) {
        func isSame(_ a: Int, _ b: Int) -> Bool {
            ours.bytes[ours.lines[a]] == theirs.bytes[theirs.lines[b]]
        }
        var (start, end) = (0, 0)
        let shorter = min(left.count, right.count)
        while start < shorter, isSame(left.lowerBound + start, right.lowerBound + start) { start += 1 }
        while end < shorter - start, isSame(left.upperBound - 1 - end, right.upperBound - 1 - end) {
            end += 1
        }
        add(ours, lines: left.lowerBound..<left.lowerBound + start)
        let (a, b) = (
            LineMerge.slice(of: ours, lines: left.lowerBound + start..<left.upperBound - end),
            LineMerge.slice(of: theirs, lines: right.lowerBound + start..<right.upperBound - end)
        )
        if !a.isEmpty || !b.isEmpty {
            parts.append(.conflict(base: LineMerge.slice(of: base, lines: range), ours: a, theirs: b))
        }
        add(ours, lines: left.upperBound - end..<left.upperBound)
    }

    /// The merged text; `nil` if there is a conflict.
    package var text: [UInt8]? {
        var text: [UInt8] = []
        for part in parts {
            guard case .merged(let lines) = part else { return nil }
            text += lines
        }
        return text
    }

    /// Returns the text with Git's markers around conflicts.
    func marked(_ options: MergeOptions) -> [UInt8] {
        var text: [UInt8] = []
        let usesCarriageReturn = parts.contains { part in
            switch part {
            case .merged(let lines): lines.suffix(2) == [0x0D, 0x0A]
            case .conflict(_, let ours, _): ours.suffix(2) == [0x0D, 0x0A]
            }
        }
        func line(_ sign: Character, label: String = "") {
            if let last = text.last, last != 0x0A { text.append(0x0A) }
            text += String(repeating: sign, count: options.markerSize).utf8
            if !label.isEmpty { text += " \(label)".utf8 }
            text += usesCarriageReturn ? [0x0D, 0x0A] : [0x0A]
        }
        for part in parts {
            switch part {
            case .merged(let lines): text += lines
            case .conflict(_, let ours, let theirs):
                line("<", label: options.oursLabel)
                text += ours
                line("=")
                text += theirs
                line(">", label: options.theirsLabel)
            }
        }
        return text
    }

    /// The text with both sides of each conflict, ours first; lines that both sides have occur once.
    var union: [UInt8] {
        var text: [UInt8] = []
        for part in parts {
            switch part {
            case .merged(let lines): text += lines
            case .conflict(_, let ours, let theirs):
                text += ours
                if let last = text.last, last != 0x0A, !theirs.isEmpty { text.append(0x0A) }
                let known = TextLines(Array(ours))
                let there = Swift.Set(known.lines.map { known.text($0) })
                let other = TextLines(Array(theirs))
                for line in other.lines where !there.contains(other.text(line)) {
                    text += other.bytes[line]
                }
            }
        }
        return text
    }
}

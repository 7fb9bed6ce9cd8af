/// A three-way merge of texts by lines, for changes that do not touch each other.
enum TextMerge {
    /// The text with both changes; `nil` where they overlap or are next to each other.
    ///
    /// - Parameters:
    ///   - base: what both changes began with.
    ///   - one: the text after the one.
    ///   - other: the text after the other.
    static func merge(base: [UInt8], _ one: [UInt8], _ other: [UInt8]) -> [UInt8]? {
        let lines = TextMerge.lines(base)
        let left = hunks(lines, TextMerge.lines(one))
        let right = hunks(lines, TextMerge.lines(other))
        var hunks: [Hunk] = []
        for hunk in (left + right).sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            if let last = hunks.last, hunk.range.lowerBound <= last.range.upperBound {
                // Both made the same change.
                if hunk == last { continue }
                return nil
            }
            hunks.append(hunk)
        }
        var merged: [UInt8] = []
        var next = 0
        for hunk in hunks {
            for line in lines[next..<hunk.range.lowerBound] { merged += line }
            for line in hunk.lines { merged += line }
            next = hunk.range.upperBound
        }
        for line in lines[next...] { merged += line }
        return merged
    }

    /// Lines of the base that give way to others.
    private struct Hunk: Equatable {
        let range: Range<Int>
        let lines: ArraySlice<ArraySlice<UInt8>>
    }

    /// More lines than this, without the equal ones at both ends, are taken as one change: comparing costs the square of
    /// the number of differences.
    private static let maxLines = 4000

    private static func hunks(_ base: [ArraySlice<UInt8>], _ text: [ArraySlice<UInt8>]) -> [Hunk] {
        var start = 0
        while start < base.count, start < text.count, base[start] == text[start] { start += 1 }
        var end = 0
        while end < base.count - start, end < text.count - start,
            base[base.count - 1 - end] == text[text.count - 1 - end]
        {
            end += 1
        }
        let old = base[start..<base.count - end]
        let new = text[start..<text.count - end]
        if old.isEmpty, new.isEmpty { return [] }
        guard old.count + new.count <= maxLines else { return [Hunk(range: old.indices, lines: new)] }
        let difference = Array(new).difference(from: Array(old))
        var removed = Set<Int>()
        var inserted = Set<Int>()
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(start + offset)
            case .insert(let offset, _, _): inserted.insert(start + offset)
            }
        }
        return join(old.indices, new, removed, inserted)
    }

    /// Runs of removed and inserted lines, as hunks.
    private static func join(
        _ old: Range<Int>, _ new: ArraySlice<ArraySlice<UInt8>>, _ removed: Set<Int>, _ inserted: Set<Int>
    ) -> [Hunk] {
        var hunks: [Hunk] = []
        var (at, to) = (old.lowerBound, new.startIndex)
        while at < old.upperBound || to < new.endIndex {
            let (first, firstNew) = (at, to)
            while at < old.upperBound, removed.contains(at) { at += 1 }
            while to < new.endIndex, inserted.contains(to) { to += 1 }
            if at > first || to > firstNew {
                hunks.append(Hunk(range: first..<at, lines: new[firstNew..<to]))
            } else {
                at += 1
                to += 1
            }
        }
        return hunks
    }

    /// Each line with its end.
    private static func lines(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for index in text.indices where text[index] == 0x0A {
            lines.append(text[start...index])
            start = index + 1
        }
        if start < text.count { lines.append(text[start...]) }
        return lines
    }
}

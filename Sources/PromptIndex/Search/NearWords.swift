/// Finds the word of an index that is closest to a mistyped one.
///
/// Words are sorted by their bytes, so adjacent words have common prefixes. The table of distances is kept
/// for the prefix shared with the word before, and if a prefix is too far, all words with that prefix are
/// skipped.
struct NearWords {
    private let typed: [UInt32]
    private let limit: Int
    /// A row of distances for each scalar of the current word, after the row of the empty word.
    private var rows: [Int] = []
    private var width: Int { typed.count + 1 }

    init(_ word: [UInt8]) {
        typed = NearWords.scalars(word)
        limit = typed.count < 3 ? 0 : typed.count < 6 ? 1 : 2
    }

    /// Returns the word with the fewest edits (insertions, deletions, replacements, swaps of neighbours:
    /// optimal string alignment). If several are equally close, returns the one that most records have; `nil`
    /// if all are too far.
    func nearest(in index: some WordIndex) -> [UInt8]? {
        guard limit > 0 else { return nil }
        var best: [(word: [UInt8], id: Int)] = []
        var bestDistance = limit
        var rows = Array(0...typed.count)
        var word: [UInt32] = []
        /// Length of the prefix that excluded an earlier word and excludes all words with it.
        var dead: Int?
        index.words(withPrefix: []) { bytes, id in
            let next = NearWords.scalars(bytes)
            var shared = 0
            while shared < word.count, shared < next.count, word[shared] == next[shared] { shared += 1 }
            if let length = dead, shared >= length { return true }
            dead = nil
            word.removeSubrange(shared...)
            rows.removeSubrange((shared + 1) * width..<rows.count)
            while word.count < next.count {
                word.append(next[word.count])
                if addRow(for: word, to: &rows) > bestDistance {
                    dead = word.count
                    return true
                }
            }
            let distance = rows[rows.count - 1]
            guard distance <= bestDistance, distance < typed.count else { return true }
            if distance < bestDistance {
                best = []
                bestDistance = distance
            }
            best.append((bytes, id))
            return true
        }
        return best.max { left, right in
            let counts = (
                NearWords.recordCount(of: left.id, in: index), NearWords.recordCount(of: right.id, in: index)
            )
            return counts.0 != counts.1
                ? counts.0 < counts.1 : right.word.lexicographicallyPrecedes(left.word)
        }?.word
    }

    /// Adds the row of distances for `word`, whose other rows exist. Returns the smallest distance in it.
    private func addRow(for word: [UInt32], to rows: inout [Int]) -> Int {
        let row = word.count
        let start = row * width
        rows.append(row)
        var least = row
        for column in 1..<width {
            let above = start - width + column
            var cost = min(rows[above] + 1, rows[start + column - 1] + 1)
            cost = min(cost, rows[above - 1] + (word[row - 1] == typed[column - 1] ? 0 : 1))
            if row > 1, column > 1, word[row - 1] == typed[column - 2], word[row - 2] == typed[column - 1] {
                cost = min(cost, rows[above - width - 2] + 1)
            }
            rows.append(cost)
            least = min(least, cost)
        }
        // A swap may skip one row that is too far, so only two such consecutive rows exclude a word.
        return min(least, rows[(start - width)..<start].min() ?? least)
    }

    private static func recordCount(of id: Int, in index: some WordIndex) -> Int {
        var count = 0
        index.postings(of: id) { _, _, number in count += number }
        return count
    }

    private static func scalars(_ word: [UInt8]) -> [UInt32] {
        var scalars: [UInt32] = []
        word.withUnsafeBufferPointer { bytes in
            var offset = 0
            while offset < bytes.count {
                let (scalar, length) = UTF8Scalar.read(bytes, at: offset)
                scalars.append(scalar)
                offset += length
            }
        }
        return scalars
    }
}

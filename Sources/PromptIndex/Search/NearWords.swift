/// Finds the word of an index that a mistyped one was meant to be.
///
/// Words come in the order of their bytes, so that neighbours begin alike: the table of distances is kept for what the
/// word shares with the one before it, and a beginning that is too far already dismisses all words that share it.
struct NearWords {
    private let typed: [UInt32]
    private let limit: Int
    /// A row of distances for each scalar of the present word, after the row of the empty word.
    private var rows: [Int] = []
    private var width: Int { typed.count + 1 }

    init(_ word: [UInt8]) {
        typed = NearWords.scalars(word)
        limit = typed.count < 3 ? 0 : typed.count < 6 ? 1 : 2
    }

    /// The word with the fewest edits (insertions, deletions, replacements, swaps of neighbours: optimal string
    /// alignment), of those the one that most records have; `nil` where all are too far.
    func nearest(in index: some WordIndex) -> [UInt8]? {
        guard limit > 0 else { return nil }
        var best: [(word: [UInt8], id: Int)] = []
        var bestDistance = limit
        var rows = Array(0...typed.count)
        var word: [UInt32] = []
        /// The length of the beginning that dismissed a word before, which dismisses all that have it.
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
                if addRow(word, &rows) > bestDistance {
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
            let counts = (NearWords.records(left.id, index), NearWords.records(right.id, index))
            return counts.0 != counts.1
                ? counts.0 < counts.1 : right.word.lexicographicallyPrecedes(left.word)
        }?.word
    }

    /// Adds the distances of the typed word's beginnings from `word`, whose other rows are there; gives the least.
    private func addRow(_ word: [UInt32], _ rows: inout [Int]) -> Int {
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
        // A swap may reach over one row that is too far: only two such rows in a row say no.
        return min(least, rows[(start - width)..<start].min() ?? least)
    }

    private static func records(_ id: Int, _ index: some WordIndex) -> Int {
        var count = 0
        index.postings(of: id) { _, _, number in count += number }
        return count
    }

    private static func scalars(_ word: [UInt8]) -> [UInt32] {
        var scalars: [UInt32] = []
        word.withUnsafeBufferPointer { bytes in
            var place = 0
            while place < bytes.count {
                let (scalar, length) = UTF8Scalar.read(bytes, at: place)
                scalars.append(scalar)
                place += length
            }
        }
        return scalars
    }
}

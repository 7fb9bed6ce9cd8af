/// "Did you mean": the known word nearest to a mistyped one.
public enum Suggestion {
    /// The candidate with the fewest edits from `word` (insertions, deletions, replacements and swaps
    /// of neighbours; case is free), or `nil` where all are too far to be meant.
    public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let typed = Array(Slug.foldingKey(word).unicodeScalars.prefix(64))
        let limit = max(1, min(3, typed.count / 3 + (typed.count > 2 ? 1 : 0)))
        var best: (word: String, distance: Int)?
        for candidate in candidates {
            let other = Array(Slug.foldingKey(candidate).unicodeScalars.prefix(64))
            guard abs(other.count - typed.count) <= limit else { continue }
            let distance = distance(typed, other)
            guard distance <= limit, distance < typed.count else { continue }
            if distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        return best?.word
    }

    /// `did you mean "x"?`, or the list where nothing is near and it is short enough to read.
    public static func help(for word: String, among candidates: [String], what: String) -> String? {
        if let near = nearest(to: word, among: candidates) { return "did you mean \(quoted(near))?" }
        if candidates.isEmpty { return nil }
        let shown = candidates.prefix(12).joined(separator: ", ")
        return "\(what): \(shown)\(candidates.count > 12 ? ", …" : "")"
    }

    /// Optimal string alignment distance (Damerau–Levenshtein with neighbouring swaps only).
    static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var before = [Int](repeating: 0, count: right.count + 1)
        var above = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let same = left[row - 1] == right[column - 1]
                var cost = min(above[column] + 1, current[column - 1] + 1, above[column - 1] + (same ? 0 : 1))
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1]
                {
                    cost = min(cost, before[column - 2] + 1)
                }
                current.append(cost)
            }
            (before, above) = (above, current)
        }
        return above[right.count]
    }
}

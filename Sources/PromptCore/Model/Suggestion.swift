/// "Did you mean": the known word closest to a mistyped one.
public enum Suggestion {
    /// Returns the candidate with the fewest edits from `word`; `nil` if all are too different. Edits are
    /// insertions, deletions, replacements and swaps of neighbours; case does not count.
    public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        nearest(to: word, among: candidates.lazy.map { ($0, folded($0)) })
    }

    /// Returns the form in which words are compared.
    fileprivate static func folded(_ word: String) -> [Unicode.Scalar] {
        Array(Slug.foldingKey(word).unicodeScalars.prefix(64))
    }

    fileprivate static func nearest(
        to word: String, among candidates: some Sequence<(word: String, folded: [Unicode.Scalar])>
    ) -> String? {
        let typed = folded(word)
        let limit = max(1, min(3, typed.count / 3 + (typed.count > 2 ? 1 : 0)))
        var best: (word: String, distance: Int)?
        for (candidate, other) in candidates {
            guard abs(other.count - typed.count) <= limit else { continue }
            let distance = distance(typed, other)
            guard distance <= limit, distance < typed.count else { continue }
            if distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        return best?.word
    }

    /// Returns `did you mean "x"?` or, if no candidate is close, `what` with the first twelve candidates;
    /// `nil` if there are no candidates.
    public static func help(for word: String, among candidates: [String], what: String) -> String? {
        var words = SuggestionWords(candidates)
        return words.help(for: word, what: what)
    }

    /// Returns the optimal string alignment distance (Damerau–Levenshtein with swaps of neighbours only).
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

/// A prepared list of words for many suggestions. Only the first twenty questions are answered: if a file has
/// more unknown words, they are no typing mistakes, and each answer takes time in proportion to the list.
struct SuggestionWords {
    private let words: [(word: String, folded: [Unicode.Scalar])]
    private var left = 20

    init(_ words: some Sequence<String>) {
        self.words = words.map { ($0, Suggestion.folded($0)) }
    }

    /// Like ``Suggestion/nearest(to:among:)``, but `nil` for every question after the twentieth.
    mutating func nearest(to word: String) -> String? {
        guard left > 0 else { return nil }
        left -= 1
        return Suggestion.nearest(to: word, among: words)
    }

    /// Like ``Suggestion/help(for:among:what:)``.
    mutating func help(for word: String, what: String) -> String? {
        if let near = nearest(to: word) { return "did you mean \(quoted(near))?" }
        if words.isEmpty { return nil }
        let shown = words.prefix(12).map(\.word).joined(separator: ", ")
        return "\(what): \(shown)\(words.count > 12 ? ", …" : "")"
    }
}

/// Returns `text` in double quotes, on one line and shortened for a message.
package func quoted(_ text: some StringProtocol) -> String { "\"\(shortened(text))\"" }

/// Returns `text` on one line, shortened for a message. Control characters are escaped.
package func shortened(_ text: some StringProtocol) -> String {
    let limit = 60
    var short = String.UnicodeScalarView()
    var count = 0
    for scalar in text.unicodeScalars {
        guard count < limit else { return String(short) + "…" }
        count += 1
        switch scalar {
        case "\n": short.append(contentsOf: "\\n".unicodeScalars)
        case "\r": short.append(contentsOf: "\\r".unicodeScalars)
        case "\t": short.append(contentsOf: "\\t".unicodeScalars)
        case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
            short.append(
                contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
        default: short.append(scalar)
        }
    }
    return String(short)
}

/// Returns `1 word`, `2 words`.
package func counted(_ count: Int, one: String, many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
}

/// Returns `a, b or c`.
package func alternatives(_ words: [String], last: String = "or") -> String {
    guard let final = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(last) " + final
}

/// Words of a command line that a person may copy into a shell.
package enum ShellWord {
    /// Returns `text` unchanged if a shell reads it literally, else in single quotes.
    package static func quoted(_ text: String) -> String {
        let plain = "+-./:@_,%".utf8
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80
                || plain.contains(byte)
        }
        return isPlain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
    }
}

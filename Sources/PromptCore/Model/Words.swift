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

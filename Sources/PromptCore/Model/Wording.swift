/// `text` between typographic-neutral quotes, cut to a length that fits a message.
package func quoted(_ text: some StringProtocol) -> String {
    let limit = 60
    guard text.unicodeScalars.count > limit else { return "\"\(text)\"" }
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: text.unicodeScalars.prefix(limit))
    return "\"\(String(scalars))…\""
}

/// `1 word`, `2 words`.
package func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
}

/// `a, b or c`.
package func alternatives(_ words: [String], _ last: String = "or") -> String {
    guard let final = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(last) " + final
}

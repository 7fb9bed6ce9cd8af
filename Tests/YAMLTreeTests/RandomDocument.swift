import TestSupport

/// Writes random YAML documents: comments everywhere, every scalar style, flow inside block, an indentation
/// of 1 to 4, lists indented or not. Every comment has its own number.
struct RandomDocument {
    var random: SeededRandom
    private var comments = 0
    private var keys = 0
    private var text = ""
    private let step: Int
    private let indentsLists: Bool

    init(seed: UInt64) {
        random = SeededRandom(seed)
        step = random.pick([2, 2, 2, 4, 1, 3])
        indentsLists = random.chance(70)
    }

    static func text(seed: UInt64) -> String {
        var document = RandomDocument(seed: seed)
        return document.write()
    }

    private mutating func write() -> String {
        if random.chance(20) { text += "\(comment())\n" }
        if random.chance(10) { text += "---\n" }
        if random.chance(20) { text += "\n" }
        if random.chance(85) { map(0, depth: 0) } else { list(0, depth: 0) }
        if random.chance(25) { text += "\n\(comment())\n" }
        if random.chance(5) { text += "...\n" }
        if random.chance(20) {
            while text.hasSuffix("\n") { text.removeLast() }
        }
        if random.chance(25) { text = text.replacing("\n", with: "\r\n") }
        if random.chance(10) { text = "\u{FEFF}" + text }
        return text
    }

    private mutating func comment() -> String {
        comments += 1
        return "# c\(comments);"
    }

    private mutating func trailing() -> String {
        random.chance(20) ? "  \(comment())" : random.chance(5) ? "  " : ""
    }

    /// Comments and blank lines before an entry or item.
    private mutating func lead(_ column: Int) {
        if random.chance(12) { text += "\n" }
        if random.chance(8) { text += spaces(random.below(column + 4)) + comment() + "\n" }
        if random.chance(8) { text += "\n" }
        if random.chance(18) { text += spaces(column) + comment() + "\n" }
        if random.chance(6) { text += spaces(column) + comment() + "\n" }
    }

    private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

    private mutating func key() -> String {
        keys += 1
        let start = random.pick(["k", "key ", "né", "名", "\"q\\\"", "'s''", "k-", "ä ö ", "k"])
        return "\(start)\(keys)".closed
    }

    private mutating func map(_ column: Int, depth: Int, isInline: Bool = false) {
        for index in 0...random.below(4) {
            if !(isInline && index == 0) {
                lead(column)
                text += spaces(column)
            }
            text += key() + ":"
            value(column, depth: depth, isItem: false)
        }
    }

    private mutating func list(_ column: Int, depth: Int, isInline: Bool = false) {
        for index in 0...random.below(4) {
            if !(isInline && index == 0) {
                lead(column)
                text += spaces(column)
            }
            text += "-"
            value(column, depth: depth, isItem: true)
        }
    }

    private mutating func value(_ column: Int, depth: Int, isItem: Bool) {
        if depth < 3, random.chance(35) {
            let isList = random.chance(50)
            if isItem, random.chance(75) {
                let blanks = random.chance(80) ? 1 : 2
                text += spaces(blanks)
                if isList {
                    list(column + 1 + blanks, depth: depth + 1, isInline: true)
                } else {
                    map(column + 1 + blanks, depth: depth + 1, isInline: true)
                }
                return
            }
            text += trailing() + "\n"
            if isList {
                list(!isItem && !indentsLists ? column : column + step, depth: depth + 1)
            } else {
                map(column + step, depth: depth + 1)
            }
            return
        }
        switch random.below(10) {
        case 0: text += trailing() + "\n"
        case 1: text += " \(flow(depth: 0))" + trailing() + "\n"
        case 2, 3: block(column)
        case 4: several(column)
        default: text += " \(scalar(inFlow: false))" + trailing() + "\n"
        }
    }

    private mutating func scalar(inFlow: Bool) -> String {
        random.pick([
            "plain", "two words", "é plain", "12", "true", "~", "null", "'single'", "'it''s'", "\"double\"",
            "\"a\\n b\"",
            "\"\\u00e9 \\\"q\\\"\"", "''", "\"\"", "a#b", "x:y", "http://a.b/c", "'{{x}}'", "\"{{y}} # no\"",
            "-1.5e3",
            "2026-11-24",
        ])
    }

    private mutating func flow(depth: Int) -> String {
        let count = random.below(4)
        let gap = random.pick(["", " ", " "])
        let comma = random.pick([", ", ",  ", " , "])
        let end = count > 0 && random.chance(15) ? "," : ""
        if random.chance(50) {
            let items = (0..<count).map { _ in
                depth < 2 && random.chance(25) ? flow(depth: depth + 1) : scalar(inFlow: true)
            }
            return "[\(gap)\(items.joined(separator: comma))\(end)\(gap)]"
        }
        let entries = (0..<count).map { _ in
            let name = key()
            if random.chance(10) { return name }
            return name + ": "
                + (depth < 2 && random.chance(25) ? flow(depth: depth + 1) : scalar(inFlow: true))
        }
        return "{\(gap)\(entries.joined(separator: comma))\(end)\(gap)}"
    }

    /// A plain or quoted scalar, or a flow list, over several lines.
    private mutating func several(_ column: Int) {
        let margin = spaces(column + 1 + random.below(4))
        switch random.below(5) {
        case 0: text += " first\n\(margin)second\n\n\(margin)third" + trailing() + "\n"
        case 1: text += " 'first\n\(margin)it''s'" + trailing() + "\n"
        case 2: text += " \"first \\\n\(margin)second\\t\n\n\(margin)third\"" + trailing() + "\n"
        case 3:
            text +=
                " [a, \(comment())\n\(margin)b,\n\(margin)\(comment())\n\(margin)c \(comment())\n\(margin)]\n"
        default: text += "\n\(margin)below" + trailing() + "\n"
        }
    }

    private mutating func block(_ column: Int) {
        let chomping = random.pick(["", "", "-", "+"])
        let extra = 1 + random.below(4)
        let needsDigit = random.chance(20)
        let digit = needsDigit || random.chance(10) ? "\(extra)" : ""
        let header = random.chance(50) ? digit + chomping : chomping + digit
        text += random.pick([" |", " |", " >"]) + header + (random.chance(15) ? " \(comment())" : "") + "\n"
        let margin = spaces(column + extra)
        for index in 0...random.below(4) {
            switch random.below(8) {
            case 0 where index > 0: text += "\n"
            case 1 where index > 0 || needsDigit: text += margin + "  indented\n"
            case 2: text += margin + "# no comment\n"
            case 3: text += margin + "trailing  \n"
            case 4 where index > 0: text += margin + "\ttab\n"
            default: text += margin + random.pick(["line", "é {{x}}", "- item", "key: value"]) + "\n"
            }
        }
        for _ in 0..<random.pick([0, 0, 0, 1, 2]) { text += "\n" }
    }
}

extension String {
    /// If a key begins with a quote, the key with its closing quote.
    fileprivate var closed: String {
        hasPrefix("\"") ? self + "\"" : hasPrefix("'") ? self + "'" : self
    }
}

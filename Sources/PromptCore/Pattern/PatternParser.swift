/// Parses a pattern: alternatives, sequences, groups and quantifiers. Extensions parse classes and escapes.
struct PatternParser {
    let scalars: [Unicode.Scalar]
    /// For each scalar, and for the end, its offset in the text's UTF-8.
    private let offsets: [Int]
    var position = 0
    private(set) var ignoresCase = false
    private var dotTakesAll = false
    private var depth = 0
    private var groupNames: Set<String> = []

    init(_ text: String) throws(PatternError) {
        let length = text.utf8.count
        guard length <= PatternLimits.maxTextBytes else {
            throw PatternError(
                "the pattern is too long: \(length) bytes, at most \(PatternLimits.maxTextBytes)",
                at: 0..<length)
        }
        var scalars: [Unicode.Scalar] = []
        var offsets = [0]
        for scalar in text.unicodeScalars {
            scalars.append(scalar)
            offsets.append(offsets[offsets.count - 1] + UTF8.width(scalar))
        }
        self.scalars = scalars
        self.offsets = offsets
    }

    mutating func parse() throws(PatternError) -> PatternNode {
        readLeadingFlags()
        let node = try choice()
        guard position == scalars.count else {
            throw error(
                "`)` without a `(`", from: position, to: position + 1,
                help: "for the character itself write `\\)`"
            )
        }
        return node
    }

    // MARK: Structure

    private mutating func choice() throws(PatternError) -> PatternNode {
        var parts = [try sequence()]
        while take("|") { parts.append(try sequence()) }
        return parts.count == 1 ? parts[0] : .choice(parts)
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var parts: [PatternNode] = []
        while let scalar = peek, scalar != "|", scalar != ")" {
            let node = try atom()
            parts.append(try quantified(node))
        }
        return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
    }

    private mutating func atom() throws(PatternError) -> PatternNode {
        let start = position
        let scalar = scalars[position]
        position += 1
        switch scalar {
        case "(": return try group(from: start)
        case "[": return .set(try characterClass(from: start))
        case "\\": return try escape(from: start)
        case ".": return .set(dotTakesAll ? PatternSet().inverted : PatternSet.lineEnds.inverted)
        case "^": return .assertion(.start)
        case "$": return .assertion(.end)
        case "*", "+", "?":
            throw error(
                "`\(scalar)` has nothing to repeat", from: start, to: position,
                help: "for the character itself write `\\\(scalar)`")
        case "{":
            position = start
            if try count() != nil {
                throw error(
                    "`{` has nothing to repeat", from: start, to: position,
                    help: "for the character itself write `\\{`")
            }
            position = start + 1
            return .scalar(scalar)
        default: return .scalar(scalar)
        }
    }

    private mutating func group(from start: Int) throws(PatternError) -> PatternNode {
        if take("?") { try groupKind(from: start) }
        depth += 1
        guard depth <= PatternLimits.maxGroupDepth else {
            throw error(
                "groups are nested more than \(PatternLimits.maxGroupDepth) deep", from: start, to: start + 1)
        }
        let node = try choice()
        guard take(")") else {
            throw error(
                "this group is never closed", from: start, to: start + 1,
                help: "add `)`, or write `\\(` for the character itself")
        }
        depth -= 1
        return node
    }

    /// Reads the kind of a group after its `(?`.
    private mutating func groupKind(from start: Int) throws(PatternError) {
        if take(":") { return }
        if take("=") || take("!") || takeAll("<=") || takeAll("<!") {
            throw error(
                "look-around is not supported", from: start, to: position,
                help: "it can't be matched in linear time; describe the whole value instead")
        }
        if take(">") {
            throw error("atomic groups are not supported", from: start, to: position, help: "write `(?:…)`")
        }
        if takeAll("P=") {
            throw error(
                "back-references are not supported", from: start, to: position, help: PatternParser.linearHelp
            )
        }
        if take("<") || takeAll("P<") { return try groupName() }
        throw error(
            "this kind of group is not supported", from: start, to: min(position + 1, scalars.count),
            help: "use `(…)`, `(?:…)` or `(?<name>…)`; `(?i)` and `(?s)` are allowed at the very start")
    }

    private mutating func groupName() throws(PatternError) {
        let start = position
        while let scalar = peek, PatternSet.wordScalars.contains(scalar) { position += 1 }
        let name = text(start..<position)
        guard position > start, !PatternSet.digits.contains(scalars[start]), take(">") else {
            throw error(
                "a group's name has ASCII letters, digits and `_` and ends with `>`", from: start,
                to: position > start ? position : min(position + 1, scalars.count))
        }
        guard groupNames.insert(name).inserted else {
            throw error("two groups are named `\(name)`", from: start, to: position - 1)
        }
    }

    private mutating func readLeadingFlags() {
        guard takeAll("(?") else { return }
        let start = position
        while let scalar = peek, scalar == "i" || scalar == "s" { position += 1 }
        let flags = scalars[start..<position]
        guard !flags.isEmpty, take(")") else {
            position = 0
            return
        }
        ignoresCase = flags.contains("i")
        dotTakesAll = flags.contains("s")
    }

    // MARK: Quantifiers

    private mutating func quantified(_ node: PatternNode) throws(PatternError) -> PatternNode {
        let sign = position
        let bounds: (least: Int, most: Int?)
        if take("*") {
            bounds = (0, nil)
        } else if take("+") {
            bounds = (1, nil)
        } else if take("?") {
            bounds = (0, 1)
        } else if peek == "{", let count = try count() {
            bounds = count
        } else {
            return node
        }
        if take("+") {
            throw error(
                "possessive quantifiers are not supported", from: sign, to: position,
                help: "omit the last `+`: matching never backtracks, so it has no effect")
        }
        _ = take("?")
        if let scalar = peek, scalar == "*" || scalar == "+" || scalar == "?" {
            throw error(
                "`\(scalar)` repeats a repetition", from: position, to: position + 1,
                help: "write `(?:…)` around what it repeats")
        }
        return .repetition(node, least: bounds.least, most: bounds.most)
    }

    /// Reads `{m}`, `{m,}` or `{m,n}` to its end; returns `nil` if the `{` is a literal.
    private mutating func count() throws(PatternError) -> (least: Int, most: Int?)? {
        let start = position
        position += 1
        let least = number()
        var most = least
        if take(",") { most = number() }
        let isUnbounded = scalars[position - 1] == ","
        let isClosed = take("}")
        if least == nil {
            if isClosed, most != nil {
                throw error("`{` needs a first number", from: start, to: position, help: "write `{0,…}`")
            }
            position = start
            return nil
        }
        guard let least, isClosed else {
            throw error(
                "this count is not complete", from: start, to: position,
                help: "write `{2}`, `{2,}` or `{2,5}`, or `\\{` for the character itself")
        }
        guard max(least, most ?? 0) <= PatternLimits.maxCount else {
            throw error(
                "a count is at most \(PatternLimits.maxCount)", from: start, to: position,
                help: "use `min_length` and `max_length` for lengths")
        }
        if isUnbounded { return (least, nil) }
        guard let most, least <= most else {
            throw error("the second number of a count is less than the first", from: start, to: position)
        }
        return (least, most)
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let scalar = peek, PatternSet.digits.contains(scalar) {
            // If the number is too large, it is capped, so that it stays too large and does not overflow.
            value = min((value ?? 0) * 10 + Int(scalar.value - 0x30), PatternLimits.maxCount + 1)
            position += 1
        }
        return value
    }

    // MARK: Scalars

    static let linearHelp = "they can't be matched in linear time; write out the allowed texts"

    var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        position += 1
        return true
    }

    mutating func takeAll(_ text: String) -> Bool {
        guard scalars[position...].starts(with: text.unicodeScalars) else { return false }
        position += text.unicodeScalars.count
        return true
    }

    func text(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[range])
        return String(text)
    }

    /// Returns an error for a range of scalars.
    func error(_ message: String, from start: Int, to end: Int, help: String? = nil) -> PatternError {
        PatternError(message, at: offsets[start]..<offsets[end], help: help)
    }
}

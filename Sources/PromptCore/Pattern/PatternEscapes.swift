extension PatternParser {
    /// Reads an escape after its `\`, outside a class.
    mutating func escape(from start: Int) throws(PatternError) -> PatternNode {
        if take("b") { return .assertion(.wordBoundary) }
        if take("B") { return .assertion(.noWordBoundary) }
        if let set = try setEscape(from: start) { return .set(set) }
        return .scalar(try scalarEscape(from: start))
    }

    /// Reads `\d \w \s \p{…}` or one of their opposites, which mean many scalars; `nil` for any other escape.
    mutating func setEscape(from start: Int) throws(PatternError) -> PatternSet? {
        if take("d") { return .digits }
        if take("D") { return PatternSet.digits.inverted }
        if take("w") { return .wordScalars }
        if take("W") { return PatternSet.wordScalars.inverted }
        if take("s") { return .space }
        if take("S") { return PatternSet.space.inverted }
        if take("p") { return try category(from: start, inverted: false) }
        if take("P") { return try category(from: start, inverted: true) }
        return nil
    }

    /// Reads an escape that means one scalar.
    mutating func scalarEscape(from start: Int) throws(PatternError) -> Unicode.Scalar {
        guard let scalar = peek else {
            throw error(
                "`\\` at the end of the pattern", from: start, to: position,
                help: "write `\\\\` for the character itself")
        }
        position += 1
        switch scalar {
        case "t": return "\t"
        case "n": return "\n"
        case "r": return "\r"
        case "f": return "\u{0C}"
        case "v": return "\u{0B}"
        case "x": return try hexadecimal(digits: 2, from: start)
        case "u": return try hexadecimal(digits: 4, from: start)
        case "0":
            guard let next = peek, PatternSet.digits.contains(next) else { return "\0" }
            throw error(
                "octal escapes are not supported", from: start, to: position + 1, help: "write `\\x00`")
        case "1"..."9", "k":
            throw error(
                "back-references are not supported", from: start, to: position, help: PatternParser.linearHelp
            )
        case "A", "Z", "z", "G":
            throw error(
                "`\\\(scalar)` is not supported", from: start, to: position,
                help: "`^` and `$` are the start and the end; a pattern always covers the whole value")
        default:
            guard scalar.value > 0x20, scalar.value < 0x7F, !PatternSet.wordScalars.contains(scalar) else {
                throw error(
                    "`\\\(scalar)` has no meaning", from: start, to: position,
                    help: "leave out the `\\`, or double it for a backslash")
            }
            return scalar
        }
    }

    /// Reads the digits of `\xHH` and `\uHHHH`, or one to six digits in braces.
    private mutating func hexadecimal(digits: Int, from start: Int) throws(PatternError) -> Unicode.Scalar {
        let isBraced = take("{")
        var value: UInt32 = 0
        var count = 0
        while isBraced ? count < 6 : count < digits, let digit = peek?.hexadecimalValue {
            value = value * 16 + digit
            count += 1
            position += 1
        }
        let isComplete = isBraced ? take("}") && count > 0 : count == digits
        guard isComplete, let scalar = Unicode.Scalar(value) else {
            let end = min(position + (isComplete ? 0 : 1), scalars.count)
            throw error(
                "`\(text(start..<end))` is not a Unicode scalar", from: start, to: end,
                help: "write two digits after `\\x`, four after `\\u`, or any number as in `\\u{1F600}`")
        }
        return scalar
    }

    private mutating func category(from start: Int, inverted: Bool) throws(PatternError) -> PatternSet {
        let isBraced = take("{")
        let nameStart = position
        if isBraced {
            while let scalar = peek, scalar != "}" { position += 1 }
        } else if peek != nil {
            position += 1
        }
        let name = text(nameStart..<position)
        guard !isBraced || take("}") else {
            throw error("`\\p{` is never closed", from: start, to: position, help: "write `\\p{L}`")
        }
        guard let categories = GeneralCategories(named: name) else {
            throw error(
                "`\(name)` is not a general category of Unicode", from: start, to: position,
                help:
                    "use L, Lu, Ll, Lt, Lm, Lo, M, N, Nd, P, S, Z or one of their parts; scripts are not supported"
            )
        }
        var set = PatternSet()
        set.insert(inverted ? categories.inverted : categories)
        return set
    }
}

extension Unicode.Scalar {
    fileprivate var hexadecimalValue: UInt32? {
        switch self {
        case "0"..."9": value - 0x30
        case "a"..."f": value - 0x61 + 10
        case "A"..."F": value - 0x41 + 10
        default: nil
        }
    }
}

extension PatternParser {
    /// Reads a class after its `[`.
    mutating func characterClass(from start: Int) throws(PatternError) -> PatternSet {
        var set = PatternSet()
        set.isNegated = take("^")
        if peek == "]" {
            throw error(
                "an empty class", from: start, to: position + 1,
                help: "for the character itself write `\\]`")
        }
        while !take("]") {
            guard peek != nil else {
                throw error(
                    "this class is never closed", from: start, to: start + 1,
                    help: "add `]`, or write `\\[` for the character itself")
            }
            try refusePOSIX()
            try classItem(into: &set)
        }
        set.seal()
        return set
    }

    private mutating func classItem(into set: inout PatternSet) throws(PatternError) {
        let start = position
        guard let first = try classScalar(orInto: &set) else { return }
        guard peek == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
            set.insert(first)
            return
        }
        position += 1
        var many = PatternSet()
        guard let last = try classScalar(orInto: &many) else {
            throw error(
                "a range can't end with a class", from: start, to: position, help: "for a hyphen write `\\-`")
        }
        guard first <= last else {
            throw error(
                "`\(text(start..<position))` is a range that runs backwards", from: start, to: position,
                help: "for a hyphen write `\\-`")
        }
        set.insert(first.value...last.value)
    }

    /// Returns the next scalar; `nil` if it was a class like `\d`, which is added to the set.
    private mutating func classScalar(orInto set: inout PatternSet) throws(PatternError) -> Unicode.Scalar? {
        let start = position
        guard take("\\") else {
            let scalar = scalars[position]
            position += 1
            return scalar
        }
        if take("b") {
            throw error(
                "`\\b` is not allowed in a class", from: start, to: position,
                help: "write `\\x08` for a backspace")
        }
        if let many = try setEscape(from: start) {
            set.formUnion(many)
            return nil
        }
        return try scalarEscape(from: start)
    }

    /// Refuses `[:alpha:]`, which would otherwise be read as a few letters.
    private mutating func refusePOSIX() throws(PatternError) {
        let start = position
        guard takeAll("[:") else { return }
        while let scalar = peek, PatternSet.wordScalars.contains(scalar) || scalar == "^" { position += 1 }
        if takeAll(":]") {
            throw error(
                "POSIX classes are not supported", from: start, to: position,
                help: "write `\\p{L}` for letters, `\\d` for digits, `\\s` for space")
        }
        position = start
    }
}

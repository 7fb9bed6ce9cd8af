extension PatternParser {
    /// Reads a class after its `[`.
    mutating func characterClass(from start: Int) throws(PatternError) -> PatternSet {
        var set = PatternSet()
        set.isNegated = take("^")
        if peek == "]" {
            throw error(
                "a class without anything in it", from: start, to: position + 1,
                help: "for the sign itself write `\\]`")
        }
        while !take("]") {
            guard peek != nil else {
                throw error(
                    "this class is never closed", from: start, to: start + 1,
                    help: "add `]`, or write `\\[` for the sign itself")
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
                "`\\b` can't stand in a class", from: start, to: position,
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

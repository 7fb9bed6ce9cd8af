/// Compares lines with expected lines that contain wildcards.
struct Expectation {
    let expected: [String]
    /// The directory that `$DIR` stands for.
    let directory: String

    func matches(_ lines: [String]) -> Bool {
        Expectation.match(expected.droppingEmptyEnd[...], lines.droppingEmptyEnd[...]) { pattern, line in
            let pattern = pattern.replacing("$DIR", with: directory)
            return Expectation.match(Expectation.tokens(of: pattern)[...], line[...])
        }
    }

    private static func match(
        _ patterns: ArraySlice<String>, _ lines: ArraySlice<String>, _ same: (String, String) -> Bool
    ) -> Bool {
        guard let first = patterns.first else { return lines.isEmpty }
        if first == "..." {
            return (lines.startIndex...lines.endIndex).contains {
                match(patterns.dropFirst(), lines[$0...], same)
            }
        }
        guard let line = lines.first, same(first, line) else { return false }
        return match(patterns.dropFirst(), lines.dropFirst(), same)
    }

    private enum Token: Equatable {
        case literal(Character)
        case id, time, any
    }

    private static func tokens(of pattern: String) -> [Token] {
        var tokens: [Token] = []
        var rest = pattern[...]
        while let first = rest.first {
            if rest.hasPrefix("$ID") {
                tokens.append(.id)
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("$TIME") {
                tokens.append(.time)
                rest = rest.dropFirst(5)
            } else if rest.hasPrefix("$_") {
                tokens.append(.any)
                rest = rest.dropFirst(2)
            } else {
                tokens.append(.literal(first))
                rest = rest.dropFirst()
            }
        }
        return tokens
    }

    private static func match(_ tokens: ArraySlice<Token>, _ line: Substring) -> Bool {
        guard let first = tokens.first else { return line.isEmpty }
        switch first {
        case .literal(let character):
            return line.first == character && match(tokens.dropFirst(), line.dropFirst())
        case .id: return like("hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh", tokens, line)
        case .time: return like("dddd-dd-ddTdd:dd:ddZ", tokens, line)
        case .any:
            var rest = line
            while true {
                if match(tokens.dropFirst(), rest) { return true }
                guard rest.popFirst() != nil else { return false }
            }
        }
    }

    /// True if the line begins with this form: `h` is a hexadecimal digit, `d` a decimal one.
    private static func like(_ form: String, _ tokens: ArraySlice<Token>, _ line: Substring) -> Bool {
        guard line.count >= form.count else { return false }
        for (character, wanted) in zip(line, form) {
            switch wanted {
            case "h":
                guard character.isASCII, character.isHexDigit, !character.isUppercase else { return false }
            case "d": guard character.isASCII, character.isWholeNumber else { return false }
            default: guard character == wanted else { return false }
            }
        }
        return match(tokens.dropFirst(), line.dropFirst(form.count))
    }

    /// Returns `lines` with wildcards for the parts that differ in each run.
    static func generalised(_ lines: [String], directory: String) -> [String] {
        lines.map { line in
            var line = line.replacing(directory, with: "$DIR")
            line.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, with: "$ID")
            line.replace(/20[2-9][0-9]-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z/, with: "$TIME")
            line.replace(/\b[0-9a-f]{40}\b/, with: "$_")
            line.replace(/\b[0-9a-f]{7}\b/, with: "$_")
            return line
        }
    }
}

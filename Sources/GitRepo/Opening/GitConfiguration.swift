/// What a Git configuration file says, without obeying it: includes are not followed.
struct GitConfiguration {
    /// Keys in full and lower case (`core.worktree`; a subsection keeps its case), in order.
    private(set) var entries: [(key: String, value: String)] = []

    init(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        var section = ""
        var pending = ""
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.last == "\\" {
                pending += line.dropLast()
                continue
            }
            var rest = GitConfiguration.trimmed(pending + line)
            pending = ""
            while rest.first == "[" {
                guard let end = GitConfiguration.headEnd(rest) else { break }
                section = GitConfiguration.section(rest[rest.index(after: rest.startIndex)..<end])
                rest = GitConfiguration.trimmed(String(rest[rest.index(after: end)...]))
            }
            guard let first = rest.first, first != "#", first != ";" else { continue }
            let equals = rest.firstIndex(of: "=")
            let name = GitConfiguration.trimmed(String(rest[..<(equals ?? rest.endIndex)])).lowercased()
            let value = equals.map { String(rest[rest.index(after: $0)...]) } ?? "true"
            entries.append((section + "." + name, GitConfiguration.value(value)))
        }
    }

    func values(_ key: String) -> [String] {
        entries.filter { $0.key == key }.map(\.value)
    }

    /// The last value, read as Git reads yes and no.
    func flag(_ key: String) -> Bool? {
        values(key).last.map { ["true", "yes", "on", "1"].contains($0.lowercased()) }
    }

    /// The `]` that ends a section's head; one in quotes does not.
    private static func headEnd(_ text: String) -> String.Index? {
        var isQuoted = false
        var isEscaped = false
        return text.indices.first { index in
            defer { isEscaped = text[index] == "\\" && !isEscaped }
            if text[index] == "\"", !isEscaped { isQuoted.toggle() }
            return text[index] == "]" && !isQuoted
        }
    }

    private static func section(_ head: Substring) -> String {
        guard let quote = head.firstIndex(of: "\"") else { return trimmed(String(head)).lowercased() }
        let name = trimmed(String(head[..<quote])).lowercased()
        return name + "." + head[head.index(after: quote)...].filter { $0 != "\"" && $0 != "\\" }
    }

    private static func value(_ text: String) -> String {
        var kept = ""
        var isQuoted = false
        var isEscaped = false
        for character in text {
            if isEscaped {
                kept.append(character == "n" ? "\n" : character == "t" ? "\t" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if !isQuoted, character == "#" || character == ";" {
                break
            } else {
                kept.append(character)
            }
        }
        return trimmed(kept)
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        let kept = start.reversed().drop { $0 == " " || $0 == "\t" }
        return String(kept.reversed())
    }
}

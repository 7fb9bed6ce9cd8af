internal import Glibc

/// Reads lines that a person types; the prompt goes to standard error, so that output can be piped.
enum LineReader {
    /// Returns one line without its end; `nil` at the end of input.
    static func ask(_ prompt: String) -> String? {
        Output.error.write(prompt)
        Output.error.flush()
        return Swift.readLine(strippingNewline: true)
    }

    /// Returns the lines before one with only a dot, or before the end of input.
    static func askLines(_ prompt: String) -> String? {
        Output.error.line(prompt + " (end with a line that holds only a dot)")
        Output.error.flush()
        var lines: [String] = []
        while let line = Swift.readLine(strippingNewline: true) {
            if line == "." { return lines.joined(separator: "\n") }
            lines.append(line)
        }
        Output.error.line()
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    /// Asks for yes or no; an empty answer is `preset`.
    static func confirm(_ question: String, preset: Bool) -> Bool {
        guard let answer = ask("\(question) [\(preset ? "Y/n" : "y/N")] ") else { return false }
        if answer.isEmpty { return preset }
        return answer.lowercased().hasPrefix("y")
    }
}

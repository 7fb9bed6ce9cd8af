internal import Glibc
internal import PromptStore

/// The abilities of the terminal, and the safe forms of texts for it.
enum Terminal {
    /// `NO_COLOR` (no-color.org) and a dumb terminal switch colour off.
    static var allowsColour: Bool {
        if let value = Host.environment("NO_COLOR"), !value.isEmpty { return false }
        return Host.environment("TERM") != "dumb"
    }

    /// The number of columns; 80 if it is unknown.
    static var width: Int {
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        return Host.environment("COLUMNS").flatMap(Int.init) ?? 80
    }

    /// True if a person can answer at the terminal.
    static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// Returns `text` without control and bidirectional characters, which could change the screen. A line end
    /// and a tab stay.
    static func safe(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A || $0 == 0x09 }) { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A, 0x09: scalars.append(scalar)
            case 0..<0x20, 0x7F..<0xA0: scalars.append("\u{FFFD}")
            case 0x202A...0x202E, 0x2066...0x2069: scalars.append("\u{FFFD}")
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    /// Returns ``safe(_:)`` on one line.
    static func line(_ text: String) -> String {
        let text = safe(text)
        return text.utf8.contains(0x0A) ? text.replacing("\n", with: "\u{2424}") : text
    }

    /// Returns `text` in a style, if colour is used.
    static func styled(_ text: String, as style: Style, on output: Output = .standard) -> String {
        output.usesColour && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Codes of ECMA-48's SGR.
    enum Style: String {
        case bold = "1"
        case dim = "2"
        case underline = "4"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case blue = "34"
        case cyan = "36"
        /// A match of a search: bold and yellow.
        case found = "1;33"
    }
}

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
        Output.error.line(prompt + " (end with a line that contains only a dot)")
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

/// A rule that files are checked against.
///
/// Each rule is declared once, as a static member in the file that finds its violations or words them.
/// ``DiagnosticCatalog`` lists all rules.
public struct DiagnosticRule: Sendable, Hashable {
    /// The stable code: `PP` and three digits. A code is never used again for another rule.
    public let code: String
    /// The severity of every diagnostic of the rule.
    public let severity: Severity
    /// A few words without a full stop.
    public let title: String
    /// The reason for the rule and the remedy, in plain sentences.
    public let explanation: String
    /// The path of the examples' file, relative to the store.
    public let exampleName: String
    /// A whole small file that breaks the rule, or a description if ``isFile`` is false.
    public let wrong: String
    /// The same file, corrected: it has no errors and no warnings.
    public let right: String
    /// The other files of the store that the examples refer to.
    public let beside: [ExampleFile]
    /// True if the examples are files; false if they describe the state of the disk in words.
    public let isFile: Bool

    /// Creates a rule.
    public init(
        _ code: String, severity: Severity, title: String,
        exampleName: String = "prompts/example.prompt.yaml",
        explanation: String, wrong: String, right: String, beside: [ExampleFile] = [], isFile: Bool = true
    ) {
        self.code = code
        self.severity = severity
        self.title = title
        self.exampleName = exampleName
        self.explanation = explanation
        self.wrong = wrong
        self.right = right
        self.beside = beside
        self.isFile = isFile
    }

    /// Compares the codes, which are unique.
    public static func == (left: DiagnosticRule, right: DiagnosticRule) -> Bool { left.code == right.code }

    /// Hashes the code.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

/// A file that the examples of a rule refer to.
public struct ExampleFile: Sendable, Hashable {
    /// The path relative to the store.
    public let name: String
    /// The content.
    public let text: String

    /// Creates a file with a path and its content.
    public init(_ name: String, text: String) {
        self.name = name
        self.text = text
    }
}

extension Diagnostic {
    /// Returns true if the diagnostic reports a violation of `rule`.
    public func breaks(_ rule: DiagnosticRule) -> Bool { code == rule.code }

    /// Returns true if the diagnostic reports a violation of one of `rules`.
    public func breaksOne(of rules: [DiagnosticRule]) -> Bool { rules.contains { code == $0.code } }
}

/// A list of diagnostic rules in the order of their codes.
public struct DiagnosticCatalog: Sendable {
    /// The rules, sorted by code.
    public let rules: [DiagnosticRule]

    /// Creates a catalog of the rules in `lists`; each target with rules has one list.
    public init(_ lists: [DiagnosticRule]...) {
        rules = lists.flatMap { $0 }.sorted { $0.code < $1.code }
    }

    /// The rule with `code`, or `nil` if there is none.
    public subscript(code: String) -> DiagnosticRule? { rules.first { $0.code == code } }
}

extension DiagnosticCatalog {
    /// The text of `docs/diagnostics.md`: a table of all codes, then each rule with its explanation and
    /// examples.
    public var markdown: String {
        var text = """
            # Diagnostics

            Every problem that `promptpal validate` reports has a code. `promptpal explain CODE` prints the same text.
            This page is generated from the catalogue in the program.

            | code | severity | about |
            |---|---|---|

            """
        for rule in rules {
            text += "| [\(rule.code)](#\(anchor(rule))) | \(rule.severity.rawValue) | \(rule.title) |\n"
        }
        for rule in rules { text += section(rule) }
        return text
    }

    private func section(_ rule: DiagnosticRule) -> String {
        var text =
            "\n## \(rule.code): \(rule.title)\n\n\(rule.severity.rawValue.uppercaseFirst). \(rule.explanation)\n"
        guard rule.isFile else {
            return text + "\nWrong: \(rule.wrong)\n\nRight: \(rule.right)\n"
        }
        for file in rule.beside { text += "\nWith `\(file.name)`:\n\n\(fenced(file.text))" }
        text += "\nWrong:\n\n\(fenced(rule.wrong))"
        text += "\nRight:\n\n\(fenced(rule.right))"
        return text
    }

    private func fenced(_ text: String) -> String {
        let end = text.utf8.last == 0x0A ? "" : "\n"
        return "```yaml\n\(text)\(end)```\n"
    }

    /// Returns the heading's anchor by GitHub's rules: lower case, spaces become `-`, other characters are
    /// dropped.
    private func anchor(_ rule: DiagnosticRule) -> String {
        var anchor = ""
        for scalar in "\(rule.code): \(rule.title)".lowercased().unicodeScalars {
            switch scalar {
            case " ": anchor += "-"
            case "a"..."z", "0"..."9", "-", "_": anchor.unicodeScalars.append(scalar)
            default: break
            }
        }
        return anchor
    }
}

extension String {
    fileprivate var uppercaseFirst: String { prefix(1).uppercased() + dropFirst() }
}

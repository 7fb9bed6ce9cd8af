extension DiagnosticCatalog {
    /// The text of `docs/diagnostics.md`: a table of all codes, then each rule with its explanation and examples.
    public var markdown: String {
        var text = """
            # Diagnostics

            Every problem that `promptpal validate` reports has a code. `promptpal explain CODE` shows the same as this page, which is
            made from the catalogue in the program.

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

internal import Diagnostics

extension Catalogue {
    /// The text of `docs/diagnostics.md`: a table of all codes, then each code with its rule and examples.
    public static var markdown: String {
        var text = """
            # Diagnostics

            Every problem that `promptpal validate` reports has a code. `promptpal explain CODE` shows the same as this page, which is
            made from the catalogue in the program.

            | code | severity | about |
            |---|---|---|

            """
        for entry in entries {
            text += "| [\(entry.code)](#\(anchor(entry))) | \(entry.severity.rawValue) | \(entry.title) |\n"
        }
        for entry in entries { text += section(entry) }
        return text
    }

    private static func section(_ entry: CatalogueEntry) -> String {
        var text =
            "\n## \(entry.code): \(entry.title)\n\n\(entry.severity.rawValue.uppercaseFirst). \(entry.rule)\n"
        guard entry.isFile else {
            return text + "\nWrong: \(entry.wrong)\n\nRight: \(entry.right)\n"
        }
        for file in entry.beside { text += "\nWith `prompts/\(file.name)`:\n\n\(fenced(file.text))" }
        text += "\nWrong:\n\n\(fenced(entry.wrong))"
        text += "\nRight:\n\n\(fenced(entry.right))"
        return text
    }

    private static func fenced(_ text: String) -> String {
        let end = text.utf8.last == 0x0A ? "" : "\n"
        return "```yaml\n\(text)\(end)```\n"
    }

    /// Returns the heading's anchor by GitHub's rules: lower case, spaces become `-`, other characters are
    /// dropped.
    private static func anchor(_ entry: CatalogueEntry) -> String {
        var anchor = ""
        for scalar in "\(entry.code): \(entry.title)".lowercased().unicodeScalars {
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

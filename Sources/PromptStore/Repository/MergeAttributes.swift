internal import PromptCore

/// The lines of `.gitattributes` that give the files of a store to `promptpal merge-driver`.
///
/// They name the driver that merges the files; each clone's own configuration, which `setup-git` writes,
/// defines the driver. Without that definition, Git merges the files as texts.
public enum MergeAttributes {
    /// The name of the driver.
    public static let driver = "promptpal"
    /// The path of the file, relative to the store.
    public static let file = ".gitattributes"

    static let patterns = [
        "*.prompt.yaml", "*.module.yaml", "*.variable.yaml", "folder.yaml", "promptpal.yaml", "labels.yaml",
        "keys/**",
    ]

    /// The text of a file with these lines only.
    public static let text =
        "# Merged by structure where `promptpal setup-git` was run, elsewhere line by line.\n"
        + patterns.map { "\($0) merge=\(driver)\n" }.joined()

    /// The line for label files, after all others: Git never merges them by lines, because a mixture of two
    /// labels is a text that nobody has released.
    static let labelLine = "labels/** -merge\n"

    /// Returns the text of a new file for a store of a format.
    static func text(for format: Format) -> String { format < .two ? text : text + labelLine }

    /// Returns the file with the line for label files at its end, if it has none.
    static func completedForLabels(_ bytes: [UInt8]) -> [UInt8] {
        let lines = String(decoding: bytes, as: UTF8.self).split { $0 == "\n" || $0 == "\r\n" }
        let pattern = labelLine.prefix { $0 != " " }
        if lines.contains(where: { $0.split { $0 == " " || $0 == "\t" }.first == pattern }) { return bytes }
        var result = bytes
        if let last = result.last, last != 0x0A { result.append(0x0A) }
        return result + Array(labelLine.utf8)
    }

    /// Returns the file with the missing lines added at its end; existing lines stay unchanged.
    static func completed(_ bytes: [UInt8], for format: Format = .one) -> [UInt8] {
        let lines = String(decoding: bytes, as: UTF8.self).split { $0 == "\n" || $0 == "\r\n" }
        let known = lines.map { $0.split { $0 == " " || $0 == "\t" } }
        let missing = patterns.filter { pattern in
            !known.contains { $0.first.map(String.init) == pattern && $0.contains { $0.hasPrefix("merge=") } }
        }
        var result = bytes
        if let last = result.last, last != 0x0A { result.append(0x0A) }
        for pattern in missing { result += Array("\(pattern) merge=\(driver)\n".utf8) }
        return format < .two ? result : completedForLabels(result)
    }
}

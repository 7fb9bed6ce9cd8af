internal import YAMLTree

/// Scalars in the spelling that every YAML reader takes as the text meant.
public enum YAMLText {
    /// `text` as the value of a key on one line.
    public static func scalar(_ text: String) -> String {
        let entry = YAMLEmitter.entry("k", .text(text))
        return String(entry.dropFirst(3).prefix { $0 != "\n" })
    }
}

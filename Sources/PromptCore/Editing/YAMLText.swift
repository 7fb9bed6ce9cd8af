internal import YAMLTree

/// Scalars in a spelling that every YAML reader reads as the same text.
public enum YAMLText {
    /// Returns `text` as the value of a key on one line.
    public static func scalar(_ text: String) -> String {
        let entry = YAMLEmitter.entry("k", value: .text(text))
        return String(entry.dropFirst(3).prefix { $0 != "\n" })
    }
}

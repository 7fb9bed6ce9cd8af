/// Writes values as new YAML: block style, with literal blocks for texts of several lines.
public enum YAMLEmitter {
    /// Returns a whole document with a final line end. Items of a list in a map are indented by two spaces.
    ///
    /// A `plain` value that is no valid plain scalar becomes a quoted text. Keys are not checked: the caller
    /// must keep each below 1,000 bytes, because libyaml refuses longer ones.
    public static func document(_ value: YAMLValue, lineEnd: LineEnd = .lf) -> String {
        let emitter = Emitter(newline: lineEnd.text)
        let parts = emitter.parts(safe(value), parent: -1)
        let head = parts.inline.isEmpty ? [] : parts.inline + emitter.newline.utf8
        return String(decoding: head + parts.body, as: UTF8.self)
    }

    /// Returns `key: value` at the first column, with its line end.
    public static func entry(_ key: String, value: YAMLValue, lineEnd: LineEnd = .lf) -> String {
        document(.mapping([YAMLMember(key, value: value)]), lineEnd: lineEnd)
    }

    /// Returns the value with every `plain` that is no valid plain scalar replaced by a text.
    private static func safe(_ value: YAMLValue) -> YAMLValue {
        switch value {
        case .text: value
        case .plain(let word):
            PlainText.isSyntax(Array(word.utf8), inFlow: true) || word.isEmpty ? value : .text(word)
        case .sequence(let items, let style): .sequence(items.map(safe), style: style)
        case .mapping(let members, let style):
            .mapping(members.map { YAMLMember($0.key, value: safe($0.value)) }, style: style)
        }
    }
}

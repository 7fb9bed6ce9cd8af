/// A problem in a template's text.
public struct TemplateProblem: Sendable, Hashable {
    /// `PP401` tag never closed, `PP402` section never closed, `PP403` closing tag that matches no opening,
    /// `PP404` set-delimiter tag that can't be read, `PP405` empty or unusable name.
    public let code: String
    /// One sentence without a full stop.
    public let message: String
    /// UTF-8 byte range in the text.
    public let range: Range<Int>
    /// The remedy.
    public let help: String?

    init(_ code: String, _ message: String, at range: Range<Int>, help: String?) {
        self.code = code
        self.message = message
        self.range = range
        self.help = help
    }
}

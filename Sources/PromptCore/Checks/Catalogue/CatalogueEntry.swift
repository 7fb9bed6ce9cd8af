public import Diagnostics

/// A diagnostic's rule, for `promptpal explain` and the documentation.
public struct CatalogueEntry: Sendable, Hashable {
    /// `PP` and three digits; never used again for something else.
    public let code: String
    public let severity: Severity
    /// A few words.
    public let title: String
    /// Why it is so and what to do, in plain sentences.
    public let rule: String
    /// The kind of file that the examples are.
    public let kind: RecordKind
    /// A whole small file that gets this code; words where the code is about something else than a file's text.
    public let wrong: String
    /// The same, mended: without any error or warning.
    public let right: String
    /// The other files of the library that the examples refer to.
    public let beside: [CatalogueFile]
    /// Whether the examples are files. Where it is false they say in words what is on the disk.
    public let isFile: Bool

    init(
        _ code: String, _ severity: Severity, _ title: String, kind: RecordKind = .prompt, rule: String,
        wrong: String, right: String, beside: [CatalogueFile] = [], isFile: Bool = true
    ) {
        self.code = code
        self.severity = severity
        self.title = title
        self.kind = kind
        self.rule = rule
        self.wrong = wrong
        self.right = right
        self.beside = beside
        self.isFile = isFile
    }
}

/// A file that an example refers to.
public struct CatalogueFile: Sendable, Hashable {
    /// Its path below `prompts/`.
    public let name: String
    public let text: String

    init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
    }
}

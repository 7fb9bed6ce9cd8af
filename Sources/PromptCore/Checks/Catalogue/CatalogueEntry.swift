public import Diagnostics

/// A diagnostic's rule, for `promptpal explain` and the documentation.
public struct CatalogueEntry: Sendable, Hashable {
    /// `PP` and three digits; a code is never reused.
    public let code: String
    public let severity: Severity
    /// A few words.
    public let title: String
    /// The reason for the rule and the remedy, in plain sentences.
    public let rule: String
    /// The kind of file of the examples.
    public let kind: RecordKind
    /// A whole small file that gets this code; a description in words if the code is not about a file's text.
    public let wrong: String
    /// The corrected file, without any error or warning.
    public let right: String
    /// The other files of the library to which the examples refer.
    public let beside: [CatalogueFile]
    /// True if the examples are files; false if they describe the disk in words.
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

/// A file to which an example refers.
public struct CatalogueFile: Sendable, Hashable {
    /// Its path below `prompts/`.
    public let name: String
    public let text: String

    init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
    }
}

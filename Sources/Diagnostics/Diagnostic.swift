/// One problem in one file: what, where, and what to do about it.
public struct Diagnostic: Sendable, Hashable {
    /// The rule's stable code, `PP` and three digits.
    public var code: String
    /// How much it matters.
    public var severity: Severity
    /// One sentence without a full stop that names the thing as the user wrote it.
    public var message: String
    /// UTF-8 byte range in the file; `nil` where the problem is the file itself.
    public var range: Range<Int>?
    /// What to do: a suggestion, a quoted form, a command.
    public var help: String?
    /// What `validate --fix` would do, where that is safe.
    public var fix: Fix?

    /// A diagnostic; see the properties for what each part is.
    public init(
        _ code: String, _ severity: Severity, _ message: String, at range: Range<Int>?,
        help: String? = nil, fix: Fix? = nil
    ) {
        self.code = code
        self.severity = severity
        self.message = message
        self.range = range
        self.help = help
        self.fix = fix
    }
}

/// A repair that changes no meaning and so can be made without asking.
public enum Fix: Sendable, Hashable {
    /// Replace these ranges, all measured in the text as it was read; they do not overlap.
    case edits([TextEdit])
    /// Give the record an id; the caller has the randomness.
    case assignID
    /// Put the keys of the top-level map in the usual order.
    case orderKeys
}

/// One replacement in a text.
public struct TextEdit: Sendable, Hashable {
    /// UTF-8 byte range to replace; empty to insert.
    public var range: Range<Int>
    /// What stands there afterwards.
    public var replacement: String

    /// Replace `range` by `replacement`.
    public init(_ range: Range<Int>, _ replacement: String) {
        self.range = range
        self.replacement = replacement
    }
}

/// All problems of one file, with the text they stand in.
public struct FileDiagnostics: Sendable {
    /// The file as it was read.
    public var source: SourceText
    /// Its problems, in any order.
    public var diagnostics: [Diagnostic]

    /// The problems found in `source`.
    public init(source: SourceText, diagnostics: [Diagnostic]) {
        self.source = source
        self.diagnostics = diagnostics
    }
}

/// What one run found: how many files were looked at, and the files with something to say,
/// in the order in which they are to be shown.
public struct DiagnosticReport: Sendable {
    /// How many files were looked at.
    public var fileCount: Int
    /// Those with something to say.
    public var files: [FileDiagnostics]

    /// What was found in `fileCount` files.
    public init(fileCount: Int, files: [FileDiagnostics]) {
        self.fileCount = fileCount
        self.files = files
    }

    /// How many diagnostics have this severity.
    public func count(_ severity: Severity) -> Int {
        files.reduce(0) { sum, file in
            sum + file.diagnostics.reduce(0) { $0 + ($1.severity == severity ? 1 : 0) }
        }
    }
}

extension TextEdit {
    /// `bytes` with all of `edits` made, which don't overlap; where they do, the later one is left out, and so is
    /// one that reaches past the end. An insertion goes before what is replaced at its place, and two at one
    /// place keep their order.
    public static func apply(_ edits: [TextEdit], to bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + edits.count * 8)
        var done = 0
        let ordered = edits.enumerated().sorted { left, right in
            let (a, b) = (left.element.range, right.element.range)
            return (a.lowerBound, a.upperBound, left.offset) < (b.lowerBound, b.upperBound, right.offset)
        }
        for (_, edit) in ordered {
            guard edit.range.lowerBound >= done, edit.range.upperBound <= bytes.count else { continue }
            result += bytes[done..<edit.range.lowerBound]
            result += edit.replacement.utf8
            done = edit.range.upperBound
        }
        return result + bytes[done...]
    }
}

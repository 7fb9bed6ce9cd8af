/// One problem in one file: its rule, message, range and remedy.
public struct Diagnostic: Sendable, Hashable {
    /// The rule's stable code, `PP` and three digits.
    public let code: String
    /// The weight of the problem.
    public let severity: Severity
    /// One sentence without a full stop that names the thing as the user wrote it.
    public var message: String
    /// UTF-8 byte range in the file; `nil` if the problem concerns the file as a whole.
    public var range: Range<Int>?
    /// The remedy: a suggestion, a quoted form, a command.
    public var help: String?
    /// The change that `validate --fix` makes; `nil` if there is no safe one.
    public var fix: Fix?

    /// Creates a diagnostic of a violation of `rule`; the properties describe the other parameters.
    public init(
        _ rule: DiagnosticRule, message: String, at range: Range<Int>?, help: String? = nil, fix: Fix? = nil
    ) {
        code = rule.code
        severity = rule.severity
        self.message = message
        self.range = range
        self.help = help
        self.fix = fix
    }
}

/// A repair that changes no meaning, so it can be made without a question.
public enum Fix: Sendable, Hashable {
    /// Replace these ranges of the text as it was read; they do not overlap.
    case edits([TextEdit])
    /// Give the record an id; the caller supplies the randomness.
    case assignID
    /// Sort the keys of the top-level map in the usual order.
    case orderKeys
    /// Move the file to this path, relative to the store.
    case move(to: String)
}

/// One replacement in a text.
public struct TextEdit: Sendable, Hashable {
    /// UTF-8 byte range to replace; empty to insert.
    public var range: Range<Int>
    /// The text that replaces the range.
    public var replacement: String

    /// Creates a replacement of `range` by `replacement`.
    public init(_ range: Range<Int>, replacement: String) {
        self.range = range
        self.replacement = replacement
    }
}

/// All problems of one file, with the file's text.
public struct FileDiagnostics: Sendable {
    /// The file as it was read.
    public var source: SourceText
    /// Its problems, in any order.
    public var diagnostics: [Diagnostic]

    /// Creates a list of the problems found in `source`.
    public init(source: SourceText, diagnostics: [Diagnostic]) {
        self.source = source
        self.diagnostics = diagnostics
    }
}

/// The result of one run: the number of files checked, and the files with problems in display order.
public struct DiagnosticReport: Sendable {
    /// Number of files checked.
    public var fileCount: Int
    /// The files with problems.
    public var files: [FileDiagnostics]

    /// Creates the report of a run over `fileCount` files.
    public init(fileCount: Int, files: [FileDiagnostics]) {
        self.fileCount = fileCount
        self.files = files
    }

    /// Returns the number of diagnostics with this severity.
    public func count(_ severity: Severity) -> Int {
        files.reduce(0) { sum, file in
            sum + file.diagnostics.reduce(0) { $0 + ($1.severity == severity ? 1 : 0) }
        }
    }
}

extension TextEdit {
    /// Returns `bytes` with `edits` applied. If two edits overlap, the later one is skipped; so is an edit
    /// that exceeds the end. If an insertion and a replacement start at the same offset, the insertion comes
    /// first; two insertions at one offset keep their order.
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

/// The weight of a diagnostic.
public enum Severity: String, Sendable, Hashable, Comparable, CaseIterable {
    /// Information; never makes a run fail.
    case note
    /// Probably a mistake; makes a run fail only if `--strict` is given.
    case warning
    /// An error: the file can't be used unless it is corrected.
    case error

    /// Orders by weight: note, warning, error.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .error: 2
        }
    }
}

extension Sequence<Diagnostic> {
    /// Returns the diagnostics of one severity that `old` does not have, each counted. This is the one rule
    /// for changes that may bring no new error.
    ///
    /// Two diagnostics are the same problem if their codes and messages are equal. Their ranges do not count,
    /// because an edit moves the text behind it.
    public func new(_ severity: Severity, since old: some Sequence<Diagnostic>) -> [Diagnostic] {
        var known: [ProblemIdentity: Int] = [:]
        for diagnostic in old where diagnostic.severity == severity {
            known[ProblemIdentity(diagnostic), default: 0] += 1
        }
        return filter { diagnostic in
            guard diagnostic.severity == severity else { return false }
            guard let count = known[ProblemIdentity(diagnostic)], count > 0 else { return true }
            known[ProblemIdentity(diagnostic)] = count - 1
            return false
        }
    }
}

/// A diagnostic without its range.
private struct ProblemIdentity: Hashable {
    let code, message: String

    init(_ diagnostic: Diagnostic) {
        code = diagnostic.code
        message = diagnostic.message
    }
}

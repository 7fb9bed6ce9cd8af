import Diagnostics
import PromptTestSupport
import Testing

@testable import PromptCore

/// One bad file: its text with marked ranges, and all diagnostics that it must get.
struct BadInput: Sendable, CustomTestStringConvertible {
    /// An expected diagnostic.
    struct Wanted: Sendable {
        let rule: DiagnosticRule
        let severity: Severity
        /// A part of the message.
        let message: String
        /// True if the problem is the file itself, without a range.
        let isFile: Bool

        static func error(_ rule: DiagnosticRule, _ message: String) -> Wanted {
            Wanted(rule: rule, severity: .error, message: message, isFile: false)
        }

        static func warning(_ rule: DiagnosticRule, _ message: String) -> Wanted {
            Wanted(rule: rule, severity: .warning, message: message, isFile: false)
        }

        static func note(_ rule: DiagnosticRule, _ message: String) -> Wanted {
            Wanted(rule: rule, severity: .note, message: message, isFile: false)
        }

        static func note(ofFile rule: DiagnosticRule, _ message: String) -> Wanted {
            Wanted(rule: rule, severity: .note, message: message, isFile: true)
        }

        static func ofFile(_ rule: DiagnosticRule, _ message: String) -> Wanted {
            Wanted(rule: rule, severity: .error, message: message, isFile: true)
        }
    }

    let name: String
    /// Below `prompts/`; `promptpal.yaml` is the store's own.
    let file: String
    let source: MarkedSource
    /// Other files of the library.
    let beside: [String: String]
    /// The format of the store.
    let format: Format
    /// In the order of the ranges.
    let wanted: [Wanted]

    init(
        _ name: String, _ marked: String, _ wanted: Wanted..., in file: String = "x.prompt.yaml",
        beside: [String: String] = [:], format: Format = .one,
        bytes: [Unicode.Scalar: [UInt8]] = [:]
    ) {
        self.name = name
        self.file = file
        self.source = MarkedSource(marked, replacing: bytes)
        self.beside = beside
        self.format = format
        self.wanted = wanted
    }

    var testDescription: String { name }

    /// Returns the file's diagnostics, with the file itself in the library. A note is included only if its
    /// rule is expected.
    func check() -> [Diagnostic] {
        let isManifest = file == "promptpal.yaml"
        let last = file.split(separator: "/").last.map(String.init) ?? file
        let kind = isManifest ? RecordKind.manifest : RecordKind(fileName: last) ?? .prompt
        let address = isManifest ? Address.top : FileNames.address(of: file, kind: kind).address ?? .top
        let text = SourceText(name: address.file(kind), bytes: source.bytes)
        var files = beside
        if kind == .module || kind == .variable { files[file] = source.text }
        let found = Checker.check(
            ParsedFile(text, kind: kind, address: address, format: format),
            in: DictionaryLibrary(files, format: format))
        return found.filter { problem in
            problem.severity > .note || wanted.contains { problem.breaks($0.rule) }
        }
    }

    /// The expected output, one line each: code, severity, line and column of start and end.
    var wantedLines: [String] {
        var places = source.places[...]
        return wanted.map { wanted in
            guard !wanted.isFile, let place = places.popFirst() else {
                return "\(wanted.rule.code) \(wanted.severity) file"
            }
            return "\(wanted.rule.code) \(wanted.severity) \(place.start)-\(place.end)"
        }
    }

    func lines(of found: [Diagnostic]) -> [String] {
        let table = LineTable(SourceText(name: file, bytes: source.bytes))
        return found.map { diagnostic in
            guard let range = diagnostic.range else {
                return "\(diagnostic.code) \(diagnostic.severity) file"
            }
            let (start, end) = (table.position(at: range.lowerBound), table.position(at: range.upperBound))
            return
                "\(diagnostic.code) \(diagnostic.severity) \(start.line):\(start.column)-\(end.line):\(end.column)"
        }
    }
}

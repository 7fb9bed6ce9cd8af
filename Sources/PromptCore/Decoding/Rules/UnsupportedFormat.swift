internal import Diagnostics

extension DiagnosticRule {
    /// A `format` in promptpal.yaml that is missing or not supported.
    static let unsupportedFormat = DiagnosticRule(
        "PP209", severity: .error, title: "format missing or not supported", exampleName: "promptpal.yaml",
        explanation: """
            `format` in promptpal.yaml is the number of the on-disk format, 1 or 2. It is required, so that an older promptpal \
            never misreads a newer store. If the number is higher, install a newer promptpal.
            """,
        wrong: "format: 3\nname: Acme prompts\n",
        right: "format: 1\nname: Acme prompts\n")
}

extension Diagnostic {
    /// Reports a manifest without `format`.
    static func unsupportedFormat(missingAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .unsupportedFormat, message: "`format` is missing", at: range,
            help: "write `format: 1` as the first line")
    }

    /// Reports a `format` without a value.
    static func unsupportedFormat(emptyAt range: Range<Int>) -> Diagnostic {
        Diagnostic(.unsupportedFormat, message: "`format` is empty", at: range, help: "write `format: 1`")
    }

    /// Reports the format `number`, which is 0 or newer than this program.
    static func unsupportedFormat(_ number: Int, at range: Range<Int>) -> Diagnostic {
        if number == 0 {
            return Diagnostic(
                .unsupportedFormat, message: "format 0 does not exist", at: range, help: "write `format: 1`")
        }
        return Diagnostic(
            .unsupportedFormat,
            message:
                "the store is written in format \(number); this promptpal reads up to \(Format.newest.rawValue)",
            at: range, help: "install a newer promptpal")
    }
}

public import Diagnostics

extension DiagnosticRule {
    /// A file with more bytes than are read.
    static let fileTooLarge = DiagnosticRule(
        "PP103", severity: .error, title: "file too large",
        explanation: """
            A file is at most 4 MiB. A prompt is text for a model, and no model accepts more; the limit keeps a hostile file \
            from costing time and memory. Split the file, or move long texts into modules of their own.
            """,
        wrong: "a prompt of 5 MB, into which a whole data set was pasted.",
        right: "a prompt with a variable for the data, which is given with `--var data=@FILE`.",
        isFile: false)
}

extension Diagnostic {
    /// Reports a text of `size` bytes that is larger than the limit of the parser.
    static func fileTooLarge(bytes size: Int, limit: Int) -> Diagnostic {
        Diagnostic(
            .fileTooLarge, message: "the file has \(size) bytes; at most \(limit) are read", at: nil,
            help: "split it, or move long texts into modules of their own")
    }

    /// Returns the problem of a file on disk that is not read because it is larger than `limit` MiB.
    public static func fileTooLarge(limitInMiB limit: Int) -> Diagnostic {
        Diagnostic(
            .fileTooLarge, message: "the file is larger than \(limit) MiB", at: nil,
            help: "a prompt is text for a model: move everything else into a separate file")
    }
}

internal import Diagnostics

extension DiagnosticRule {
    /// Bytes that are not UTF-8.
    static let notUTF8 = DiagnosticRule(
        "PP101", severity: .error, title: "not UTF-8",
        explanation: """
            Files are UTF-8, so that every tool and every clone reads the same characters. The message names \
            the first byte that is not UTF-8, and its location. Save the file as UTF-8 in your editor; a \
            byte-order mark is fine.
            """,
        wrong: "a file saved as Latin-1, in which `é` is the single byte 0xE9.",
        right: "the same file saved as UTF-8, in which `é` is the two bytes 0xC3 0xA9.", isFile: false)
}

extension Diagnostic {
    /// Reports a file that starts with the byte-order mark of UTF-16.
    static func notUTF8(utf16MarkAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .notUTF8, message: "the file is UTF-16, not UTF-8", at: range,
            help: "save it as UTF-8 in your editor")
    }

    /// Reports the bytes in `range`; `byte` is the first of them.
    static func notUTF8(_ byte: UInt8, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .notUTF8, message: "byte 0x\(hex(byte, width: 2)) at offset \(range.lowerBound) is not UTF-8",
            at: range,
            help: "save the file as UTF-8 in your editor")
    }
}

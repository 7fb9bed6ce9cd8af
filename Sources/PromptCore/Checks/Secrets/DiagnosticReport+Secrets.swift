public import Diagnostics

extension SecretScan {
    /// Returns a text for people in which each secret is replaced by its mask.
    public static func masked(_ text: String) -> String {
        guard text.utf8.count >= 20 else { return text }
        let bytes = Array(text.utf8)
        let findings = findings(in: bytes)
        if findings.isEmpty { return text }
        var result: [UInt8] = []
        var done = 0
        for finding in findings {
            result += bytes[done..<finding.range.lowerBound] + Array(finding.masked.utf8)
            done = finding.range.upperBound
        }
        return String(decoding: result + bytes[done...], as: UTF8.self)
    }
}

extension DiagnosticReport {
    /// The report for display: no secret that ``SecretScan`` finds is in a source line, a message, a help
    /// text or a repair. Ranges stay valid, because after its first characters each byte of a secret in the
    /// source becomes a `*`.
    public var maskingSecrets: DiagnosticReport {
        var report = self
        for index in report.files.indices { report.files[index] = report.files[index].maskingSecrets }
        return report
    }
}

extension FileDiagnostics {
    fileprivate var maskingSecrets: FileDiagnostics {
        var bytes = source.bytes
        for finding in SecretScan.findings(in: bytes) {
            let start =
                finding.isBlock
                ? bytes[finding.range].firstIndex(of: 0x0A) ?? finding.range.lowerBound + 5
                : finding.range.lowerBound + finding.beginning.utf8.count
            for offset in start..<finding.range.upperBound where bytes[offset] > 0x20 { bytes[offset] = 0x2A }
        }
        var masked = self
        masked.source = SourceText(name: SecretScan.masked(source.name), bytes: bytes)
        masked.diagnostics = diagnostics.map { diagnostic in
            var diagnostic = diagnostic
            diagnostic.message = SecretScan.masked(diagnostic.message)
            diagnostic.help = diagnostic.help.map(SecretScan.masked)
            if case .edits(let edits)? = diagnostic.fix {
                diagnostic.fix = .edits(edits.map { TextEdit($0.range, replacement: SecretScan.masked($0.replacement)) })
            }
            return diagnostic
        }
        return masked
    }
}

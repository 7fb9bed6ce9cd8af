public import Diagnostics

/// Searches the bytes of a text for secrets. It reads about one byte in five of ordinary prose, because a
/// secret is a run of characters longer than any in prose.
public enum SecretScan {
    /// One secret that was found.
    public struct Finding: Sendable, Hashable {
        /// Byte range in the text.
        public let range: Range<Int>
        /// The kind of the secret: `an OpenAI API key`.
        public let title: String
        /// Its fixed prefix, which identifies the kind and reveals nothing of the secret: `sk-proj-`.
        public let beginning: String
        /// True if it is the block of a private key.
        public let isBlock: Bool

        /// The text to show instead: the prefix, and the length of the whole secret in bytes,
        /// `sk-proj-…(156 characters)`.
        public var masked: String { "\(beginning)…(\(range.count) characters)" }
    }

    /// Minimum length of a run to check: the shortest secret with its prefix.
    private static let shortest = 20

    /// Returns all secrets in a text, in order and without overlap.
    public static func findings(in bytes: [UInt8]) -> [Finding] {
        bytes.withUnsafeBufferPointer { bytes in
            var found: [Finding] = []
            keys(in: bytes, &found)
            let blocks = PrivateKeyBlock.findings(in: bytes)
            if blocks.isEmpty { return found }
            found.removeAll { key in blocks.contains { $0.range.overlaps(key.range) } }
            return (found + blocks).sorted { $0.range.lowerBound < $1.range.lowerBound }
        }
    }

    /// Finds runs of allowed characters. It reads every twentieth byte, and the bytes around it if they may
    /// belong to a run.
    private static func keys(in bytes: UnsafeBufferPointer<UInt8>, _ found: inout [Finding]) {
        var start = 0
        while start + shortest <= bytes.count {
            // Checks the run of `shortest` characters from `start`, beginning at its end.
            var offset = start + shortest - 1
            while offset >= start, isSign(bytes[offset]) { offset -= 1 }
            if offset >= start {
                start = offset + 1
                continue
            }
            var end = start + shortest
            while end < bytes.count, isSign(bytes[end]) { end += 1 }
            search(start..<end, in: bytes, into: &found)
            start = end + 1
        }
    }

    /// Searches one run for the known prefixes at the start of each word.
    private static func search(
        _ run: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, into found: inout [Finding]
    ) {
        var offset = run.lowerBound
        while offset < run.upperBound - 3 {
            let isWordStart = offset == run.lowerBound || !isWord(bytes[offset - 1])
            if isWordStart, mayBegin(bytes[offset]) {
                let rest = UnsafeBufferPointer(rebasing: bytes[offset..<run.upperBound])
                if let (shape, count) = shape(of: rest) {
                    found.append(
                        Finding(
                            range: offset..<offset + count, title: shape.title, beginning: shape.prefix,
                            isBlock: false))
                    offset += count
                    continue
                }
            }
            offset += 1
        }
    }

    private static func shape(of text: UnsafeBufferPointer<UInt8>) -> (SecretShape, Int)? {
        for shape in SecretShape.searched where text.starts(with: shape.prefix.utf8) {
            let rest = text.dropFirst(shape.prefix.utf8.count)
            let signs = rest.prefix(while: shape.alphabet.contains)
            guard shape.length ~= signs.count, looksRandom(Array(signs), needsDigit: shape.alphabet != .upper)
            else { continue }
            return (shape, shape.prefix.utf8.count + signs.count)
        }
        return nil
    }

    /// True if the characters look random: no placeholder (`xxxxxxxx`, `your-key-here`, `…EXAMPLE`) and no
    /// words with hyphens.
    private static func looksRandom(_ signs: [UInt8], needsDigit: Bool) -> Bool {
        var counts = [UInt8](repeating: 0, count: 256)
        var (digits, repeated, segment, longest) = (0, 0, 0, 0)
        for (index, sign) in signs.enumerated() {
            counts[Int(sign)] &+= 1
            if 0x30...0x39 ~= sign { digits += 1 }
            repeated = index > 0 && signs[index - 1] == sign ? repeated + 1 : 0
            if repeated >= 4 { return false }
            segment = isWord(sign) ? segment + 1 : 0
            longest = max(longest, segment)
        }
        let distinct = counts.count { $0 > 0 }
        guard digits > 0 || !needsDigit, distinct >= (signs.count < 20 ? 7 : 10),
            longest >= min(12, signs.count)
        else {
            return false
        }
        let text = String(decoding: signs, as: UTF8.self).lowercased()
        return !["example", "placeholder", "your", "12345678", "abcdef", "redacted"].contains {
            text.contains($0)
        }
    }

    /// True for the first bytes of all prefixes.
    private static func mayBegin(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x41, 0x67, 0x68, 0x6E, 0x70, 0x72, 0x73, 0x78: true  // A g h n p r s x
        default: false
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    private static func isSign(_ byte: UInt8) -> Bool {
        isWord(byte) || byte == 0x2D || byte == 0x5F || byte == 0x2B || byte == 0x2F
    }
}

/// Private keys in the text form of RFC 7468 and similar ones: `-----BEGIN … PRIVATE KEY-----` followed by
/// data.
enum PrivateKeyBlock {
    private static let begin = Array("BEGIN ".utf8)
    private static let label = Array("PRIVATE KEY".utf8)
    /// Maximum length of a block in bytes.
    private static let maxBytes = 16 * 1024

    static func findings(in bytes: UnsafeBufferPointer<UInt8>) -> [SecretScan.Finding] {
        var found: [SecretScan.Finding] = []
        // A run of five hyphens covers one of every five consecutive offsets.
        var offset = 4
        while offset < bytes.count {
            guard bytes[offset] == 0x2D else {
                offset += 5
                continue
            }
            var end = offset + 1
            while end < bytes.count, bytes[end] == 0x2D { end += 1 }
            var start = offset
            while start > 0, bytes[start - 1] == 0x2D { start -= 1 }
            offset = end + 4
            guard end - start >= 5, let head = head(at: end, in: bytes) else { continue }
            guard let body = body(at: head, in: bytes) else { continue }
            found.append(
                SecretScan.Finding(
                    range: end - 5..<body, title: "a private key", beginning: "-----BEGIN PRIVATE KEY",
                    isBlock: true))
            offset = body + 4
        }
        return found
    }

    /// Returns the end of the first line if it is that of a private key.
    private static func head(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let line = UnsafeBufferPointer(rebasing: bytes[start..<min(start + 64, bytes.count)])
        guard line.starts(with: begin) else { return nil }
        let words = line.dropFirst(begin.count).prefix {
            0x41...0x5A ~= $0 || $0 == 0x20 || 0x30...0x39 ~= $0
        }
        guard
            let offset = (words.startIndex...max(words.startIndex, words.endIndex - label.count)).first(
                where: {
                    line[$0...].starts(with: label)
                })
        else { return nil }
        let rest = line[(offset + label.count)...].drop { 0x41...0x5A ~= $0 || $0 == 0x20 }
        guard rest.starts(with: [0x2D, 0x2D, 0x2D, 0x2D, 0x2D]) else { return nil }
        return start + rest.startIndex + 5
    }

    /// Returns the end of the block if it has a line of at least 32 base64 characters; else `nil`, because a
    /// prompt may mention such blocks.
    private static func body(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let limit = min(start + maxBytes, bytes.count)
        var (run, longest, end) = (0, 0, start)
        for offset in start..<limit {
            let byte = bytes[offset]
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F, 0x3D:
                run += 1
                longest = max(longest, run)
                end = offset + 1
            case 0x2D where run == 0 && longest >= 32 && offset + 1 < limit && bytes[offset + 1] == 0x2D:
                return end
            default:
                run = 0
                if longest < 32, offset - start > 512 { return nil }
            }
        }
        return longest >= 32 ? end : nil
    }
}

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
                diagnostic.fix = .edits(
                    edits.map { TextEdit($0.range, replacement: SecretScan.masked($0.replacement)) })
            }
            return diagnostic
        }
        return masked
    }
}

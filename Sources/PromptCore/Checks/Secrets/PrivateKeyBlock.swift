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

/// Looks for secrets in the bytes of a text. Reads about one byte in five of ordinary prose, since a secret is a long run of signs
/// that prose has not.
public enum SecretScan {
    /// One secret that was found.
    public struct Finding: Sendable, Hashable {
        /// Bytes of the text.
        public let range: Range<Int>
        /// What it is: `an OpenAI API key`.
        public let title: String
        /// Its beginning, which says what it is and nothing of the secret: `sk-proj-`.
        public let beginning: String
        /// Whether it is a block of a private key.
        public let isBlock: Bool

        /// How it is shown: `sk-proj-…(156 characters)`.
        public var masked: String { "\(beginning)…(\(range.count) characters)" }
    }

    /// The shortest run that is looked at: the shortest secret with its beginning.
    private static let shortest = 20

    /// All secrets in a text, in order. They don't overlap.
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

    /// Finds runs of signs by looking at every twentieth byte, and at its neighbours where that may lie in one.
    private static func keys(in bytes: UnsafeBufferPointer<UInt8>, _ found: inout [Finding]) {
        var start = 0
        while start + shortest <= bytes.count {
            // The run that `start + shortest` signs from here would make, looked at from its end.
            var place = start + shortest - 1
            while place >= start, isSign(bytes[place]) { place -= 1 }
            if place >= start {
                start = place + 1
                continue
            }
            var end = start + shortest
            while end < bytes.count, isSign(bytes[end]) { end += 1 }
            run(start..<end, in: bytes, &found)
            start = end + 1
        }
    }

    /// Looks for the beginnings in one run, where a word begins.
    private static func run(
        _ run: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, _ found: inout [Finding]
    ) {
        var place = run.lowerBound
        while place < run.upperBound - 3 {
            let isWordStart = place == run.lowerBound || !isWord(bytes[place - 1])
            if isWordStart, mayBegin(bytes[place]) {
                let rest = UnsafeBufferPointer(rebasing: bytes[place..<run.upperBound])
                if let (shape, count) = shape(of: rest) {
                    found.append(
                        Finding(
                            range: place..<place + count, title: shape.title, beginning: shape.prefix,
                            isBlock: false))
                    place += count
                    continue
                }
            }
            place += 1
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

    /// Whether signs look drawn by lot: not a placeholder (`xxxxxxxx`, `your-key-here`, `…EXAMPLE`) and not words with hyphens.
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

    /// The first bytes of all beginnings.
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

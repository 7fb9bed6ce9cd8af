import CLinux
import Crypto
import TestSupport
import Testing

/// SHA-1 by the processor's instructions and in plain C.
@Suite struct SHA1Tests {
    private static func sum(_ bytes: [UInt8]) -> [UInt8] {
        var sum = [UInt8](repeating: 0, count: 20)
        clinux_sha1(bytes, bytes.count, &sum)
        return sum
    }

    private static func portableSum(_ bytes: [UInt8]) -> [UInt8] {
        var sum = [UInt8](repeating: 0, count: 20)
        clinux_sha1_portable(bytes, bytes.count, &sum)
        return sum
    }

    /// FIPS 180's examples, the empty text, and a whole block.
    @Test(arguments: [
        ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
        ),
        (String(repeating: "a", count: 64), "0098ba824b5c16427bd7a1122a5a442a25ec644d"),
        (String(repeating: "a", count: 1_000_000), "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
    ])
    func knownSums(text: String, sum: String) {
        #expect(hex(Self.sum(Array(text.utf8))) == sum)
        #expect(hex(Self.portableSum(Array(text.utf8))) == sum)
    }

    @Test func sameAsAnotherImplementationAtEveryLength() {
        var random = SeededRandom(1)
        for length in 0..<400 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            let expected = Array(Insecure.SHA1.hash(data: bytes))
            #expect(Self.sum(bytes) == expected, "length \(length)")
            #expect(Self.portableSum(bytes) == expected, "length \(length)")
        }
    }
}

/// The bytes as hexadecimal digits.
func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

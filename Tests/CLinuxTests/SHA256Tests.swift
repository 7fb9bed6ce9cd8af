import CLinux
import Crypto
import TestSupport
import Testing

@Suite struct SHA256Tests {
    private static func sum(_ bytes: [UInt8]) -> [UInt8] {
        var sum = [UInt8](repeating: 0, count: 32)
        clinux_sha256(bytes, bytes.count, &sum)
        return sum
    }

    /// NIST's examples for FIPS 180-4, and the empty text.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
        (
            String(repeating: "a", count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ])
    func knownSums(text: String, sum: String) {
        #expect(hex(Self.sum(Array(text.utf8))) == sum)
    }

    /// Bytes of NIST's SHA256ShortMsg.rsp.
    @Test(
        arguments: [
            ([0xD3], "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"),
            ([0x11, 0xAF], "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98"),
            ([0xB4, 0x19, 0x0E], "dff2e73091f6c05e528896c4c831b9448653dc2ff043528f6769437bc7b975c2"),
            ([0x74, 0xBA, 0x25, 0x21], "b16aa56be3880d18cd41e68384cf1ec8c17680c45a02b1575dc1518923ae8b0e"),
        ] as [([UInt8], String)])
    func knownSumsOfBytes(bytes: [UInt8], sum: String) {
        #expect(hex(Self.sum(bytes)) == sum)
    }

    @Test func sameAsAnotherImplementationAtEveryLength() {
        var random = SeededRandom(2)
        for length in 0..<400 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(Self.sum(bytes) == Array(SHA256.hash(data: bytes)), "length \(length)")
        }
    }

    @Test(arguments: [UInt64](1...20))
    func sameAsAnotherImplementationForLongTexts(seed: UInt64) {
        var random = SeededRandom(seed)
        let bytes = (0..<random.below(200_000)).map { _ in UInt8.random(in: 0...255, using: &random) }
        #expect(Self.sum(bytes) == Array(SHA256.hash(data: bytes)), "seed \(seed)")
    }
}

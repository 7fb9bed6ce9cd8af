import CSyscalls
import Testing

/// SHA-1 by the processor's instructions and in plain C.
struct IndexChecksumTests {
    typealias Digest = (UnsafeRawPointer?, Int, UnsafeMutablePointer<UInt8>?) -> Void

    static func hex(_ bytes: [UInt8], _ digest: Digest) -> String {
        var sum = [UInt8](repeating: 0, count: 20)
        bytes.withUnsafeBytes { digest($0.baseAddress, $0.count, &sum) }
        return sum.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// FIPS 180's examples and the empty text.
    @Test(arguments: [
        ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
        ),
        (String(repeating: "a", count: 1_000_000), "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
    ])
    func knownSums(text: String, sum: String) {
        #expect(Self.hex(Array(text.utf8), csys_sha1) == sum)
        #expect(Self.hex(Array(text.utf8), csys_sha1_portable) == sum)
    }

    @Test func bothWaysAgreeAtEveryLength() {
        var generator = SystemRandomNumberGenerator()
        for length in 0..<400 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(Self.hex(bytes, csys_sha1) == Self.hex(bytes, csys_sha1_portable), "\(bytes)")
        }
    }
}

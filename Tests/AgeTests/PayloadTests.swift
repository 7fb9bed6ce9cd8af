import Crypto
import Testing

@testable import Age

@Suite struct PayloadTests {
    private let craft: Crafted
    private let nonce = [UInt8](repeating: 7, count: 16)

    init() throws { craft = try Crafted() }

    /// Returns a payload of these chunks, each with its counter and true if it is marked as the last one.
    private func payload(_ chunks: [(bytes: [UInt8], counter: UInt8, isLast: Bool)]) throws -> [UInt8] {
        let key = Primitives.derive(from: Primitives.key(craft.secret), salt: nonce, info: "payload")
        return try nonce
            + chunks.flatMap { chunk in
                let nonce = [UInt8](repeating: 0, count: 10) + [chunk.counter, chunk.isLast ? 1 : 0]
                return try chunk.bytes.withUnsafeBytes { try Primitives.seal($0, with: key, nonce: nonce) }
            }
    }

    private func open(_ payload: [UInt8]) -> [UInt8]? {
        try? Payload.open(payload[...], fileKey: Primitives.key(craft.secret)).array
    }

    private let full = sample(65_536)

    @Test func right() throws {
        #expect(open(try payload([([], 0, true)])) == [])
        #expect(open(try payload([(full, 0, true)])) == full)
        #expect(open(try payload([(full, 0, false), ([1], 1, true)])) == full + [1])
    }

    @Test func theLastChunkIsNotEmptyUnlessAllIs() throws {
        #expect(open(try payload([(full, 0, false), ([], 1, true)])) == nil)
    }

    @Test func theLastChunkSaysSo() throws {
        #expect(open(try payload([(full, 0, false)])) == nil)
        #expect(open(try payload([([1], 0, false)])) == nil)
        #expect(open(try payload([(full, 0, false), (full, 1, false)])) == nil)
        #expect(open(try payload([(full, 0, true), ([1], 1, true)])) == nil)
        #expect(open(try payload([([], 0, false)])) == nil)
    }

    @Test func nothingComesAfterTheLast() throws {
        #expect(open(try payload([(full, 0, true)]) + [0]) == nil)
        #expect(open(try payload([(full, 0, true)]) + sample(16)) == nil)
        #expect(open(try payload([([1, 2], 0, true)]) + [0]) == nil)
    }

    @Test func chunksAreInOrder() throws {
        #expect(open(try payload([(full, 1, false), (full, 0, true)])) == nil)
        #expect(open(try payload([(full, 0, false), (full, 0, true)])) == nil)
        #expect(open(try payload([(full, 1, true)])) == nil)
        // A chunk that is not the last must be full.
        #expect(open(try payload([([1], 0, false), ([2], 1, true)])) == nil)
    }

    @Test(arguments: 0..<32)
    func cutOff(_ count: Int) throws {
        #expect(open(Array(try payload([([], 0, true)]).prefix(count))) == nil)
    }

    /// The chunks before a damaged one are not returned either.
    @Test func nothingIsReleasedBeforeAllIsRight() throws {
        var sealed = try payload([(full, 0, false), ([1], 1, true)])
        sealed[sealed.count - 1] ^= 1
        #expect(throws: AgeError.payload("chunk 2 of 2 fails authentication")) {
            try Payload.open(sealed[...], fileKey: Primitives.key(craft.secret))
        }
        // If a chunk is damaged, not one of its bytes is written.
        var target = [UInt8](repeating: 0xAA, count: 1)
        let key = SymmetricKey(data: sample(32))
        let isOpen = target.withUnsafeMutableBytes {
            Primitives.open(sample(17)[...], with: key, nonce: [UInt8](repeating: 0, count: 12), into: $0)
        }
        #expect(!isOpen && target == [0xAA])
    }
}

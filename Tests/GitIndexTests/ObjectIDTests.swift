import GitIndex
import Testing

struct ObjectIDTests {
    @Test(arguments: [
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
        "000102030405060708090a0b0c0d0e0f10111213", "ffffffffffffffffffffffffffffffffffffffff",
    ])
    func digitsAndBytesComeBack(hex: String) throws {
        let id = try #require(ObjectID(hex: hex))
        #expect(id.hex == hex)
        #expect(id.short == String(hex.prefix(7)))
        #expect(ObjectID(bytes: id.bytes) == id)
        #expect(ObjectID(hex: hex.uppercased()) == id)
        #expect(id.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == hex)
    }

    @Test(arguments: [
        "", "e69de29", "g69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c539", "e69de29bb2d1d6434b8b29ae775ad8c2e48c53911",
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c53 1", "é69de29bb2d1d6434b8b29ae775ad8c2e48c539",
    ])
    func otherTextIsNone(hex: String) {
        #expect(ObjectID(hex: hex) == nil)
    }

    @Test func otherCountsOfBytesAreNone() {
        #expect(ObjectID(bytes: [UInt8](repeating: 1, count: 19)) == nil)
        #expect(ObjectID(bytes: [UInt8](repeating: 1, count: 21)) == nil)
    }

    @Test func orderIsThatOfTheBytes() {
        for place in 0..<20 {
            var bytes = [UInt8](repeating: 0x7f, count: 20)
            let low = ObjectID(bytes: bytes)
            bytes[place] = 0x80
            for later in bytes.indices where later > place { bytes[later] = 0 }
            let high = ObjectID(bytes: bytes)
            #expect(low != nil && high != nil)
            if let low, let high { #expect(low < high && !(high < low)) }
        }
    }

    @Test func theKnownOnesAreGits() {
        #expect(ObjectID.emptyBlob.hex == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")
        #expect(ObjectID.emptyTree.hex == "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
        #expect(ObjectID.zero.hex == String(repeating: "0", count: 40))
    }
}

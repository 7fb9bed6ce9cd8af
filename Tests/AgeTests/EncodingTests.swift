import Testing

@testable import Age

@Suite struct EncodingTests {
    /// RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func base64(_ plain: String, _ padded: String) {
        let bare = Array(padded.utf8.filter { $0 != 0x3D })
        #expect(Base64.encode(plain.utf8, isPadded: true) == Array(padded.utf8))
        #expect(Base64.encode(plain.utf8, isPadded: false) == bare)
        #expect(Base64.decode(Array(padded.utf8)[...], isPadded: true) == Array(plain.utf8))
        #expect(Base64.decode(bare[...], isPadded: false) == Array(plain.utf8))
        if bare.count != padded.utf8.count {
            #expect(Base64.decode(Array(padded.utf8)[...], isPadded: false) == nil)
            #expect(Base64.decode(bare[...], isPadded: true) == nil)
        }
    }

    @Test(arguments: ["Zh", "Zm9", "Z", "Zg=", "Z===", "====", "Zm 8", "Zm8\n", "Zm-_", "Zm9vZ", "Zm9v\0"])
    func notBase64(_ text: String) {
        let bytes = Array(text.utf8)
        #expect(Base64.decode(bytes[...], isPadded: false) == nil)
        #expect(Base64.decode(bytes[...], isPadded: true) == nil)
    }

    @Test func bech32ComesBack() throws {
        for count in 0..<70 {
            let text = Bech32.encode(prefix: "age", bytes: sample(count))
            #expect(try Bech32.decode(text, prefix: "age").get() == sample(count))
        }
    }

    private let recipient = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"

    @Test func bech32InOneCaseOnly() throws {
        for text in ["AGE1" + String(recipient.dropFirst(4)), String(recipient.dropLast()) + "J"] {
            #expect(throws: AgeError.recipient("upper and lower case are mixed")) { try AgeRecipient(text) }
        }
        let upper = recipient.uppercased()
        #expect(throws: Never.self) { try AgeRecipient(upper) }
    }

    @Test func everyWrongCharacterIsSeen() {
        let bytes = Array(recipient.utf8)
        for index in bytes.indices {
            for other in "qpzry9x8gf2tvdw0s3jn54khce6mua7l1 -".utf8 where other != bytes[index] {
                var changed = bytes
                changed[index] = other
                #expect(throws: AgeError.self) { try AgeRecipient(String(decoding: changed, as: UTF8.self)) }
            }
        }
    }

    @Test(arguments: [
        "", "age", "age1", "age1qqqqqq", "agf1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
        "age1pqzvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj", "age1é", "age1tag1qqqq",
    ])
    func notARecipient(_ text: String) {
        #expect(throws: AgeError.self) { try AgeRecipient(text) }
        #expect(throws: AgeError.self) { try AgeIdentity(Array(text.utf8)) }
    }

    /// A key of another length is refused even if its checksum is right.
    @Test(arguments: [0, 16, 31, 33, 64])
    func aKeyOfAnotherLength(_ count: Int) {
        #expect(throws: AgeError.self) {
            try AgeRecipient(
                String(decoding: Bech32.encode(prefix: "age", bytes: sample(count)), as: UTF8.self))
        }
        #expect(throws: AgeError.self) {
            try AgeIdentity(Bech32.encode(prefix: "age-secret-key-", bytes: sample(count)))
        }
    }
}

import Testing

@testable import PromptCore

@Suite struct RecordIDTests {
    @Test func roundTrip() throws {
        let text = "0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11"
        #expect(try #require(RecordID(text)).description == text)
        #expect(RecordID(text.uppercased())?.description == text)
    }

    @Test(arguments: [
        "", "0198c1de", "0198c1de0b5c7c3e9a532f1f6f0c9d11", "0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d1",
        "0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d111", "0198c1dg-0b5c-7c3e-9a53-2f1f6f0c9d11",
        "{0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11}", "0198c1de-0b5c-7c3e-9a532-f1f6f0c9d11",
    ])
    func refused(_ text: String) {
        #expect(RecordID(text) == nil)
    }

    /// RFC 9562, appendix A.4: the name www.example.com in the DNS namespace.
    @Test func version5() throws {
        let dns = try #require(RecordID("6ba7b810-9dad-11d1-80b4-00c04fd430c8"))
        #expect(
            RecordID.version5(owner: dns, name: "www.example.com").description
                == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    }

    /// RFC 9562, appendix A.6.
    @Test func version7() {
        let id = RecordID.version7(milliseconds: 0x017F_22E2_79B0, random: (0xCC3, 0x18C4_DC0C_0C07_398F))
        #expect(id.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
    }

    /// FIPS 180 examples, and lengths around a block.
    @Test func sha1() {
        func hex(_ text: String) -> String {
            SHA1.digest(Array(text.utf8)).map { word in
                let digits = String(word, radix: 16)
                return String(repeating: "0", count: 8 - digits.count) + digits
            }.joined()
        }
        #expect(hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d")
        #expect(hex("") == "da39a3ee5e6b4b0d3255bfef95601890afd80709")
        #expect(
            hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                == "84983e441c3bd26ebaae4aa1f95129e5e54670f1")
        #expect(hex(String(repeating: "a", count: 64)) == "0098ba824b5c16427bd7a1122a5a442a25ec644d")
    }
}

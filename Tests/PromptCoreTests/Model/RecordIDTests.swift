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

    /// RFC 9562, appendix A.6.
    @Test func version7() {
        let id = RecordID.version7(milliseconds: 0x017F_22E2_79B0, random: (0xCC3, 0x18C4_DC0C_0C07_398F))
        #expect(id.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
    }
}

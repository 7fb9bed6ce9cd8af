import Diagnostics
import Testing

@testable import PromptCore

@Suite struct WrongLabelDigestTests {
    @Test func changedTextsHaveAnotherDigest() throws {
        let text = try LabelFileTests.content().text(LabelFileTests.hash)
        for (old, new) in [
            ("hi", "Hi"), ("hi", "hi "), ("content: hi\n", "content: hi\n\n    x\n"), ("|", "|-"),
        ] {
            let file = LabelFileTests.read(text.replacing(old, with: new))
            #expect(file.diagnostics.map(\.code) == ["PP707"], "\(new)")
            #expect(file.content != nil && !file.isWhole)
            #expect(
                file.diagnostics.first?.help?.contains("promptpal label set a/x production@3f2a9c1d0b")
                    == true)
        }
    }
}

import PromptCore
import Testing

@testable import PromptMerge

@Suite struct RenameDetectionTests {
    private let one = RecordID(high: 1, low: 1)
    private let two = RecordID(high: 2, low: 2)

    @Test func theIDDecides() {
        var renames = RenameDetection<String, String>()
        renames.addDeleted("a", kind: .prompt, id: one, content: "x")
        renames.addDeleted("b", kind: .prompt, id: two, content: "y")
        #expect(renames.takeSource(ofNew: .prompt, id: two, content: "x") == "b")
        #expect(renames.takeSource(ofNew: .prompt, id: one, content: "other") == "a")
        #expect(renames.takeSource(ofNew: .prompt, id: one, content: "x") == nil)
    }

    @Test func withoutAnIDTheContentDecides() {
        var renames = RenameDetection<String, String>()
        renames.addDeleted("a", kind: .prompt, id: nil, content: "x")
        renames.addDeleted("b", kind: .prompt, id: nil, content: "x")
        renames.addDeleted("c", kind: .prompt, id: one, content: "y")
        #expect(renames.takeSource(ofNew: .prompt, id: nil, content: "y") == nil)
        #expect(renames.takeSource(ofNew: .prompt, id: two, content: "x") == nil)
        #expect(renames.takeSource(ofNew: .prompt, id: nil, content: "x") == "a")
        #expect(renames.takeSource(ofNew: .prompt, id: nil, content: "x") == nil)
    }

    @Test func theKindMustBeTheSame() {
        var renames = RenameDetection<String, String>()
        renames.addDeleted("a", kind: .prompt, id: one, content: "x")
        renames.addDeleted("b", kind: .module, id: nil, content: "y")
        #expect(renames.takeSource(ofNew: .module, id: one, content: "x") == nil)
        #expect(renames.takeSource(ofNew: .prompt, id: nil, content: "y") == nil)
        #expect(renames.takeSource(ofNew: .module, id: nil, content: "y") == "b")
        #expect(renames.takeSource(ofNew: .prompt, id: one, content: "x") == "a")
    }

    /// Hashing the content of every new file would cost a pass over its bytes.
    @Test func theContentIsAskedForOnlyIfItDecides() {
        var renames = RenameDetection<String, String>()
        var count = 0
        func content() -> String {
            count += 1
            return "x"
        }
        _ = renames.takeSource(ofNew: .prompt, id: nil, content: content())
        renames.addDeleted("a", kind: .prompt, id: one, content: "x")
        _ = renames.takeSource(ofNew: .prompt, id: nil, content: content())
        _ = renames.takeSource(ofNew: .prompt, id: two, content: content())
        #expect(count == 0)
        renames.addDeleted("b", kind: .prompt, id: nil, content: "x")
        #expect(renames.takeSource(ofNew: .prompt, id: nil, content: content()) == "b")
        #expect(count == 1)
    }
}

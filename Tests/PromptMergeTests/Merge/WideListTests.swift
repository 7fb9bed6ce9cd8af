import Testing

@testable import PromptMerge

/// Lists and maps with many entries are merged by structure, in a time that grows with their length only.
@Suite struct WideListTests {
    private static func tags(_ count: Int, _ change: (Int) -> String?) -> String {
        "name: Email\ntags:\n" + (0..<count).compactMap(change).map { "  - \($0)\n" }.joined()
            + "content: Write.\n"
    }

    @Test(arguments: [4_000, 4_001, 20_000])
    func changesOfBothSidesMeet(_ count: Int) {
        let merge = MergeCase(
            Self.tags(count) { "tag-\($0)" },
            // Every third entry is new in ours; theirs deleted some and added as many.
            Self.tags(count) { $0 % 3 == 0 ? "tag-\($0)\n  - ours-\($0)" : "tag-\($0)" },
            Self.tags(count) { $0 % 3 == 1 ? "theirs-\($0)" : "tag-\($0)" })
        let clock = ContinuousClock()
        let start = clock.now
        let merged = merge.merged
        let time = clock.now - start
        #expect(merged.outcome == .merged)
        #expect(
            merged.text
                == Self.tags(count) {
                    switch $0 % 3 {
                    case 0: "tag-\($0)\n  - ours-\($0)" + ($0 + 1 < count ? "\n  - theirs-\($0 + 1)" : "")
                    case 1: nil
                    default: "tag-\($0)"
                    }
                })
        #expect(time < .seconds(60), "\(count): \(time)")
    }

    @Test func anOverlongListIsOneConflict() {
        func prompt(_ items: (Int) -> String) -> String {
            "name: Email\nmetadata:\n  list: [" + (0..<5_000).map(items).joined(separator: ", ")
                + "]\ncontent: Write.\n"
        }
        // In braces, each change is an edit of its own: beyond the budget the key is taken as a whole.
        let merge = MergeCase(
            prompt { "item-\($0)" }, prompt { $0 % 2 == 0 ? "ours-\($0)" : "item-\($0)" },
            prompt { $0 % 2 == 1 ? "theirs-\($0)" : "item-\($0)" })
        let merged = merge.merged
        #expect(merged.outcome == .keptBoth)
        #expect(merged.text.hasPrefix(merge.ours))
        #expect(merged.text.contains("conflicts:\n  - at: metadata"))
        #expect(merged.text.contains("theirs-4999"))
    }
}

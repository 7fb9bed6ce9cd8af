import Testing

@testable import PromptIndex

/// A header is believed only if its numbers can belong to a file: a stranger's Git directory may contain any.
@Suite struct SegmentHeaderTests {
    /// A header whose sections have `counts` bytes, one after the other.
    private static func header(counts: [Int] = [8, 0, 3]) -> SegmentHeader {
        var header = SegmentHeader()
        var offset = 0
        for index in SegmentSection.allCases.indices {
            let count = index < counts.count ? counts[index] : 0
            header.entries.append(.init(offset: offset, count: count, checksum: 7))
            offset += count
        }
        return header
    }

    @Test func isReadAsWritten() {
        var header = Self.header()
        header.totals[0] = 1 << 48
        #expect(SegmentHeader(header.encoded) == header)
    }

    @Test(arguments: [(1 << 48) + 1, Int.max, -1, Int.min])
    func impossibleNumbersOfWords(_ total: Int) {
        var header = Self.header()
        header.totals[3] = total
        #expect(SegmentHeader(header.encoded) == nil)
    }

    @Test func overlappingSections() {
        var header = Self.header()
        header.entries[2].offset = 0
        #expect(SegmentHeader(header.encoded) == nil)
    }

    @Test func sectionsWithAGap() {
        var header = Self.header()
        header.entries[1].offset = 9
        #expect(SegmentHeader(header.encoded) == nil)
    }

    @Test(arguments: [(1 << 32, true), ((1 << 32) + 1, false), (Int.max, false)])
    func longSections(_ count: Int, _ isRead: Bool) {
        var header = Self.header(counts: [])
        header.entries[header.entries.count - 1].count = count
        #expect((SegmentHeader(header.encoded) != nil) == isRead)
    }
}

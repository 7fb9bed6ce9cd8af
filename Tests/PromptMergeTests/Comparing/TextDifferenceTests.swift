import PromptCore
import TestSupport
import Testing

@testable import PromptMerge

/// Two texts, and their difference with marks in the format of `git diff --word-diff=plain`.
struct WordCase: CustomTestStringConvertible, Sendable {
    let old: String
    let new: String
    let marked: String
    var testDescription: String { marked }

    init(_ old: String, _ new: String, _ marked: String) {
        (self.old, self.new, self.marked) = (old, new, marked)
    }
}

extension TextDifference {
    /// All lines with marks; an empty line of three dots between hunks.
    var marked: String {
        hunks.map { hunk in
            hunk.lines.map { line in
                line.runs.map { run in
                    switch run.kind {
                    case .same: run.text
                    case .removed: "[-\(run.text.replacing("\n", with: "⏎"))-]"
                    case .added: "{+\(run.text.replacing("\n", with: "⏎"))+}"
                    }
                }.joined().replacing("⏎-]", with: "-]\n").replacing("⏎+}", with: "+}\n")
            }.joined()
        }.joined(separator: "…\n")
    }

    /// Applies the difference forwards or backwards: returns `text` with the lines of the hunks replaced.
    func applied(to text: String, backwards: Bool = false) -> String? {
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        var source = lines.dropLast().map { String($0) + "\n" }
        if let last = lines.last, !last.isEmpty { source.append(String(last)) }
        var result = ""
        var next = 0
        let (gone, come): (RunKind, RunKind) = backwards ? (.added, .removed) : (.removed, .added)
        for hunk in hunks {
            let range = backwards ? hunk.new : hunk.old
            guard range.lowerBound >= next, range.upperBound <= source.count else { return nil }
            result += source[next..<range.lowerBound].joined()
            let runs = hunk.lines.flatMap(\.runs)
            let before = runs.filter { $0.kind != come }.map(\.text).joined()
            guard before.utf8.elementsEqual(source[range].joined().utf8) else { return nil }
            result += runs.filter { $0.kind != gone }.map(\.text).joined()
            next = range.upperBound
        }
        return result + source[next...].joined()
    }
}

@Suite struct TextDifferenceTests {
    static let cases: [WordCase] = [
        WordCase("a b c\n", "a b c\n", ""),
        WordCase(
            "You are a senior copywriter who writes for {{audience}}.\n",
            "You are a senior writer who writes for {{audience}}.\n",
            "You are a senior [-copywriter-]{+writer+} who writes for {{audience}}.\n"),
        WordCase("for {{name}} now\n", "for {{names}} now\n", "for [-{{name}}-]{+{{names}}+} now\n"),
        WordCase("the cat sat\n", "the big cat sat\n", "the {+big +}cat sat\n"),
        WordCase("the cat sat\n", "the cat sat down\n", "the cat sat{+ down+}\n"),
        WordCase(
            "one two three four five six\n", "one zwei drei four five six\n",
            "one [-two three-]{+zwei drei+} four five six\n"),
        WordCase("我们写文章。\n", "我们读文章。\n", "我们[-写-]{+读+}文章。\n"),
        WordCase("Write briefly.\n", "Be kind to all.\n", "[-Write briefly.-]\n{+Be kind to all.+}\n"),
        WordCase("a\nb\nc\n", "a\nc\n", "a\n[-b-]\nc\n"),
        WordCase("a\nc\n", "a\nb\nc\n", "a\n{+b+}\nc\n"),
        WordCase("", "a\nb\n", "{+a+}\n{+b+}\n"),
        WordCase("a\n", "", "[-a-]\n"),
        WordCase("last", "last\n", "last{++}\n"),
        WordCase("x y  z w\n", "x y z w\n", "x y[-  -]{+ +}z w\n"),
        // A paragraph with another line break: the lines are matched.
        WordCase(
            "aa bb cc dd\nee ff gg hh\n", "aa bb cc\ndd ee ff gg hh\n",
            "aa bb cc[- dd-]\n{+dd +}ee ff gg hh\n"),
        // Among the new lines, the most similar one is matched with the old line.
        WordCase(
            "first of all\nsecond line here\n", "something else\nfirst of everything\nsecond line there\n",
            "{+something else+}\nfirst of [-all-]{+everything+}\nsecond line [-here-]{+there+}\n"),
        WordCase(
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2!\n3\n4\n5\n6\n7\n8\n9.\n",
            "1\n2{+!+}\n3\n4\n…\n7\n8\n9{+.+}\n"),
    ]

    @Test(arguments: cases)
    func words(_ example: WordCase) {
        let difference = TextDifference.between(example.old, and: example.new)
        #expect(difference.marked == example.marked)
        #expect(difference.isEmpty == (example.old == example.new))
    }

    @Test func otherSpellingsOfACharacterDiffer() {
        #expect(!TextDifference.between("caf\u{E9}\n", and: "cafe\u{301}\n").isEmpty)
    }

    @Test func numbersOfLines() throws {
        let difference = TextDifference.between("a\nb\nc\nd\ne\n", and: "a\nb\nx\ny\nd\ne\n", context: 1)
        let hunk = try #require(difference.hunks.first)
        #expect(hunk.old == 1..<4 && hunk.new == 1..<5)
        #expect(hunk.lines.map(\.oldNumber) == [2, 3, nil, nil, 4])
        #expect(hunk.lines.map(\.newNumber) == [2, nil, 3, 4, 5])
        #expect(hunk.lines.map(\.isContext) == [true, false, false, false, true])
    }

    private static let vocabulary = [
        "the", "a", "write", "{{name}}", "prompt", ",", ".", " ", " ", " ", "\n", "\n", "語", "é", "👩‍👧", "{{",
        "\r\n",
        "\t",
    ]

    private static func words(_ count: Int, _ random: inout SeededRandom) -> [String] {
        (0..<count).map { _ in vocabulary.randomElement(using: &random) ?? "" }
    }

    private static func changed(_ words: [String], _ random: inout SeededRandom) -> [String] {
        var words = words
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let place = Int.random(in: 0...words.count, using: &random)
            let length = min(Int.random(in: 0...4, using: &random), words.count - place)
            words.replaceSubrange(
                place..<place + length, with: self.words(Int.random(in: 0...3, using: &random), &random))
        }
        return words
    }

    @Test(arguments: [ComparisonLimits.standard, ComparisonLimits(work: 200, edits: 6)])
    func appliedItGivesTheNewText(_ limits: ComparisonLimits) throws {
        var random = SeededRandom(5)
        for _ in 0..<1_500 {
            let words = Self.words(Int.random(in: 0...60, using: &random), &random)
            let (old, new) = (words.joined(), Self.changed(words, &random).joined())
            let context = Int.random(in: 0...3, using: &random)
            let difference = TextDifference.between(old, and: new, context: context, limits: limits)
            let forwards = try #require(difference.applied(to: old), "\(old.debugDescription)")
            try #require(
                forwards.utf8.elementsEqual(new.utf8), "\(old.debugDescription) → \(new.debugDescription)")
            let backwards = try #require(difference.applied(to: new, backwards: true))
            try #require(backwards.utf8.elementsEqual(old.utf8))
            for line in difference.hunks.flatMap(\.lines) {
                try #require(!line.runs.isEmpty && line.runs.allSatisfy { !$0.text.isEmpty })
                // Adjacent runs of one kind would be one run.
                try #require(zip(line.runs, line.runs.dropFirst()).allSatisfy { $0.kind != $1.kind })
            }
        }
    }

    @Test func theOtherWayRoundLinesAreTheSame() throws {
        var random = SeededRandom(6)
        for _ in 0..<500 {
            let words = Self.words(40, &random)
            let (old, new) = (words.joined(), Self.changed(words, &random).joined())
            func count(_ difference: TextDifference, _ kind: TextDifference.RunKind) -> Int {
                difference.hunks.flatMap(\.lines).filter { line in
                    kind == .removed ? line.newNumber == nil : line.oldNumber == nil
                }.count
            }
            let there = TextDifference.between(old, and: new, context: 0)
            let back = TextDifference.between(new, and: old, context: 0)
            let grown = count(there, .added) - count(there, .removed)
            try #require(grown == count(back, .removed) - count(back, .added))
        }
    }
}

import Diagnostics
import PromptTestSupport
import Testing

@testable import PromptCore

/// Random changes of random prompts: the file then has the content of the model after the same change of
/// values, and every line outside the changed part is still there.
@Suite struct StructurePropertyTests {
    @Test(arguments: 0..<8) func random(_ round: UInt64) throws {
        var done = 0
        for seed in 0..<40 {
            var random = StructureRandom(seed: round &* 1_000 &+ UInt64(seed))
            let text = random.prompt()
            var file = DictionaryLibrary.file("x.prompt.yaml", text)
            try #require(file.diagnostics.allSatisfy { $0.severity < .error }, "\(text)\n\(file.diagnostics)")
            var model = try #require(StructureModel(file))
            for _ in 0..<10 {
                let step = random.step(for: model)
                let next: ParsedFile
                do {
                    next = try step.apply(to: file, DictionaryLibrary())
                } catch let error as StructureError {
                    #expect(model.mayRefuse(step), "\(error.message)\n\(step)\n\(self.text(file))")
                    continue
                }
                model.apply(step)
                let found = try #require(StructureModel(next))
                if found != model {
                    Issue.record("\(step)\n\(self.text(file))\nbecame\n\(self.text(next))")
                    return
                }
                #expect(
                    lostComments(file, next, step).isEmpty, "\(step)\n\(self.text(file))\n\(self.text(next))")
                let returns = next.source.bytes.count { $0 == 0x0D }
                #expect(returns == (random.isCRLF ? next.source.bytes.count { $0 == 0x0A } : 0))
                file = next
                done += 1
            }
        }
        #expect(done > 250)
    }

    private func text(_ file: ParsedFile) -> String { String(decoding: file.source.bytes, as: UTF8.self) }

    /// Returns the comments that were lost although nothing was removed.
    private func lostComments(_ before: ParsedFile, _ after: ParsedFile, _ step: StructureStep) -> [Substring]
    {
        switch step {
        case .removeModule, .removeOption, .removeVariable: return []
        default: break
        }
        func comments(_ file: ParsedFile) -> [Substring] {
            text(file).split(whereSeparator: \.isNewline).compactMap { line in
                line.firstRange(of: "# c").map { line[$0.lowerBound...] }
            }
        }
        let left = comments(after)
        return comments(before).filter { !left.contains($0) }
    }
}

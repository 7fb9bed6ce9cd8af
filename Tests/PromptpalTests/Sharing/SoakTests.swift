import Foundation
import Testing

/// The short form of `Scripts/soak`: clones that change one library and sync at random.
@Suite struct SoakTests {
    static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first(
        where: FileManager.default.isExecutableFile)

    @Test(.enabled(if: python != nil, "not tested: there is no python3"), arguments: [1, 2])
    func everyChangeIsThereOrWasReplaced(_ seed: Int) throws {
        let program = Program(folder: try Folder())
        let result = program.run(
            "\(SoakTests.python ?? "python3") \(Program.repository)/Scripts/soak --clones 3 --operations 8 --seed \(seed) \(Program.path)"
        )
        #expect(result.status == 0, "\(result.outputText)\(result.errorText)")
        #expect(result.outputText.contains("all equal, nothing lost"))
    }
}

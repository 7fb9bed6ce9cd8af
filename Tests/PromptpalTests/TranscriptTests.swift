import Foundation
import Testing

/// Every file in `Transcripts/` is a session whose output must stay the same. If
/// `PROMPTPAL_UPDATE_TRANSCRIPTS=1` is set, the files are rewritten with the current output, to be read
/// before they are committed.
@Suite struct TranscriptTests {
    @Test(arguments: Transcript.all)
    func session(_ transcript: Transcript) throws {
        let folder = try Folder()
        let program = Program(folder: folder)
        var rewritten = transcript
        var isStarted = false
        for (index, step) in transcript.steps.enumerated() {
            switch step {
            case .note: continue
            case .file(let path, let lines):
                try folder.write(lines.map { $0 + "\n" }.joined(), to: path)
            case .command(var command):
                if !isStarted, transcript.hasStore { start(program) }
                isStarted = true
                let result = program.run(command.text)
                let output = result.outputText.components(separatedBy: "\n")
                let error = result.errorText.components(separatedBy: "\n")
                if !TranscriptTests.isUpdating {
                    let place = "\(transcript.name).txt:\(command.line): \(command.text)"
                    let sameOutput = Expectation(expected: command.output, directory: folder.path).matches(
                        output)
                    #expect(sameOutput, "\(place)\n\(result.outputText)")
                    let sameError = Expectation(expected: command.error, directory: folder.path).matches(
                        error)
                    #expect(sameError, "\(place)\n\(result.errorText)")
                    #expect(result.status == command.status, "\(place)\n\(result.errorText)")
                    continue
                }
                // Output that still matches keeps its wildcards.
                if !Expectation(expected: command.output, directory: folder.path).matches(output) {
                    command.output = Expectation.generalised(output, directory: folder.path)
                }
                if !Expectation(expected: command.error, directory: folder.path).matches(error) {
                    command.error = Expectation.generalised(error, directory: folder.path)
                }
                command.status = result.status
                rewritten.steps[index] = .command(command)
            }
        }
        guard TranscriptTests.isUpdating else { return }
        let path = Transcript.folder + "/\(transcript.name).txt"
        try Data(rewritten.text.utf8).write(to: URL(fileURLWithPath: path))
    }

    /// Commits the files that are given before the first command.
    private func start(_ program: Program) {
        let git = "git init -q -b main && git add -A && git commit -q -m Start"
        let result = program.run(git)
        #expect(result.status == 0, "\(result.errorText)")
    }

    @Test func thereAreTranscripts() {
        #expect(Transcript.all.count >= 15)
        #expect(FileManager.default.isExecutableFile(atPath: Program.path))
    }

    static let isUpdating = ProcessInfo.processInfo.environment["PROMPTPAL_UPDATE_TRANSCRIPTS"] == "1"
}

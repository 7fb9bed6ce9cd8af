internal import Diagnostics

extension TreeBuilder {
    /// Reports the error that stopped libyaml, in words that tell a person what to fix.
    mutating func fail(_ failure: ParserFailure) {
        if let byteOffset = failure.byteOffset {
            let at = min(base + byteOffset, bytes.count)
            problems.add(.controlCharacter(refusedAt: at..<min(at + 1, bytes.count)))
            return
        }
        let problem = marks.offset(index: failure.problemIndex)
        let context = marks.offset(index: failure.contextIndex)
        if !newBare.isEmpty || findBareBraces(near: problem) { return }
        if reportTabs(problem: problem, context: failure.context.isEmpty ? problem : context) { return }
        problems.add(NotYAML(bytes, failure: failure, problem: problem, context: context).diagnostic)
    }
}

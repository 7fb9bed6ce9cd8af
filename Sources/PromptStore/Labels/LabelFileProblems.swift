internal import Diagnostics
internal import PromptCore
internal import SafeFiles

extension Store {
    /// Returns the problems of the label files: their own, those of the copied texts, and the files that are
    /// not at the address of their record.
    func labelFileProblems() -> [FileDiagnostics] {
        let scan = FolderScan.scan(directory, under: LabelFile.folder)
        let read = Parallel.map(count: scan.files.count) { index in self.examine(scan.files[index].path) }
        let now = addresses(of: Set(read.compactMap(\.id)))
        var found: [FileDiagnostics] = []
        for var file in read {
            if let path = file.path, let id = file.id, let address = now[id], address != path.address {
                let target = LabelPath(label: path.label, address: address, kind: path.kind).path
                file.problems.diagnostics.append(.misplacedLabel(at: path, target: target))
            }
            if !file.problems.diagnostics.isEmpty { found.append(file.problems) }
        }
        return found
            + scan.problems.compactMap { problem in
                if case .unreadable(.notFound) = problem.reason { return nil }
                return FileDiagnostics(
                    source: SourceText(name: problem.path, bytes: []),
                    diagnostics: [PathMessage.diagnostic(for: problem)])
            }
    }

    private struct Examined: Sendable {
        let path: LabelPath?
        let id: RecordID?
        var problems: FileDiagnostics
    }

    private func examine(_ name: String) -> Examined {
        let empty = SourceText(name: name, bytes: [])
        guard let path = LabelPath(name) else {
            let foreign = FileDiagnostics(source: empty, diagnostics: [.foreignFileInLabels])
            return Examined(path: nil, id: nil, problems: foreign)
        }
        do {
            guard let file = try labelFile(at: path) else {
                return Examined(
                    path: path, id: nil, problems: FileDiagnostics(source: empty, diagnostics: []))
            }
            return Examined(
                path: path, id: file.content?.id,
                problems: FileDiagnostics(
                    source: file.source, diagnostics: file.diagnostics + problemsOfCopies(in: file)))
        } catch {
            let diagnostic: Diagnostic =
                if case .file(let reason) = error { PathMessage.diagnostic(for: reason) } else {
                    .unreadableFile("\(error)")
                }
            return Examined(
                path: path, id: nil, problems: FileDiagnostics(source: empty, diagnostics: [diagnostic]))
        }
    }

    /// Returns the errors and possible secrets of the copied texts, at the paths of the copies.
    private func problemsOfCopies(in file: LabelFile) -> [Diagnostic] {
        guard let content = file.content else { return [] }
        let copies = content.parsedFiles()
        let library = LoadedLibrary(copies)
        return copies.flatMap { copy in
            Checker.check(copy, in: library).filter { $0.severity == .error || $0.isSecret }.map { problem in
                var problem = problem
                problem.message = "in the copy of \(copy.source.name): \(problem.message)"
                problem.range = file.range(ofPath: copy.source.name)
                problem.fix = nil
                return problem
            }
        }
    }
}

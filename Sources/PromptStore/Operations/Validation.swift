public import Diagnostics
public import PromptCore
internal import SafeFiles

extension Store {
    /// Checks the whole store on all processors: every file, and the rules over all of them.
    ///
    /// - Parameter progress: called from time to time with the number of checked files and their total.
    public func validate(progress: ((Int, Int) -> Void)? = nil) -> DiagnosticReport {
        let contents = contents()
        let files = contents.files
        let shared = files.filter { $0.kind == .module || $0.kind == .variable }
        let records = records
        let loaded = Parallel.map(count: shared.count) { index in
            records.parse(shared[index])
        }
        let own = LoadedLibrary(loaded, blocked: contents.problems)
        let lower = layers.layers.map(\.store.records)
        let library: any Library = lower.isEmpty ? own : LayeredLibrary(upper: own, lower: DiskLibrary(lower))
        let chunks = Parallel.chunks(
            count: files.count, progress: progress.map { call in { call($0, files.count) } }
        ) {
            range in
            range.map { index in Outcome(records.parse(files[index]), in: library) }
        }
        let outcomes = chunks.flatMap { $0 }
        var report = DiagnosticReport(
            fileCount: files.count + 1, files: manifestProblems() + contents.problems)
        report.files += outcomes.compactMap(\.problems) + trash().problems + labelProblems()
        report.files += layerProblems() + keyProblems()
        let entries = zip(files, outcomes).map { LibraryEntry(address: $0.address, kind: $0.kind, id: $1.id) }
        for (index, diagnostic) in LibraryChecker.check(entries) {
            report.files.append(FileDiagnostics(source: text(of: files[index]), diagnostics: [diagnostic]))
        }
        report.mergeFiles()
        return report
    }

    /// Checks some files, with the modules and variables they refer to looked up as needed.
    public func validate(_ files: [Contents.File]) -> DiagnosticReport {
        let library = library()
        let records = records
        let problems = files.compactMap { file in
            Outcome(records.parse(file), in: library).problems
        }
        return DiagnosticReport(fileCount: files.count, files: problems)
    }

    private func text(of file: Contents.File) -> SourceText {
        let bytes = try? directory.read(file.path, limit: Store.maxFileBytes + 1)
        return SourceText(name: file.path, bytes: bytes ?? [])
    }

    private func manifestProblems() -> [FileDiagnostics] {
        guard let file = try? records.read(WorkTreePath.manifest, as: .manifest, at: .top) else {
            return []
        }
        guard !file.diagnostics.isEmpty else { return [] }
        return [FileDiagnostics(source: file.source, diagnostics: file.diagnostics)]
    }
}

/// The result of one checked file: its text only if there is something to show.
private struct Outcome: Sendable {
    let problems: FileDiagnostics?
    let id: Located<RecordID>?

    init(_ file: ParsedFile, in library: any Library) {
        let found = Checker.check(file, in: library)
        problems = found.isEmpty ? nil : FileDiagnostics(source: file.source, diagnostics: found)
        id = file.record?.header.id
    }
}

extension DiagnosticReport {
    /// Combines the diagnostics of each file, sorted by file name.
    fileprivate mutating func mergeFiles() {
        var merged: [String: FileDiagnostics] = [:]
        for file in files {
            if var known = merged[file.source.name] {
                known.diagnostics += file.diagnostics
                if known.source.bytes.isEmpty { known.source = file.source }
                merged[file.source.name] = known
            } else {
                merged[file.source.name] = file
            }
        }
        files = merged.values.sorted { $0.source.name.utf8.lexicographicallyPrecedes($1.source.name.utf8) }
    }
}

extension Store {
    /// Returns the prompts and shared modules that meet `condition`, sorted by path, and a library over all
    /// modules and variables. Reads every file of the store, on all processors; files that can't be read are
    /// left out.
    public func files(
        where condition: @escaping @Sendable (ParsedFile, any Library) -> Bool
    ) -> (files: [ParsedFile], library: any Library) {
        let contents = contents().files
        let records = records
        let shared = contents.filter { $0.kind == .module || $0.kind == .variable }
        let library = LoadedLibrary(
            Parallel.map(count: shared.count) { records.parse(shared[$0]) })
        let files = contents.filter { $0.kind == .prompt || $0.kind == .module }
        let found = Parallel.map(count: files.count) { index in
            let file = records.parse(files[index])
            return file.record != nil && condition(file, library) ? file : nil
        }
        return (found.compactMap(\.self), library)
    }
}

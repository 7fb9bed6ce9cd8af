internal import Diagnostics
internal import PromptCore
internal import SafeFiles

/// Compares all files of a store as two formats read them.
struct FormatComparison {
    private let old, new: Reading
    private let files: [Contents.File]

    /// The files and the library by the rules of one format.
    private struct Reading: Sendable {
        let files: [ParsedFile]
        let library: any Library

        init(_ contents: [Contents.File], of store: Store, as format: Format) {
            let reader = RecordReader(directory: store.directory, format: format)
            files = Parallel.map(count: contents.count) { reader.parse(contents[$0]) }
            let own = LoadedLibrary(files)
            let lower = store.layers.layers.map(\.store.records)
            library = lower.isEmpty ? own : LayeredLibrary(upper: own, lower: DiskLibrary(lower))
        }
    }

    init(_ store: Store, from: Format, to: Format) {
        files = store.contents().files
        old = Reading(files, of: store, as: from)
        new = Reading(files, of: store, as: to)
    }

    /// The prompts whose text changes, and the errors that only the new format finds.
    var result: (changes: [MigrateOutcome.Change], errors: [FileDiagnostics]) {
        let (old, new) = (old, new)
        let found = Parallel.map(count: files.count) { index in
            (
                change: FormatComparison.change(of: index, from: old, to: new),
                errors: FormatComparison.errors(of: index, from: old, to: new)
            )
        }
        return (found.compactMap(\.change), found.compactMap(\.errors))
    }

    private static func errors(of index: Int, from old: Reading, to new: Reading) -> FileDiagnostics? {
        func errors(_ reading: Reading) -> [Diagnostic] {
            Checker.check(reading.files[index], in: reading.library).filter { $0.severity == .error }
        }
        let added = errors(new).new(.error, since: errors(old))
        return added.isEmpty ? nil : FileDiagnostics(source: new.files[index].source, diagnostics: added)
    }

    private static func change(
        of index: Int, from old: Reading, to new: Reading
    ) -> MigrateOutcome.Change? {
        guard case .prompt(let before)? = old.files[index].record else { return nil }
        let file = new.files[index]
        var after: Prompt?
        if case .prompt(let prompt)? = file.record { after = prompt }
        let plan = RenderPlan(before, in: old.files[index], input: RenderInput(), library: old.library)
        for input in inputs(of: plan) {
            let one = text(of: before, in: old.files[index], input: input, library: old.library)
            let other = after.flatMap { text(of: $0, in: file, input: input, library: new.library) }
            if one != other {
                return MigrateOutcome.Change(address: file.address, before: one, after: other)
            }
        }
        return nil
    }

    /// Returns the usual choice, then each option once, always with the hidden modules.
    private static func inputs(of plan: RenderPlan) -> [RenderInput] {
        var usual = RenderInput()
        var inputs = [usual]
        usual.with = plan.resolved.modules.filter { !$0.visible }.map(\.handle)
        if !usual.with.isEmpty { inputs.append(usual) }
        for module in plan.resolved.modules where module.options.count > 1 {
            for option in module.options {
                var input = usual
                input.options = [(module.handle, option.handle)]
                inputs.append(input)
            }
        }
        return inputs
    }

    private static func text(
        of prompt: Prompt, in file: ParsedFile, input: RenderInput, library: any Library
    ) -> String? {
        let plan = RenderPlan(prompt, in: file, input: input, library: library)
        guard plan.blocking().isEmpty else { return nil }
        return try? plan.render(plan.values(input).values) { "‹\($0)›" }.text
    }
}

internal import ArgumentParser
internal import PromptCore
internal import PromptMerge
internal import SystemPackage

/// `promptpal merge-driver`
struct MergeDriverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge-driver",
        abstract: "Merge one file for Git; setup-git makes Git run it.",
        discussion: """
            Merges what two sides made of a file, by its modules, options, variables and keys,
            and writes the result over OURS. What both changed in different ways is kept both,
            in a file that stays valid; `promptpal resolve` settles it. Needs no store.

            Exit status 1: the file could only be merged by lines, and has Git's markers.

            EXAMPLES:
              promptpal merge-driver base.yaml ours.yaml theirs.yaml
              git config merge.promptpal.driver 'promptpal merge-driver %O %A %B %L %P'
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: "The last version that both sides have (%O); an empty file for none.", completion: .file())
    var base: String

    @Argument(help: "Our version, which is overwritten (%A).", completion: .file())
    var ours: String

    @Argument(help: "The other version (%B).", completion: .file())
    var theirs: String

    @Argument(help: "How many signs a conflict marker has (%L).")
    var size: Int = 7

    @Argument(help: "The file's path, which says what it is (%P); else the name of OURS.")
    var path: String?

    func validate() throws {
        if !(1...1000).contains(size) { throw ValidationError("The size of markers is a number from 1.") }
    }

    func run() throws {
        Output.choose(globals.color)
        func file(_ name: String) -> FilePath { globals.start.pushing(FilePath(name)) }
        let bytes = try (InputFile.read(file(base)), InputFile.read(file(ours)), InputFile.read(file(theirs)))
        let merged = FileMerge.merge(
            base: bytes.0.isEmpty ? nil : bytes.0, ours: bytes.1, theirs: bytes.2, path: path ?? ours,
            options: MergeOptions(markerSize: size))
        if let result = merged.bytes, result != bytes.1 { try OutputFile.write(result, to: file(ours)) }
        if !globals.quiet {
            for note in merged.notes { Output.error.line(MergeNoteText.line(note, in: path ?? ours)) }
        }
        if merged.outcome == .markers { throw Failure(status: 1, message: "") }
    }
}

/// A merge's notes for people.
enum MergeNoteText {
    /// `promptpal: prompts/a.prompt.yaml: description: both sides changed this: …`
    static func line(_ note: MergeNote, in path: String) -> String {
        let location = note.key.isEmpty ? "" : note.key + ": "
        return Terminal.line("promptpal: \(path): \(location)\(note.message)")
    }
}

import SafeFiles
import SystemPackage
import TestSupport
import Testing

@testable import PromptStore

@Suite struct ScannedFileKindTests {
    @Test(arguments: [
        ("a.prompt.yaml", ScannedFile.Kind.prompt), ("a.module.yaml", .module),
        ("a.variable.yaml", .variable),
        ("folder.yaml", .folder), ("a.folder.yaml", .other), ("prompt.yaml", .other),
        ("a.prompt.yml", .other),
        ("a.PROMPT.YAML", .other), ("a.prompt.yaml~", .other), ("a.b.prompt.yaml", .prompt),
        ("folder.prompt.yaml", .prompt), ("a.prompt.module.yaml", .module), ("aprompt.yaml", .other),
    ])
    func tellsKindsByTheEnding(name: String, kind: ScannedFile.Kind) throws {
        let folder = TemporaryFolder()
        folder.put("prompts/" + name, "")
        #expect(
            FolderScan.scan(try SafeDirectory(opening: FilePath(folder.path)), under: "prompts").files.map(
                \.kind) == [kind])
    }

    /// Only the last part of a path counts.
    @Test(arguments: [
        ("folder.yaml", ScannedFile.Kind.folder), ("a.prompt.yaml/notes.md", .other),
        ("a.prompt.yaml/folder.yaml", .folder), ("xfolder.yaml", .other),
    ])
    func looksAtTheNameAlone(path: String, kind: ScannedFile.Kind) {
        #expect(ScannedFile(path: path, stamp: nil).kind == kind)
    }
}

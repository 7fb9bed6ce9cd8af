import Diagnostics
import PromptCore
import PromptTestSupport

@testable import PromptMerge

/// Three versions of one file, and their merge.
struct MergeCase {
    let base: String?
    let ours: String
    let theirs: String
    var path = "prompts/email.prompt.yaml"

    init(_ base: String?, _ ours: String, _ theirs: String, path: String = "prompts/email.prompt.yaml") {
        self.base = base
        self.ours = ours
        self.theirs = theirs
        self.path = path
    }

    /// Makes ours and theirs from the base by replacing words.
    init(
        _ base: String, ours: [(String, String)], theirs: [(String, String)],
        path: String = "prompts/email.prompt.yaml"
    ) {
        func changed(_ changes: [(String, String)]) -> String {
            changes.reduce(base) { $0.replacing($1.0, with: $1.1) }
        }
        self.init(base, changed(ours), changed(theirs), path: path)
    }

    var merged: MergedFile {
        FileMerge.merge(
            base: base.map { Array($0.utf8) }, ours: Array(ours.utf8), theirs: Array(theirs.utf8), path: path)
    }

    /// The same with the sides swapped.
    var swapped: MergeCase { MergeCase(base, theirs, ours, path: path) }

    /// The merged text.
    var text: String { merged.text }
}

extension MergedFile {
    var text: String { String(decoding: bytes ?? [], as: UTF8.self) }

    /// The codes of the errors in it, read as a prompt.
    var errors: [String] {
        let file = ParsedFile(
            SourceText(name: "merged", bytes: bytes ?? []), kind: .prompt,
            address: Address(unchecked: "email"), format: .one)
        return Checker.check(file, in: DictionaryLibrary([:])).filter { $0.severity == .error }.map(\.code)
    }
}

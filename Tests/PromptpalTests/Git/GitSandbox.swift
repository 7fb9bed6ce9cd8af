import Foundation
import Testing

/// A store in a real Git repository; a real shell runs the commands.
struct GitSandbox {
    /// The position of the store in the repository.
    enum Place: String, CaseIterable, CustomTestStringConvertible {
        case root = "."
        case subfolder = "apps/prompts"

        var testDescription: String { self == .root ? "at the root" : "in a subfolder" }
        /// The prefix of the store's paths in the repository.
        var prefix: String { self == .root ? "" : rawValue + "/" }
    }

    let folder: Folder
    let place: Place
    private(set) var program: Program

    /// - Parameter setup: a script that runs in the repository after the store's first commit.
    init(_ place: Place = .root, setup: String = "") throws {
        folder = try Folder()
        self.place = place
        program = Program(folder: folder)
        let top = (folder.path as NSString).deletingLastPathComponent
        program.environment = [
            "S": place == .root ? folder.path : folder.path + "/" + place.rawValue,
            // Beside the repository, for files that must not be reached from it.
            "OUT": top + "/outside",
            "GIT_CONFIG_NOSYSTEM": "1",
        ]
        try pass(GitSandbox.start + GitSandbox.files + "git add -A && git commit -qm 'Start'\n" + setup)
    }

    /// Runs a script in the root of the repository.
    func run(_ script: String) -> Program.Result { program.run(script) }

    /// Runs a script, which must succeed, in the root of the repository.
    @discardableResult
    func pass(
        _ script: String, _ comment: Comment? = nil, location: SourceLocation = #_sourceLocation
    ) throws -> String {
        let result = program.run("set -eo pipefail\n" + script)
        try #require(
            result.status == 0,
            "\(script)\n\(result.outputText)\(result.errorText)\(comment?.rawValue ?? "")",
            sourceLocation: location)
        return result.outputText
    }

    /// Runs a command line in the store's directory.
    func inStore(_ command: String) -> Program.Result { program.run("cd \"$S\" && {\n\(command)\n}") }

    /// Returns the output of a command without its last line end; empty if the command fails.
    func line(_ command: String) -> String {
        program.run(command).outputText.trimmingCharacters(in: .newlines)
    }

    /// Returns the outputs of several commands, run by one shell.
    func lines(_ commands: [String]) -> [String] {
        let script = commands.map { "{ \($0)\n}" }.joined(separator: "\nprintf '\\036'\n")
        return program.run(script).outputText.split(separator: "\u{1E}", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .newlines) }
    }

    /// Git's whole status, with ids and modes of the index; the index is not changed.
    static let statusCommand = "git --no-optional-locks status --porcelain=v2 --untracked-files=all"

    func status() -> [String] { line(GitSandbox.statusCommand).split(separator: "\n").map(String.init) }

    var head: String { line("git rev-parse HEAD") }
    var commitCount: Int { Int(line("git rev-list --count HEAD")) ?? -1 }

    /// Returns the problems that `git fsck --strict` finds; empty if there are none.
    func problems() -> String { line(GitSandbox.problemsCommand) }

    static let problemsCommand = "git fsck --strict --no-dangling --no-progress 2>&1 || echo \"status $?\""

    /// Returns our lock, journal and temporary files that a command left behind.
    func leftovers() -> [String] { line(GitSandbox.leftoversCommand).split(separator: "\n").map(String.init) }

    static let leftoversCommand = """
        find . "$(git rev-parse --git-dir)" \\( -name '.promptpal-*.tmp' -o -name '*.lock' \\) -print
        find "$(git rev-parse --git-common-dir)" -path '*promptpal*' -name 'journal*' -size +0 -print
        """

    private static let start = """
        printf '[user]\\n\\tname = Ana Ruiz\\n\\temail = ana@example.com\\n[init]\\n\\tdefaultBranch = main\\n' > ~/.gitconfig
        # Waiting for a busy disk is no part of these tests.
        printf '[promptpal]\\n\\tsync = false\\n' >> ~/.gitconfig
        printf '[advice]\\n\\tdetachedHead = false\\n[protocol "file"]\\n\\tallow = always\\n' >> ~/.gitconfig
        git init -q --template=; mkdir .git/hooks .git/info
        mkdir -p "$S/prompts/team" "$OUT"
        """

    /// The store's files, and some of the user's own.
    private static let files = #"""

        printf '*.log\n' > .gitignore
        for file in README.md edited.txt both.txt staged.txt removed.txt gone.txt; do
            printf 'first line\n%s\nlast line\n' "$file" > "$file"
        done
        cd "$S"
        printf 'format: 1\nname: Team\n' > promptpal.yaml
        cat > prompts/hello.prompt.yaml <<'END'
        # Says hello.
        id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d01
        name: Hello   # as people call it
        description: "Greets"   # short
        tags: [greeting,  short]
        variables:
          name: {type: text, default: World}   # whom
          words: {type: number, min: 50, max: 400, default: 150}   # tuned
        modules:
          - name: Persona   # first
            role: system
            content: You are kind.
          - use: tone
          - name: Task
            options:
              - name: Short   # the usual one
                default: true
                content: |
                  Say hello to {{name}}.
              # the long one
              - name: Long
                content: |
                  Say hello to {{name}} in {{words}} words.
        END
        cat > prompts/tone.module.yaml <<'END'
        id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d02
        name: Tone
        options:
          - name: Kind
            content: Be kind.
          - name: Formal   # for letters
            content: Be exact.
        END
        cat > prompts/team/folder.yaml <<'END'
        id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d03
        name: Team
        END
        cat > prompts/team/mail.prompt.yaml <<'END'
        id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d04
        name: Mail
        modules:
          - use: tone   # found outward
          - name: Text
            content: Write to {{brand}}.
        END
        cat > prompts/brand.variable.yaml <<'END'
        id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d05
        name: Brand
        type: text
        default: Acme
        END
        printf 'id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d06\nname: Other\ncontent: Other text.\n' > prompts/other.prompt.yaml
        printf 'id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d07\nname: Draft\ncontent: Draft text.\n' > prompts/draft.prompt.yaml
        cd "$DIR"

        """#

    /// The possible states of a user's work: staged, edited, both, removed, new, intent-to-add and untracked
    /// files.
    static let userState = #"""

        for file in staged.txt both.txt; do printf 'staged\n' >> $file; git add $file; done
        for file in both.txt edited.txt; do printf 'edited\n' >> $file; done
        git rm -q removed.txt
        rm gone.txt
        printf 'new\n' > new-staged.txt; git add new-staged.txt
        printf 'announced\n' > announced.txt; git add -N announced.txt
        printf 'untracked\n' > untracked.txt
        printf 'ignored\n' > ignored.log
        printf '# not done yet\n' >> "$S/prompts/draft.prompt.yaml"

        """#
}

extension GitSandbox {
    /// Checks that a writing command still works: one more commit, nothing else changed.
    ///
    /// - Parameter directory: the command's working directory; by default the store's directory.
    func expectNextChangeWorks(
        in directory: String = "\"$S\"", _ location: SourceLocation = #_sourceLocation
    ) {
        let (before, old) = (status(), head)
        let text = "next \(commitCount)"
        let result = run("cd \(directory) && promptpal set hello description=\"\(text)\"")
        #expect(result.status == 0, "\(result.errorText)", sourceLocation: location)
        let repository = "git -C \(directory)"
        #expect(
            line("\(repository) rev-parse HEAD^") == old || directory != "\"$S\"", "one commit on top",
            sourceLocation: location)
        let shown = line("\(repository) show HEAD:\(place.prefix)prompts/hello.prompt.yaml")
        #expect(shown.contains(text), "the commit has the change", sourceLocation: location)
        #expect(status() == before, "nothing but the change", sourceLocation: location)
        #expect(problems() == "", sourceLocation: location)
        #expect(leftovers() == [], sourceLocation: location)
    }
}

import Foundation
import Glibc
import Testing

/// Files that can't be read never count as missing.
@Suite struct OverlookedTests {
    private static let hasStrace = access("/usr/bin/strace", X_OK) == 0
    private static let canBeTwo = geteuid() == 0 && access("/usr/bin/setpriv", X_OK) == 0

    /// A disk that fails at one call that lists, opens or examines something: a folder is saved completely,
    /// or not at all. All calls in the store's folders are tested; of those that open files, which may be
    /// anywhere, a sample.
    @Test(
        .enabled(if: hasStrace, "strace is not here"),
        arguments: [("newfstatat", 1, true), ("getdents64", 1, true), ("openat2", 5, false)])
    func savedWholeOrNotAtAll(_ call: String, step: Int, isInFolders: Bool) throws {
        let sandbox = try GitSandbox()
        let folders = "-P $PWD/prompts -P $PWD/prompts/some -P $PWD/prompts/some/deep "
        let strace = "strace -f " + (isInFolders ? folders : "")
        try sandbox.pass(
            """
            mkdir -p prompts/some/deep
            for name in a b deep/c; do printf 'content: first\\n' > prompts/some/$name.prompt.yaml; done
            promptpal save some -m First > /dev/null
            for name in b deep/c deep/d; do printf 'content: second\\n' > prompts/some/$name.prompt.yaml; done
            rm prompts/some/a.prompt.yaml
            cp -r . ../store
            \(strace) -e trace=\(call) -o ../trace promptpal save some --no-sync
            """)
        let whole = sandbox.line("git diff-tree -r --name-status HEAD^ HEAD")
        #expect(whole.split(separator: "\n").count == 4, "\(whole)")
        let calls = try #require(Int(sandbox.line("grep -c '\(call)(' ../trace")))
        try #require(calls > 5)
        var refused = 0
        for number in stride(from: calls, to: 0, by: -step) {
            let result = sandbox.run(
                """
                rm -rf ../now && cp -r ../store ../now && cd ../now && before=$(git rev-parse HEAD)
                \(strace) -o /dev/null -e inject=\(call):error=EIO:when=\(number) promptpal save some --no-sync >&2
                status=$?
                [ "$(git rev-parse HEAD)" != "$before" ] && git diff-tree -r --name-status HEAD^ HEAD
                exit $status
                """)
            let saved = result.outputText.trimmingCharacters(in: .newlines)
            if saved.isEmpty { refused += 1 }
            #expect(saved.isEmpty || saved == whole, "\(call) \(number): \(saved)\(result.errorText)")
            #expect(!saved.isEmpty || result.status != 0, "\(call) \(number): \(result.errorText)")
        }
        #expect(refused > 0)
    }

    /// Folders of another user: every answer without them says so, and a folder is never saved incompletely
    /// without a question.
    @Test(.enabled(if: canBeTwo, "needs root and setpriv"))
    func saidBesideEachAnswer() throws {
        let sandbox = try GitSandbox()
        try sandbox.pass(
            """
            mkdir -p prompts/open prompts/closed bin
            printf 'name: Seen\\ncontent: text\\n' > prompts/open/a.prompt.yaml
            printf 'name: Hidden\\ncontent: text\\n' > prompts/closed/b.prompt.yaml
            cp "$(command -v promptpal)" bin/ && cp -r "$(dirname "$(command -v promptpal)")"/*.so bin/ 2> /dev/null || true
            chmod 755 .. . && chown -R 65534 . && chmod 000 prompts/closed
            """)
        func other(_ command: String) -> Program.Result {
            sandbox.run(
                "HOME=$PWD setpriv --reuid=65534 --regid=65534 --clear-groups bin/promptpal \(command)")
        }
        for command in ["list", "list --json", "tree", "search name", "stats", "status", "status --json"] {
            let result = other(command)
            let isSaid = result.errorText.contains("skipped: prompts/closed: permission denied")
            #expect(isSaid && result.status == 0, "\(command): \(result.errorText)")
            #expect(!result.errorText.contains("every edit"), "\(command)")
        }
        #expect(!other("list --quiet").errorText.contains("skipped"))
        let missing = other("show closed/b")
        #expect(missing.status == 2 && missing.errorText.contains("permission denied"), "\(missing)")
        #expect(missing.errorText.ranges(of: "permission denied").count == 1, "\(missing)")
        for command in ["save --all", "save closed", "save closed/b"] {
            let result = other(command)
            #expect(result.status == 2, "\(command): \(result)")
            #expect(result.errorText.contains("nothing was saved: prompts/closed: permission denied"))
        }
        #expect(other("save open").status == 0)
        _ = sandbox.run("printf 'content: more\\n' > prompts/open/c.prompt.yaml")
        #expect(other("save --all --force").status == 0)
        #expect(
            sandbox.line(
                "git -c safe.directory='*' ls-tree -r --name-only HEAD prompts/open prompts/closed | sort | xargs"
            )
                == "prompts/open/a.prompt.yaml prompts/open/c.prompt.yaml")
    }

    /// A single file, and the trash.
    @Test(.enabled(if: canBeTwo, "needs root and setpriv"))
    func aFileAndTheTrash() throws {
        let sandbox = try GitSandbox()
        try sandbox.pass(
            """
            mkdir bin && cp "$(command -v promptpal)" bin/
            cp -r "$(dirname "$(command -v promptpal)")"/*.so bin/ 2> /dev/null || true
            echo '# edited' >> prompts/hello.prompt.yaml && mkdir trash
            chmod 755 .. . && chown -R 65534 . && chmod 000 prompts/hello.prompt.yaml trash
            """)
        func other(_ command: String) -> Program.Result {
            sandbox.run(
                "HOME=$PWD setpriv --reuid=65534 --regid=65534 --clear-groups bin/promptpal \(command)")
        }
        let trash = other("trash list")
        #expect(trash.errorText.contains("trash: permission denied"), "\(trash.errorText)")
        #expect(!trash.errorText.contains("is empty") && !trash.errorText.contains("PP703"))
        let head = sandbox.run("git -c safe.directory='*' rev-parse HEAD").outputText
        #expect(other("save --all").status == 2)
        let forced = other("save --all --force")
        #expect(forced.status == 0 && forced.outputText.hasPrefix("nothing to save"), "\(forced.outputText)")
        #expect(forced.errorText.contains("hello.prompt.yaml can't be read"), "\(forced.errorText)")
        #expect(sandbox.run("git -c safe.directory='*' rev-parse HEAD").outputText == head)
    }

    /// Unreadable files may refer to the record that would be deleted or moved.
    @Test(.enabled(if: canBeTwo, "needs root and setpriv"))
    func referencesAreNotLost() throws {
        let sandbox = try GitSandbox()
        try sandbox.pass(
            """
            mkdir bin && promptpal new module shared --from - <<< 'hi' && promptpal new prompt user --from - <<< '{{> shared}}'
            cp "$(command -v promptpal)" bin/ && cp -r "$(dirname "$(command -v promptpal)")"/*.so bin/ 2> /dev/null || true
            chmod 755 .. . && chown -R 65534 . && chmod 000 prompts/user.prompt.yaml && chown root .git/index
            """)
        func other(_ command: String) -> Program.Result {
            sandbox.run(
                "HOME=$PWD setpriv --reuid=65534 --regid=65534 --clear-groups bin/promptpal \(command)")
        }
        for command in ["rm shared", "mv shared elsewhere"] {
            let refused = other(command)
            #expect(refused.status == 1 && refused.errorText.contains("may refer to"), "\(refused.errorText)")
            // The message names the file already.
            #expect(!refused.errorText.contains("skipped:"), "\(refused.errorText)")
        }
        for command in ["search hi", "uses shared", "list"] {
            #expect(other(command).errorText.contains("skipped: prompts/user.prompt.yaml"), "\(command)")
        }
        #expect(other("validate user").status == 1)
        // The index belongs to another user too, and can't be linked to.
        #expect(other("set hello description=x").status == 0)
        #expect(other("rm shared --force").status == 0)
    }

    /// An object that may not be read is not missing: a label on it needs other permissions, not another commit.
    @Test(.enabled(if: canBeTwo, "needs root and setpriv"), arguments: ["the file", "its folder"])
    func objectsOfALabel(_ closed: String) throws {
        let sandbox = try GitSandbox()
        try sandbox.pass(
            """
            mkdir bin && cp "$(command -v promptpal)" bin/
            cp -r "$(dirname "$(command -v promptpal)")"/*.so bin/ 2> /dev/null || true
            promptpal label set hello production -q && promptpal set hello description=Later -q
            """)
        let commit = sandbox.line("sed -n 's/.*commit: \"*\\([0-9a-f]*\\).*/\\1/p' labels.yaml")
        try #require(commit.utf8.count == 40)
        let folder = sandbox.line("git rev-parse --git-dir") + "/objects/\(commit.prefix(2))"
        let path = closed == "the file" ? folder + "/" + commit.dropFirst(2) : folder
        try sandbox.pass("chmod 755 .. . && chown -R 65534 . && chmod 000 \"\(path)\"")
        func other(_ command: String) -> Program.Result {
            sandbox.run(
                "HOME=$PWD setpriv --reuid=65534 --regid=65534 --clear-groups bin/promptpal \(command)")
        }
        let checked = other("validate")
        #expect(checked.status == 1 && checked.outputText.contains("can't be read: permission denied"))
        #expect(!checked.outputText.contains("PP705"), "\(checked.outputText)")
        let rendered = other("render hello@production --var name=Ana")
        #expect(rendered.status == 2, "\(rendered.outputText)")
        #expect(rendered.errorText.contains("permission denied"), "\(rendered.errorText)")
        #expect(!rendered.errorText.contains("not in this repository"), "\(rendered.errorText)")
    }
}

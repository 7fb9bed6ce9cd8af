import Foundation
import Testing

/// Plain Git beside promptpal: after any Git command of a person, the next command works and history is
/// right.
@Suite struct PlainGitTests {
    /// An action with plain Git, after one change of ours (`description=ours`) and one more commit of the
    /// user.
    struct Deed: Sendable, CustomTestStringConvertible {
        let name: String
        /// Runs in the root of the repository, with `set -e`.
        let script: String
        /// The working directory of the next command if it is not the store.
        var directory = "\"$S\""
        var testDescription: String { name }

        init(_ name: String, _ script: String, in directory: String = "\"$S\"") {
            self.name = name
            self.script = script
            self.directory = directory
        }
    }

    static let deeds: [Deed] = [
        Deed("nothing", ":"),
        Deed("git mv and commit", "git mv prompts/other.prompt.yaml prompts/team/; git commit -qm moved"),
        Deed("git mv, not committed", "git mv prompts/other.prompt.yaml prompts/team/"),
        Deed("git rm, not committed", "git rm -q prompts/other.prompt.yaml"),
        Deed("commit -a", "echo '# more' >> prompts/other.prompt.yaml; git commit -qam more"),
        Deed("amend", "echo x >> README.md; git commit -q --amend -am amended"),
        Deed("amend of our commit", "git reset -q --hard HEAD~1; git commit -q --amend -m 'In other words'"),
        Deed(
            "rebase of our commit",
            """
            git checkout -q -b side HEAD~2; echo side > side.txt; git add side.txt; git commit -qm side
            git checkout -q main; git rebase -q side
            """),
        Deed("interactive rebase", "GIT_SEQUENCE_EDITOR='sed -i 2s/pick/fixup/' git rebase -qi HEAD~2"),
        Deed("stash", "echo '# stashed' >> prompts/hello.prompt.yaml; git stash -q"),
        Deed(
            "stash and pop", "echo '# stashed' >> prompts/other.prompt.yaml; git stash -q; git stash pop -q"),
        Deed("hard reset", "git reset -q --hard HEAD~2"),
        Deed("soft reset", "git reset -q --soft HEAD~1"),
        Deed("mixed reset", "git reset -q HEAD~1"),
        Deed("gc", "git gc -q --prune=now"),
        Deed(
            "gc, then all reflogs gone",
            "git reflog expire --expire=now --all; git gc -q --prune=now --aggressive"),
        Deed("repack -ad", "git repack -qad; git prune"),
        Deed("multi-pack index", "git repack -q; git multi-pack-index write 2>/dev/null"),
        Deed("commit graph", "git commit-graph write --reachable 2>/dev/null"),
        Deed("packed refs", "git pack-refs --all --prune"),
        Deed("detached HEAD", "git checkout -q --detach"),
        Deed("detached at an old commit", "git checkout -q HEAD~1"),
        Deed("another branch", "git checkout -q -b side HEAD~1"),
        Deed("a branch with a slash", "git checkout -q -b feature/a/b"),
        Deed("branch renamed", "git branch -m main trunk"),
        Deed(
            "branch there and back",
            "git checkout -q -b side HEAD~1; echo y >> README.md; git commit -qam y; git checkout -q main"),
        Deed(
            "merge",
            "git checkout -q -b side HEAD~1; echo y > y.txt; git add y.txt; git commit -qm y; git checkout -q main; git merge -q side -m merged"
        ),
        Deed("revert of our commit", "git revert --no-edit HEAD~1 >/dev/null"),
        Deed(
            "revert of the revert",
            "git revert --no-edit HEAD~1 >/dev/null; git revert --no-edit HEAD >/dev/null"),
        Deed("cherry-pick", "git checkout -q -b side HEAD~2; git cherry-pick main~1 >/dev/null"),
        Deed("orphan branch", "git checkout -q --orphan new; git commit -qm anew"),
        Deed(
            "tag, notes, replace refs",
            "git tag v1; git tag -a v2 -m v2; git notes add -m n; git replace HEAD~1 $(git commit-tree HEAD~1^{tree} -p HEAD~2 -m other)"
        ),
        Deed("index version 4", "git update-index --index-version 4"),
        Deed(
            "index version 2 again", "git update-index --index-version 4; git update-index --index-version 2"),
        Deed("untracked cache", "git update-index --untracked-cache 2>/dev/null; git status >/dev/null"),
        Deed("no index at all", "rm .git/index; git read-tree HEAD"),
        Deed(
            "index of many files",
            "mkdir many; for i in {1..300}; do echo $i > many/$i; done; git add many; git commit -qm many"),
        Deed("assume-unchanged", "git update-index --assume-unchanged README.md; echo x >> README.md"),
        Deed("skip-worktree", "git update-index --skip-worktree README.md; rm README.md"),
        Deed(
            "autocrlf, CRLF in the work tree",
            "git config core.autocrlf true; rm -r prompts; git checkout -q ."),
        Deed(
            "text=auto and eol=crlf",
            "echo '* text=auto eol=crlf' > .gitattributes; git add .; git commit -qm crlf; rm -r prompts; git checkout -q ."
        ),
        Deed(
            "text=auto with CRLF files, renormalised",
            #"echo '* text=auto' > .gitattributes; sed -i 's/$/\r/' prompts/hello.prompt.yaml; git add . ; git commit -qam crlf"#
        ),
        Deed("CRLF committed as it is", #"sed -i 's/$/\r/' prompts/hello.prompt.yaml; git commit -qam crlf"#),
        Deed("executable bit", "chmod +x prompts/hello.prompt.yaml; git commit -qam mode"),
        Deed("files touched", "find prompts -type f -exec touch -d '2001-01-01' {} +"),
        Deed("files from the future", "find prompts -type f -exec touch -d '2037-01-01' {} +; git add ."),
        Deed("shallow clone", "git clone -q --depth 1 file://$PWD \"$OUT/shallow\"", in: "\"$OUT/shallow\""),
        Deed("clone with shared objects", "git clone -q --local . \"$OUT/local\"", in: "\"$OUT/local\""),
        Deed("linked worktree", "git worktree add -q -b linked \"$OUT/linked\"", in: "\"$OUT/linked\""),
        Deed(
            "linked worktree, detached", "git worktree add -q --detach \"$OUT/linked\"", in: "\"$OUT/linked\""
        ),
        Deed(
            "linked worktree that moved",
            "git worktree add -q -b linked \"$OUT/linked\"; git worktree move \"$OUT/linked\" \"$OUT/moved\"",
            in: "\"$OUT/moved\""),
        Deed("main beside a linked worktree", "git worktree add -q -b linked \"$OUT/linked\""),
        Deed(
            "submodule",
            "git init -q \"$OUT/outer\"; cd \"$OUT/outer\"; git submodule --quiet add file://$DIR lib; git commit -qm sub",
            in: "\"$OUT/outer/lib\""),
        Deed(
            "submodule beside the store",
            "git init -q \"$OUT/sub\"; git -C \"$OUT/sub\" commit -q --allow-empty -m s; git submodule --quiet add file://$OUT/sub lib; git commit -qm sub"
        ),
        Deed("other people's excludes", "echo 'prompts/' >> .git/info/exclude"),
        Deed("store is ignored", "echo '*.yaml' >> .gitignore; git commit -qam ignore"),
        Deed("no reflog", "git config core.logAllRefUpdates false; rm -r .git/logs"),
        Deed(
            "hooks",
            "mkdir -p .git/hooks; for h in pre-commit commit-msg post-commit reference-transaction; do printf '#!/bin/sh\\nexit 1\\n' > .git/hooks/$h; chmod +x .git/hooks/$h; done"
        ),
        Deed("signing is on", "git config commit.gpgSign true; git config gpg.program false"),
        Deed(
            "a remote",
            "git init -q --bare \"$OUT/remote\"; git remote add origin \"$OUT/remote\"; git push -qu origin main; git fetch -q"
        ),
    ]

    @Test(arguments: deeds) func nextCommandWorks(_ deed: Deed) throws {
        let sandbox = try GitSandbox(setup: PlainGitTests.history)
        try sandbox.pass(deed.script)
        let repository = "git -C \(deed.directory)"
        let status = "\(repository) --no-optional-locks status --porcelain=v2 -uall"
        let (before, old) = (sandbox.line(status), sandbox.line("\(repository) rev-parse HEAD"))
        let read = sandbox.run(
            "cd \(deed.directory) && promptpal list && promptpal render hello && promptpal validate")
        #expect(read.status == 0, "\(read.errorText)")

        let change = "promptpal set hello description='After all'"
        let result = sandbox.run("cd \(deed.directory) && \(change)")
        try #require(result.status == 0, "\(result.errorText)")
        #expect(sandbox.line(status) == before)
        #expect(sandbox.line("\(repository) rev-parse HEAD^") == old)
        #expect(sandbox.line("\(repository) show --format= --name-only HEAD") == "prompts/hello.prompt.yaml")
        let counts = sandbox.line("\(repository) show --format= --numstat HEAD")
        #expect(counts.hasPrefix("1\t1\t"), "\(counts)")
        let fsck = sandbox.run("\(repository) fsck --strict --no-dangling --no-progress")
        #expect(fsck.status == 0, "\(fsck.errorText)")
        // Also for a new file, whose entry is new in the index.
        let new = sandbox.run("cd \(deed.directory) && promptpal new prompt deep/fresh")
        #expect(new.status == 0, "\(new.errorText)")
        #expect(sandbox.line(status) == before)
        #expect(sandbox.line("\(repository) rev-parse HEAD~2") == old)
    }

    /// The reflog has our commits, as it has Git's own: `git reset HEAD@{1}` reverts one.
    @Test func reflogHasOurCommits() throws {
        let sandbox = try GitSandbox(setup: PlainGitTests.history)
        let old = sandbox.head
        #expect(sandbox.inStore("promptpal set hello name=Again").status == 0)
        for reference in ["HEAD", "main"] {
            let entries = sandbox.line("git log -g --format='%H %gs' \(reference)").split(separator: "\n")
            let subject = sandbox.line("git log -1 --format=%s")
            try #require(entries.count == 4, "\(entries)")
            #expect(entries[0].hasPrefix(sandbox.head) && entries[0].hasSuffix(subject), "\(entries)")
            #expect(entries[1].hasPrefix(old))
        }
        try sandbox.pass("git reset -q --hard HEAD@{1}")
        #expect(sandbox.head == old)
        sandbox.expectNextChangeWorks()
    }

    /// If the library can't read a repository, the message gives the command that fixes it, and that command
    /// works.
    @Test(arguments: [
        ("git update-index --split-index", "git update-index --no-split-index"),
        (
            "git sparse-checkout init --cone --sparse-index; git sparse-checkout set prompts",
            "git sparse-checkout"
        ),
        (
            "git config extensions.worktreeConfig true; git config --worktree user.name 'Ana Ruiz'",
            "git config --unset"
        ),
        (
            "git clone -q --bare . \"$OUT/x\"; echo \"$OUT/x/objects\" > .git/objects/info/alternates; git gc -q --prune=now",
            "git repack"
        ),
        ("git config core.bare true", "git config core.bare false"),
        ("git config core.excludesFile ~/ignore", "git config --unset core.excludesfile"),
    ])
    func namesWhatItCannotRead(_ deed: String, undo: String) throws {
        let sandbox = try GitSandbox(
            setup: "mkdir -p lib/deep; echo a > lib/deep/a; git add .; git commit -qm lib")
        try sandbox.pass(deed)
        let (before, old) = (sandbox.status(), sandbox.head)
        let result = sandbox.inStore("promptpal set hello name=Refused")
        guard result.status != 0 else {
            // A newer library may read it: then everything must be right.
            #expect(sandbox.status() == before)
            return
        }
        #expect(result.status == 2)
        #expect(result.errorText.contains(undo), "\(result.errorText)")
        #expect(sandbox.head == old && sandbox.status() == before)
        #expect(sandbox.inStore("promptpal render hello && promptpal list").status == 0)
        // All commands between backquotes in the message.
        let commands = result.errorText.matches(of: /`([a-z][^`]*)`/).map { String($0.output.1) }
        try #require(!commands.isEmpty)
        try sandbox.pass(commands.joined(separator: "\n"))
        sandbox.expectNextChangeWorks()
    }

    /// A `.git` file that leads elsewhere is followed only if that repository names the work tree itself.
    @Test func separateGitDirectory() throws {
        let sandbox = try GitSandbox(setup: "git init -q --separate-git-dir \"$OUT/gitdir\"")
        let result = sandbox.inStore("promptpal set hello name=Refused")
        #expect(result.status == 2)
        #expect(result.errorText.contains("core.worktree"), "\(result.errorText)")
        try sandbox.pass("git config core.worktree \"$DIR\"")
        sandbox.expectNextChangeWorks()
    }

    @Test func refusesSHA256() throws {
        let sandbox = try GitSandbox()
        try sandbox.pass(
            """
            git init -q --object-format=sha256 "$OUT/new"; cp -r promptpal.yaml prompts "$OUT/new"
            cd "$OUT/new"; git add .; git commit -qm start
            """)
        let result = sandbox.run("cd \"$OUT/new\" && promptpal set hello name=X")
        #expect(result.status == 2)
        #expect(result.errorText.lowercased().contains("sha-256") || result.errorText.contains("sha256"))
        #expect(result.errorText.contains("help:"), "\(result.errorText)")
        #expect(sandbox.line("git -C \"$OUT/new\" rev-list --count HEAD") == "1")
        #expect(sandbox.run("cd \"$OUT/new\" && promptpal render hello").status == 0)
    }

    /// During an unfinished Git operation, writing commands refuse and name the operation to finish; reading
    /// commands work. After it, everything works as usual.
    @Test(arguments: [
        ("git merge -q side", "git merge --abort", "merge"),
        ("git merge -q --no-commit --no-ff quiet", "git merge --abort", "merge"),
        ("git rebase -q side", "git rebase --abort", "rebase"),
        ("git rebase -q --apply side", "git rebase --abort", "rebase"),
        (
            "GIT_SEQUENCE_EDITOR='sed -i 1s/pick/edit/' git rebase -qi HEAD~1; false", "git rebase --abort",
            "rebase"
        ),
        ("git cherry-pick side", "git cherry-pick --abort", "cherry-pick"),
        ("git revert --no-edit HEAD~2", "git revert --abort", "revert"),
        (
            "git bisect start HEAD HEAD~1; git bisect reset >/dev/null; git bisect start; false",
            "git bisect reset", "bisect"
        ),
        ("git format-patch -1 -o \"$OUT\" side; git am \"$OUT\"/*.patch", "git am --abort", "am"),
    ])
    func refusesInTheMiddle(_ deed: String, finish: String, name: String) throws {
        let sandbox = try GitSandbox(
            setup: PlainGitTests.history + """

                git checkout -q -b side HEAD~2; sed -i 's/Greets/Side/' prompts/hello.prompt.yaml; git commit -qam side
                git checkout -q -b quiet HEAD~1; echo q > q.txt; git add q.txt; git commit -qm quiet
                git checkout -q main; sed -i 's/ours/again/' prompts/hello.prompt.yaml; git commit -qam again
                """)
        _ = sandbox.run(deed)
        let (before, old) = (sandbox.status(), sandbox.head)
        let isBisect = name == "bisect"
        let result = sandbox.inStore("promptpal set other name=Refused")
        if isBisect {
            // A bisection does not block the work tree; Git decides if a commit is allowed.
            #expect(result.status == 0 || result.errorText.contains(finish), "\(result.errorText)")
        } else {
            #expect(result.status == 2)
            #expect(result.errorText.contains(name), "\(result.errorText)")
            #expect(result.errorText.contains("--abort"), "\(result.errorText)")
            #expect(sandbox.head == old && sandbox.status() == before)
        }
        #expect(sandbox.inStore("promptpal render other && promptpal list").status == 0)
        try sandbox.pass(finish)
        sandbox.expectNextChangeWorks()
    }

    /// If another process holds the lock of the index, the command waits for a moment and then reports it.
    @Test func otherPeoplesLocksStay() throws {
        let sandbox = try GitSandbox(setup: "touch .git/index.lock")
        let old = sandbox.head
        let result = sandbox.inStore("promptpal set hello name=Refused")
        #expect(result.status == 2)
        #expect(result.errorText.contains("index.lock"), "\(result.errorText)")
        #expect(sandbox.head == old)
        #expect(sandbox.line("git --no-optional-locks status --porcelain") == "")
        try sandbox.pass("rm .git/index.lock")
        sandbox.expectNextChangeWorks()
        // If the lock is released in time, the command continues.
        let waited = sandbox.run(
            "touch .git/index.lock; (sleep 0.3; rm .git/index.lock) & cd \"$S\"; promptpal set hello name=Waited; status=$?; wait; exit $status"
        )
        #expect(waited.status == 0, "\(waited.errorText)")
    }

    /// Without a configured identity, the command names the settings to make, or uses the system's name, as
    /// Git does.
    @Test func withoutAnIdentity() throws {
        let sandbox = try GitSandbox()
        try sandbox.pass("rm ~/.gitconfig")
        let result = sandbox.inStore(
            "env -u GIT_AUTHOR_NAME -u GIT_AUTHOR_EMAIL promptpal set hello name=Nobody")
        #expect(result.status == 0 || result.errorText.contains("user.email"), "\(result.errorText)")
    }

    /// Without a commit, the first change is the first commit, and staged changes stay staged.
    @Test func withoutACommit() throws {
        let sandbox = try GitSandbox(setup: "rm -rf .git; git init -q; git add README.md")
        let result = sandbox.inStore("promptpal new prompt fresh")
        #expect(result.status == 0, "\(result.errorText)")
        #expect(sandbox.commitCount == 1)
        #expect(sandbox.line("git show --format= --name-only HEAD") == "prompts/fresh.prompt.yaml")
        #expect(sandbox.status().contains { $0.hasPrefix("1 A.") && $0.hasSuffix(" README.md") })
    }

    /// One change of ours, and one commit of the user after it.
    static let history = """

        ( cd "$S"; sed -i 's/Greets/ours/' prompts/hello.prompt.yaml; git commit -qam 'Change description' )
        echo more >> README.md; git commit -qam 'More to read'

        """
}

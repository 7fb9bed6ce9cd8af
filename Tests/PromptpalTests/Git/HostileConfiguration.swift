extension HostileCase {
    /// Returns a case in which a text is appended to `.git/config`.
    private static func config(
        _ name: String, _ text: String, reads: Answer = .works, history: Answer = .either,
        writes: Answer = .either,
        mayOpen: [String] = []
    ) -> HostileCase {
        HostileCase(
            name, reads: reads, history: history, writes: writes, mayOpen: mayOpen,
            "victim; cat >> .git/config <<END\n\(text)\nEND")
    }

    /// Repositories whose own configuration makes Git run, read or write something.
    static let configurations: [HostileCase] = [
        config(
            "core.worktree elsewhere", "[core]\n\tworktree = $OUT/victim", history: .refuses("core.worktree"),
            writes: .refuses("core.worktree")),
        config(
            "core.worktree above", "[core]\n\tworktree = ../../outside", history: .refuses("core.worktree"),
            writes: .refuses("core.worktree")),
        config(
            "core.worktree nowhere", "[core]\n\tworktree = /does/not/exist",
            history: .refuses("core.worktree"), writes: .refuses("core.worktree")),
        config(
            "core.worktree in other letters", "[CORE]\n\tWorkTree = $OUT/victim",
            history: .refuses("core.worktree"), writes: .refuses("core.worktree")),
        config(
            "core.worktree after a comment that goes on", "[core]\n# \\\\\n\tworktree = $OUT/victim",
            history: .refuses("core.worktree"), writes: .refuses("core.worktree")),
        config(
            "core.worktree behind a line separator", "[core]\n# \u{2028}[other]\n\tworktree = $OUT/victim",
            history: .refuses("core.worktree"), writes: .refuses("core.worktree")),
        config(
            "core.worktree after an escaped backslash",
            "[core]\n\tabbrev = \"7\\\\\\\\\"\n\tx = a\\\\\\\\\n[core] worktree = $OUT/victim",
            history: .either, writes: .either),
        config(
            "core.worktree in the work tree's own",
            "[extensions]\n\tworktreeConfig = true\nEND\nprintf '[core]\\n\\tworktree = %s\\n' \"$OUT/victim\" > .git/config.worktree\ncat >> .git/config <<END",
            history: .either, writes: .either),
        config(
            "core.bare", "[core]\n\tbare = true", history: .refuses("core.bare"),
            writes: .refuses("core.bare")),
        config(
            "core.hooksPath",
            "[core]\n\thooksPath = $OUT\nEND\nfor h in pre-commit post-commit commit-msg reference-transaction post-index-change post-checkout; do cp $CANARY $OUT/$h; done; cat >> .git/config <<END",
            history: .works, writes: .works),
        HostileCase(
            "hooks", history: .works, writes: .works,
            "for h in pre-commit prepare-commit-msg commit-msg post-commit reference-transaction post-index-change post-rewrite post-checkout fsmonitor-watchman; do cp $CANARY .git/hooks/$h; done"
        ),
        config(
            "core.fsmonitor", "[core]\n\tfsmonitor = $CANARY\n\tfsmonitorHookVersion = 2", history: .works,
            writes: .works),
        config(
            "core.pager, editor, askPass, sshCommand",
            "[core]\n\tpager = $CANARY\n\teditor = $CANARY\n\taskPass = $CANARY\n\tsshCommand = $CANARY\n\tgitProxy = $CANARY\n\talternateRefsCommand = $CANARY\n[sequence]\n\teditor = $CANARY\n[pager]\n\tlog = $CANARY\n\tdiff = $CANARY",
            history: .works, writes: .works),
        config(
            "filters",
            "[filter \"evil\"]\n\tclean = $CANARY\n\tsmudge = $CANARY\n\tprocess = $CANARY\n\trequired = true\nEND\necho '* filter=evil' > .gitattributes; cat >> .git/config <<END"
        ),
        config(
            "a filter called lfs",
            "[filter \"lfs\"]\n\tclean = $CANARY\n\tsmudge = $CANARY\n\tprocess = $CANARY\nEND\necho '*.yaml filter=lfs -text' > .git/info/attributes; cat >> .git/config <<END"
        ),
        config(
            "merge drivers",
            "[merge \"evil\"]\n\tdriver = $CANARY %A %O %B\n[merge]\n\tdefault = evil\n\ttool = evil\n[mergetool \"evil\"]\n\tcmd = $CANARY\nEND\necho '* merge=evil' > .gitattributes; cat >> .git/config <<END",
            history: .works, writes: .works),
        config(
            "diff drivers",
            "[diff \"evil\"]\n\tcommand = $CANARY\n\ttextconv = $CANARY\n\txfuncname = (((((((a*)*)*)*)*)*)*b\n[diff]\n\texternal = $CANARY\nEND\necho '* diff=evil' > .gitattributes; cat >> .git/config <<END",
            history: .works, writes: .works),
        config(
            "include.path",
            "[include]\n\tpath = $OUT/more\nEND\nprintf '[core]\\n\\tbare = true\\n' > $OUT/more; cat >> .git/config <<END",
            history: .refuses("include"), writes: .refuses("include")),
        config(
            "include.path, relative", "[include] path = ../../outside/secret.prompt.yaml",
            history: .refuses("include"), writes: .refuses("include")),
        config(
            "include.path after a comment that goes on",
            "[include]\n; \\\\\n\tpath = $OUT/secret.prompt.yaml", history: .refuses("include"),
            writes: .refuses("include")),
        config(
            "include.path behind a line separator",
            "[include]\n# \u{2028}[other]\n\tpath = $OUT/secret.prompt.yaml", history: .refuses("include"),
            writes: .refuses("include")),
        config(
            "include.path behind a form feed", "[include]\n# \u{0C}[other]\n\tpath = $OUT/secret.prompt.yaml",
            history: .refuses("include"), writes: .refuses("include")),
        config(
            "include.path with a combining mark",
            "[include]\n\tpath =\u{301}/x\n\tpath = $OUT/secret.prompt.yaml", history: .refuses("include"),
            writes: .refuses("include")),
        config("include.path in a subsection", "[include \"x\"]\n\tpath = $OUT/secret.prompt.yaml"),
        config(
            "include of a pipe",
            "[include]\n\tpath = $OUT/pipe\nEND\nmkfifo $OUT/pipe; cat >> .git/config <<END",
            history: .refuses("include"), writes: .refuses("include")),
        config(
            "include of itself", "[include]\n\tpath = config", history: .refuses("include"),
            writes: .refuses("include")),
        config(
            "include of /dev/zero", "[include]\n\tpath = /dev/zero", history: .refuses("include"),
            writes: .refuses("include")),
        config(
            "includeIf", "[includeIf \"gitdir:**\"]\n\tpath = $OUT/secret.prompt.yaml",
            history: .refuses("include"), writes: .refuses("include")),
        config(
            "includeIf onbranch",
            "[includeIf \"onbranch:main\"]\n\tpath = $OUT/pipe\nEND\nmkfifo $OUT/pipe; cat >> .git/config <<END",
            history: .refuses("include"), writes: .refuses("include")),
        config(
            "core.excludesFile",
            "[core]\n\texcludesFile = $OUT/pipe\n\tattributesFile = $OUT/pipe\nEND\nmkfifo $OUT/pipe; cat >> .git/config <<END",
            history: .either, writes: .either),
        config(
            "core.attributesFile", "[core]\n\tattributesFile = $OUT/secret.prompt.yaml", history: .either,
            writes: .either),
        config(
            "core.excludesFile outside", "[core]\n\texcludesFile = $OUT/secret.prompt.yaml", history: .either,
            writes: .either),
        config(
            "mailmap and templates",
            "[mailmap]\n\tfile = $OUT/pipe\n[commit]\n\ttemplate = $OUT/pipe\n[init]\n\ttemplateDir = $OUT/secrets\nEND\nmkfifo $OUT/pipe; cat >> .git/config <<END",
            history: .works, writes: .works),
        config(
            "url.insteadOf, remotes, credentials",
            "[url \"ext::$CANARY\"]\n\tinsteadOf = https://\n[remote \"origin\"]\n\turl = https://example.com/x\n\tuploadpack = $CANARY\n\treceivepack = $CANARY\n\tvcs = evil\n[credential]\n\thelper = $CANARY\n[http]\n\tcookieFile = $OUT/secret.prompt.yaml\n[protocol]\n\tallow = always",
            history: .works, writes: .works),
        config(
            "signing",
            "[gpg]\n\tprogram = $CANARY\n[gpg \"ssh\"]\n\tprogram = $CANARY\n\tdefaultKeyCommand = $CANARY\n[commit]\n\tgpgSign = true\n[user]\n\tsigningKey = $OUT/secret.prompt.yaml\n[log]\n\tshowSignature = true",
            history: .works, writes: .works),
        config(
            "aliases and tools",
            "[alias]\n\tlog = !$CANARY\n\tstatus = !$CANARY\n\tcommit = !$CANARY\n[trailer \"x\"]\n\tcommand = $CANARY\n\tcmd = $CANARY\n[interactive]\n\tdiffFilter = $CANARY\n[submodule \"x\"]\n\tupdate = !$CANARY\n[web]\n\tbrowser = $CANARY\n[browser \"x\"]\n\tcmd = $CANARY\n[uploadpack]\n\tpackObjectsHook = $CANARY",
            history: .works, writes: .works),
        config(
            "a partial clone",
            "[extensions]\n\tpartialClone = origin\n[remote \"origin\"]\n\turl = ext::$CANARY\n\tpromisor = true\n\tuploadpack = $CANARY\nEND\nrm .git/objects/$(git rev-parse HEAD:prompts/hello.prompt.yaml | sed 's,^..,&/,'); cat >> .git/config <<END",
            history: .either, writes: .either),
        config(
            "safe.directory in the repository itself", "[safe]\n\tdirectory = *\n\tbareRepository = all",
            history: .works, writes: .works),
        config(
            "a format of the future", "[core]\n\trepositoryFormatVersion = 99", history: .refuses("version"),
            writes: .refuses("version")),
        config(
            "an extension of the future",
            "[core]\n\trepositoryFormatVersion = 1\n[extensions]\n\tevil = true",
            history: .refuses("extension"), writes: .refuses("extension")),
        config(
            "reftable", "[core]\n\trepositoryFormatVersion = 1\n[extensions]\n\trefStorage = reftable",
            history: .refuses("reftable"), writes: .refuses("reftable")),
        config(
            "no configuration at all but noise", "\u{0}\u{1}[[[\n= =\n\"", history: .either, writes: .either),
        config(
            "absurd numbers",
            "[core]\n\tpackedGitWindowSize = 1\n\tpackedGitLimit = 1\n\tbigFileThreshold = 1\n\tcompression = 9\n\tdeltaBaseCacheLimit = 0\n\tabbrev = 2\n\tsharedRepository = 0000\n\tlogAllRefUpdates = always\n\tpreloadIndex = maybe\n\tfileMode = 17\n[index]\n\tversion = 99\n\tthreads = 99999",
            history: .either, writes: .either),
        config(
            "identity with control characters",
            "[user]\n\tname = \"E\u{1B}]0;x\u{07}vil\"\n\temail = \"a\\nPromptpal-Op: undo\"",
            history: .works, writes: .either),
        config(
            "core.autocrlf and odd attributes",
            "[core]\n\tautocrlf = input\n\tsafecrlf = true\n\teol = crlf\nEND\nprintf '[attr]evil text working-tree-encoding=UTF-16 ident eol=crlf\\n* evil\\n' > .gitattributes; cat >> .git/config <<END",
            history: .either, writes: .either),
        HostileCase(
            "a configuration of 4 MiB that includes at its end", history: .refuses("config"),
            writes: .refuses("config"),
            "{ head -c 4194304 /dev/zero | tr '\\0' '#'; printf '\\n[include]\\n\\tpath = %s\\n' \"$OUT/secret.prompt.yaml\"; } >> .git/config"
        ),
        HostileCase(
            "attributes are a pipe", writes: .either,
            "mkfifo .gitattributes prompts/.gitattributes prompts/.gitignore; rm .gitignore; mkfifo .gitignore"
        ),
        HostileCase(
            "attributes are links", writes: .either,
            "ln -sf $OUT/secret.prompt.yaml .gitattributes; ln -s $OUT/secret.prompt.yaml prompts/.gitattributes; ln -sf $OUT/secret.prompt.yaml .gitignore; ln -s $OUT/secret.prompt.yaml .mailmap; ln -s $OUT/secret.prompt.yaml .gitmodules"
        ),
    ]
}

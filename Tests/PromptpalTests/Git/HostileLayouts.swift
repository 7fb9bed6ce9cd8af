extension HostileCase {
    /// Git directories at unusual paths or with misleading content.
    static let layouts: [HostileCase] =
        [
            HostileCase(
                "a .git file leads into somebody else's repository", history: .refuses(".git"),
                writes: .refuses(".git"),
                mayOpen: ["/config", "victim/.git", "/commondir", "/gitdir"],
                "victim; rm -rf .git; echo \"gitdir: $OUT/victim/.git\" > .git"),
            HostileCase(
                "a relative .git file", history: .refuses(".git"), writes: .refuses(".git"),
                mayOpen: ["/config", "victim/.git", "/commondir", "/gitdir"],
                "victim; rm -rf .git; echo 'gitdir: ../outside/victim/.git' > .git"),
            HostileCase(
                "a .git file and a work tree of its own making", history: .refuses(".git"),
                writes: .refuses(".git"),
                """
                victim; rm -rf .git; mkdir mine; echo "gitdir: mine" > .git
                echo "$OUT/victim/.git" > mine/commondir; echo "$DIR/.git" > mine/gitdir; echo 'ref: refs/heads/main' > mine/HEAD
                """),
            HostileCase(
                "a work tree of its own making, called as a real one", history: .refuses(".git"),
                writes: .refuses(".git"),
                """
                victim; rm -rf .git; mkdir -p mine/worktrees/x; echo "gitdir: mine/worktrees/x" > .git
                echo "$OUT/victim/.git" > mine/worktrees/x/commondir; echo "$DIR/.git" > mine/worktrees/x/gitdir; echo 'ref: refs/heads/main' > mine/worktrees/x/HEAD
                """),
            HostileCase(
                "a .git file that is a circle", history: .refuses(".git"), writes: .refuses(".git"),
                "rm -rf .git; echo 'gitdir: .git' > .git"),
            HostileCase(
                "an empty .git file", history: .refuses(".git"), writes: .refuses(".git"),
                "rm -rf .git; : > .git"),
            HostileCase(
                "a .git file without an end", history: .refuses(".git"), writes: .refuses(".git"),
                "rm -rf .git; { printf 'gitdir: '; head -c 3000000 /dev/zero | tr '\\0' a; } > .git"),
            HostileCase(
                "a .git pipe", history: .refuses(".git"), writes: .refuses(".git"), "rm -rf .git; mkfifo .git"
            ),
            HostileCase(
                "commondir", history: .refuses("commondir"), writes: .refuses("commondir"),
                "victim; echo \"$OUT/victim/.git\" > .git/commondir"),
            HostileCase(
                "commondir, relative, with gitdir", history: .refuses("commondir"),
                writes: .refuses("commondir"),
                "victim; echo '../../outside/victim/.git' > .git/commondir; echo \"$DIR/.git\" > .git/gitdir"),
            HostileCase(
                "alternates", history: .refuses("alternates"), writes: .refuses("alternates"),
                "victim; echo \"$OUT/victim/.git/objects\" > .git/objects/info/alternates"),
            HostileCase(
                "alternates, relative", history: .refuses("alternates"), writes: .refuses("alternates"),
                "victim; echo '../../../outside/victim/.git/objects' > .git/objects/info/alternates"),
            HostileCase(
                "alternates of 2 MiB", history: .refuses("alternates"), writes: .refuses("alternates"),
                "victim; { head -c 2097152 /dev/zero | tr '\\0' '#'; printf '\\n%s\\n' \"$OUT/victim/.git/objects\"; } > .git/objects/info/alternates"
            ),
            HostileCase(
                "alternates of itself", history: .refuses("alternates"), writes: .refuses("alternates"),
                "echo . > .git/objects/info/alternates; echo ../objects >> .git/objects/info/alternates"),
            HostileCase(
                "the store is an embedded bare repository", history: .either, writes: .either,
                """
                victim; cp -r "$OUT/victim/.git"/* .; printf '[core]\\n\\trepositoryFormatVersion = 0\\n\\tbare = false\\n\\tworktree = %s\\n\\tfsmonitor = %s\\n' "$OUT/victim" "$CANARY" > config
                """),
            HostileCase(
                "an embedded bare repository, and no other", history: .refuses("Git"),
                writes: .refuses("Git"),
                """
                mv .git bare; mv bare/* .; rmdir bare 2>/dev/null || rm -r bare; printf '[core]\\n\\tbare = true\\n\\tfsmonitor = %s\\n' "$CANARY" > config
                """),
            HostileCase(
                "prompts/ is a repository of its own",
                "git init -q prompts; git -C prompts config core.fsmonitor \"$CANARY\"; git -C prompts config core.worktree \"$OUT\""
            ),
            HostileCase(
                "a folder of prompts is a repository of its own",
                "git init -q prompts/team; git -C prompts/team config core.fsmonitor \"$CANARY\""),
            HostileCase(
                "HEAD names a reference outside",
                "printf 'ref: refs/heads/../../../../outside/ref\\n' > .git/HEAD; git -C /dev/null x 2>/dev/null || true; echo SECRET > \"$OUT/ref\""
            ),
            HostileCase(
                "HEAD names an absolute reference",
                "printf 'ref: %s/ref\\n' \"$OUT\" > .git/HEAD; echo SECRET > \"$OUT/ref\""),
            HostileCase("HEAD names a file of its own", "printf 'ref: config\\n' > .git/HEAD"),
            HostileCase(
                "HEAD names no branch",
                "git update-ref refs/tags/x HEAD; printf 'ref: refs/tags/x\\n' > .git/HEAD"),
            HostileCase("HEAD names itself", "printf 'ref: HEAD\\n' > .git/HEAD"),
            HostileCase(
                "references in a circle",
                "printf 'ref: refs/heads/b\\n' > .git/refs/heads/main; printf 'ref: refs/heads/main\\n' > .git/refs/heads/b"
            ),
            HostileCase(
                "a reference leads to a link", writes: .refuses("link"),
                "mkdir \"$OUT/refs\"; git rev-parse HEAD > \"$OUT/refs/c\"; printf 'ref: refs/heads/b/c\\n' > .git/refs/heads/main; ln -s \"$OUT/refs\" .git/refs/heads/b"
            ),
            HostileCase(
                "HEAD is a blob", "git rev-parse HEAD:promptpal.yaml > .git/HEAD2; mv .git/HEAD2 .git/HEAD"),
            HostileCase("HEAD is noise", "printf '\\000\\377garbage' > .git/HEAD"),
            HostileCase("HEAD is empty", ": > .git/HEAD"),
            HostileCase("the branch is noise", "printf '\\000\\377garbage' > .git/refs/heads/main"),
            HostileCase(
                "replace refs and grafts",
                "git replace HEAD $(git commit-tree $evil_tree -m evil); git rev-parse HEAD > .git/info/grafts"
            ),
            HostileCase(
                "a branch name with control characters",
                "mkdir -p .git/refs/heads; cp .git/refs/heads/main \".git/refs/heads/$(printf 'e\\033]0;x\\007')\"; printf 'ref: refs/heads/e\\033]0;x\\007\\n' > .git/HEAD"
            ),
        ]
        + [
            "HEAD", "config", "index", "packed-refs", "refs/heads/main", "logs/HEAD", "shallow", "commondir",
            "config.worktree", "objects/info/alternates", "info/exclude", "info/attributes", "info/grafts",
            "MERGE_HEAD", "REVERT_HEAD", "rebase-merge", "promptpal", "promptpal/lock", "promptpal/journal",
            "index.lock", "objects/pack/pack-1.idx", "refs/heads/other", "refs/tags/t",
            "logs/refs/heads/main", "description", "FETCH_HEAD", "gitdir",
        ].map { file in
            HostileCase(
                ".git/\(file) is a pipe",
                "mkdir -p $(dirname .git/\(file)); rm -rf .git/\(file); mkfifo .git/\(file)")
        }
        + [
            "HEAD", "config", "index", "packed-refs", "refs/heads/main", "promptpal/journal", "shallow",
            "logs/HEAD", "promptpal/device",
        ].map { file in
            HostileCase(
                ".git/\(file) is 4 GiB long", history: .either, writes: .either,
                "mkdir -p .git/promptpal; [[ -e .git/\(file) ]] || : > .git/\(file); truncate -s 4G .git/\(file)"
            )
        }
        + ["HEAD", "config", "packed-refs", "index"].flatMap { file in
            [
                HostileCase(
                    ".git/\(file) is a device", needsRoot: true,
                    "rm -f .git/\(file); mknod .git/\(file) c 1 5"),
                HostileCase(".git/\(file) is a directory", "rm -f .git/\(file); mkdir .git/\(file)"),
                HostileCase(
                    ".git/\(file) is a socket",
                    "rm -f .git/\(file); cd .git; perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Local => \"\(file)\", Listen => 1)' || mkfifo \(file)"
                ),
            ]
        } + [
            HostileCase(
                "an object is a pipe", history: .either, writes: .either,
                "f=.git/objects/$(git rev-parse HEAD:prompts | sed 's,^..,&/,'); rm -f $f; mkfifo $f"),
            HostileCase(
                "the commit is a pipe", history: .either, writes: .either,
                "f=.git/objects/$(git rev-parse HEAD | sed 's,^..,&/,'); rm -f $f; mkfifo $f"),
            HostileCase(
                "a pack is a pipe", history: .either, writes: .either,
                "git gc -q; for f in .git/objects/pack/*; do rm -f $f; mkfifo $f; done"),
            HostileCase(
                "a pack is noise", history: .either, writes: .either,
                "git gc -q; for f in .git/objects/pack/*; do chmod +w $f; printf '\\377tOc\\000\\000\\000\\002 noise' > $f; done"
            ),
            HostileCase(
                "a multi-pack index of noise", history: .either, writes: .either,
                "printf 'MIDX noise' > .git/objects/pack/multi-pack-index; printf 'CGPH noise' > .git/objects/info/commit-graph"
            ),
            HostileCase(
                "the index is noise", history: .either, writes: .either,
                "head -c 4096 /dev/urandom > .git/index"),
            HostileCase(
                "the index says four thousand million entries", history: .either, writes: .either,
                "printf 'DIRC\\000\\000\\000\\002\\377\\377\\377\\377' > .git/index"),
            HostileCase(
                "the index has .git in it", history: .either, writes: .either,
                "git update-index --add --cacheinfo 100644,$evil,zz/x; sed -i 's,zz/x,.git,' .git/index"),
            HostileCase(
                "the index has conflicts", history: .either, writes: .either,
                "printf '100644 %s 1\\tprompts/other.prompt.yaml\\n100644 %s 2\\tprompts/other.prompt.yaml\\n' $evil $evil | git update-index --index-info"
            ),
            HostileCase(
                "somebody else owns it", history: .refuses("safe.directory"),
                writes: .refuses("safe.directory"), needsRoot: true, "chown -R 12345 ."),
            HostileCase(
                "somebody else owns its Git directory", history: .refuses("safe.directory"),
                writes: .refuses("safe.directory"), needsRoot: true, "chown -R 12345 .git"),
            HostileCase(
                "somebody else owns it, and says that it is safe", history: .refuses("safe.directory"),
                writes: .refuses("safe.directory"), needsRoot: true,
                "git config safe.directory '*'; chown -R 12345 ."),
            HostileCase(
                "nothing may be written", history: .either, writes: .either, "chmod -R a-w .git prompts"),
        ]
}

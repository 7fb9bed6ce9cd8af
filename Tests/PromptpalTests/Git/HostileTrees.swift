extension HostileCase {
    /// Names of entries that `git checkout` would refuse, in printf syntax.
    private static let disguises: [(name: String, bytes: String)] = [
        ("..", ".."), (".", "."), (".git", ".git"), (".GIT", ".GIT"), ("git~1", "git~1"), ("GIT~1", "GIT~1"),
        (".git with a zero-width joiner", #".g\xe2\x80\x8dit"#),
        (".git with an ignorable mark", #".git\xe2\x80\x8c"#),
        (".git and a space", ".git "), (".git and a dot", ".git."),
        (".git and a stream", ".git::$INDEX_ALLOCATION"),
        ("a slash in the name", "../../outside/made"), ("an absolute name", "/etc/promptpal"),
        (#"a backslash"#, #"..\\x"#), ("a drive", "C:x"), ("an empty name", ""),
        ("control characters", #"a\x1b]0;EVIL\x07\n\r\x08b.prompt.yaml"#),
        ("a line feed", #"a\nb.prompt.yaml"#),
        ("invalid UTF-8", #"\xff\xfe.prompt.yaml"#), ("an overlong slash", #"..\xc0\xafx.prompt.yaml"#),
        ("right to left", #"\xe2\x80\xaelmay.prompt.yaml"#),
    ]

    /// Trees in history that only plumbing commands can make; the work tree is unchanged.
    static let trees: [HostileCase] = crafted.map { hostile in
        var hostile = hostile
        hostile.isHistory = true
        return hostile
    }

    private static let crafted: [HostileCase] =
        disguises.map { disguise in
            HostileCase(
                "a tree entry: \(disguise.name)", history: .either, writes: .either,
                "{ entry 40000 '\(disguise.bytes)' $evil_tree; } | in_prompts; { entry 40000 '\(disguise.bytes)' $evil_tree; } | in_root"
            )
        }
        + disguises.filter { $0.bytes.contains("yaml") || $0.bytes.contains("/") }.map { disguise in
            HostileCase(
                "a tree entry, a file: \(disguise.name)", history: .either, writes: .either,
                "{ entry 100644 '\(disguise.bytes)' $evil; } | last_in_prompts")
        } + [
            HostileCase(
                "case twins in history",
                "{ entry 100644 'Hello.prompt.yaml' $evil; entry 100644 'HELLO.prompt.yaml' $evil; } | in_prompts"
            ),
            HostileCase("one name twice", "{ entry 100644 'hello.prompt.yaml' $evil; } | last_in_prompts"),
            HostileCase(
                "a file and a folder of one name",
                "{ entry 40000 'hello.prompt.yaml' $evil_tree; } | last_in_prompts"),
            HostileCase(
                "a link in history",
                "turn hello.prompt.yaml 120000 blob $(printf \"$OUT/secret.prompt.yaml\" | git hash-object -w --stdin)"
            ),
            HostileCase(
                "a folder is a link in history",
                "turn team 120000 blob $(printf \"$OUT/secrets\" | git hash-object -w --stdin)"),
            HostileCase(
                "a prompt is a commit in history",
                "turn hello.prompt.yaml 160000 commit $(git rev-parse HEAD)"),
            HostileCase("a folder is a commit in history", "turn team 160000 commit $(git rev-parse HEAD)"),
            HostileCase(
                "prompts/ is a commit in history",
                "publish $(git ls-tree HEAD | sed \"s/040000 tree [0-9a-f]*\tprompts\\$/160000 commit $(git rev-parse HEAD)\tprompts/\" | git mktree)"
            ),
            HostileCase(
                "prompts/ is a file in history",
                "publish $(git ls-tree HEAD | sed \"s/040000 tree [0-9a-f]*\tprompts\\$/100644 blob $evil\tprompts/\" | git mktree)"
            ),
            HostileCase(
                "promptpal.yaml is gone in history",
                "publish $(git ls-tree HEAD | grep -v promptpal.yaml | git mktree)"),
            HostileCase(
                "a folder is a file in truth",
                "{ entry 40000 zz $evil; entry 100644 zzz.prompt.yaml $evil_tree; } | last_in_prompts"),
            HostileCase(
                "modes that do not exist",
                "{ entry 100777 a.prompt.yaml $evil; entry 0 b.prompt.yaml $evil; entry 777777777777 c.prompt.yaml $evil; } | in_prompts"
            ),
            HostileCase(
                "objects that are not there",
                "turn hello.prompt.yaml 100644 blob 1234567812345678123456781234567812345678"),
            HostileCase(
                "a tree that is not there", "turn team 040000 tree 1234567812345678123456781234567812345678"),
            HostileCase(
                "a tree that is cut off",
                "set_prompts $(git cat-file tree HEAD:prompts | head -c 50 | git hash-object -t tree -w --stdin --literally)"
            ),
            HostileCase(
                "a tree that multiplies", history: .either, writes: .either,
                """
                t=$evil_tree
                for i in {1..12}; do t=$(for n in a b c d e f g h i j; do printf '040000 tree %s\\t%s\\n' $t $n; done | git mktree); done
                turn team 040000 tree $t
                """),
            HostileCase(
                "a tree of 300 levels", history: .either, writes: .either,
                "t=$evil_tree; for i in {1..300}; do t=$(printf '040000 tree %s\\td\\n' $t | git mktree); done; turn team 040000 tree $t"
            ),
            HostileCase(
                "a prompt of 64 MiB in history", history: .either, writes: .either,
                "turn hello.prompt.yaml 100644 blob $(head -c 67108864 /dev/zero | git hash-object -w --stdin)"
            ),
            HostileCase(
                "a commit with control characters", history: .either, writes: .either,
                #"""
                raw() { printf 'tree %s\nparent %s\nauthor %b <a> 99999999999999999999 +9999\ncommitter C <> -5 -0000\n\n%b' $(git rev-parse HEAD^{tree}) $(git rev-parse HEAD) "$1" "$2"; }
                git update-ref HEAD $(raw 'A\x1b]0;EVIL\x07' 'Subject \x1b[31mred\x1b[0m \xff\r\nPromptpal-Op: undo\nPromptpal-Undo: ../../..\nPromptpal-Id: x\n' | git hash-object -t commit -w --stdin --literally)
                """#),
            HostileCase(
                "a commit without anything", history: .either, writes: .either,
                "git update-ref HEAD $(printf 'tree %s\\n\\n' $(git rev-parse HEAD^{tree}) | git hash-object -t commit -w --stdin --literally)"
            ),
            HostileCase(
                "a commit of its own making", history: .either, writes: .either,
                "printf '%s\\n' $(git rev-parse HEAD^{tree}) > .git/refs/heads/main"),
            HostileCase(
                "a commit message of 8 MiB", history: .either, writes: .either,
                "git update-ref HEAD $( { printf 'tree %s\\nauthor A <a> 1 +0000\\ncommitter A <a> 1 +0000\\n\\n' $(git rev-parse HEAD^{tree}); head -c 8388608 /dev/zero | tr '\\0' x; } | git hash-object -t commit -w --stdin --literally)"
            ),
            HostileCase(
                "an object that lies about its size", history: .either, writes: .either,
                "f=.git/objects/$(git rev-parse HEAD:prompts/hello.prompt.yaml | sed 's,^..,&/,'); chmod +w $f; printf '\\x78\\x01\\x4b\\xca\\xc9\\x4f\\x52\\xb0\\xb4\\x24\\x0d\\x00\\x00' > $f"
            ),
            HostileCase(
                "objects of 4 GiB",
                "for f in .git/objects/??/*; do chmod +w $f; truncate -s 4G $f; done"),
            HostileCase(
                "objects that are cut off",
                "find .git/objects -type f -size -2k | while read -r f; do n=$(stat -c %s $f); chmod +w $f; truncate -s $((n - 8)) $f; done"
            ),
            HostileCase(
                "the trash wants to go elsewhere", history: .either, writes: .either,
                refused: [
                    "trash restore 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d91",
                    "trash restore 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d92",
                    "trash restore 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d93",
                ],
                """
                n=0
                for path in ../outside/made.prompt.yaml .git/hooks/post-commit prompts/../../outside/made.prompt.yaml; do
                    n=$((n + 1)); id=0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d9$n; mkdir -p trash/$id
                    printf 'id: %s\\nkind: prompt\\npath: %s\\ndeleted_at: 2026-11-24T09:30:00Z\\ndeleted_by: E <e@example.com>\\n' $id $path > trash/$id/trash.yaml
                    cp prompts/other.prompt.yaml trash/$id/${path##*/}
                done
                git add .; git commit -qm trash
                """),
        ]
}

extension HostileCase {
    /// Symbolic links instead of files and folders, in the work tree and in the Git directory.
    static let links: [HostileCase] =
        [
            HostileCase(
                "a prompt is a link",
                refused: ["show hello", "render hello", "set hello name=X", "edit hello"],
                "ln -sf \"$OUT/secret.prompt.yaml\" prompts/hello.prompt.yaml"),
            HostileCase(
                "a prompt is a relative link", refused: ["show hello", "render hello", "set hello name=X"],
                "ln -sf ../../outside/secret.prompt.yaml prompts/hello.prompt.yaml"),
            HostileCase(
                "a prompt is a link within the store", refused: ["show hello", "set hello name=X"],
                "ln -sf other.prompt.yaml prompts/hello.prompt.yaml"),
            HostileCase(
                "a link is committed", refused: ["show hello", "set hello name=X"],
                "ln -sf \"$OUT/secret.prompt.yaml\" prompts/hello.prompt.yaml; git commit -qam link"),
            HostileCase(
                "a module is a link", refused: ["show tone --kind module", "render hello"],
                "ln -sf \"$OUT/secret.prompt.yaml\" prompts/tone.module.yaml"),
            HostileCase(
                "a folder is a link",
                refused: [
                    "show team/mail", "render team/mail", "set team/mail name=X", "new prompt team/fresh",
                ],
                "rm -r prompts/team; ln -s \"$OUT/secrets\" prompts/team"),
            HostileCase(
                "a folder's file is a link", refused: ["set team --kind folder name=X"],
                "ln -sf \"$OUT/secret.prompt.yaml\" prompts/team/folder.yaml"),
            HostileCase(
                "prompts/ is a link", reads: .either, history: .either, writes: .either,
                refused: ["show other", "render other", "new prompt fresh", "set other name=X"],
                "rm -r prompts; ln -s \"$OUT/secrets\" prompts"),
            HostileCase(
                "trash/ is a link", "ln -s \"$OUT/secrets\" trash"),
            HostileCase(
                "an entry of the trash is a link",
                "mkdir trash; ln -s \"$OUT/secrets\" trash/0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d99"),
            HostileCase(
                "promptpal.yaml is a link", reads: .either, history: .either, writes: .either,
                refused: ["list", "show other", "set other name=X"],
                "cp promptpal.yaml \"$OUT\"; ln -sf \"$OUT/promptpal.yaml\" promptpal.yaml"),
            HostileCase(
                "a link waits where a prompt will be made", refused: ["new prompt fresh2"],
                "ln -s \"$OUT/created\" prompts/fresh2.prompt.yaml"),
            HostileCase(
                "links in circles", refused: ["show loop"],
                "ln -s . prompts/circle; ln -s loop.prompt.yaml prompts/loop.prompt.yaml; ln -s ../.. prompts/up; ln -s / prompts/root"
            ),
            HostileCase(
                "links to devices and /proc", refused: ["show zero", "show environ"],
                "ln -s /dev/zero prompts/zero.prompt.yaml; ln -s /proc/self/environ prompts/environ.prompt.yaml"
            ),

            HostileCase(
                ".git is a link to somebody else's", history: .refuses(".git"), writes: .refuses(".git"),
                "victim; rm -rf .git; ln -s \"$OUT/victim/.git\" .git"),
            HostileCase(
                ".git is a link in a circle", history: .refuses(".git"), writes: .refuses(".git"),
                "rm -rf .git; ln -s .git .git"),
        ]
        + [
            "HEAD", "config", "index", "refs", "refs/heads", "refs/heads/main", "logs", "logs/HEAD",
            "logs/refs",
            "logs/refs/heads/main", "objects", "objects/pack", "objects/info", "info", "packed-refs",
        ].map { file in
            HostileCase(
                ".git/\(file) is a link", history: .either, writes: .refuses("symbolic link"),
                "mkdir -p .git/objects/info .git/info; [[ -e .git/\(file) ]] || git pack-refs --all; out .git/\(file)"
            )
        } + [
            HostileCase(
                "each folder of .git/objects is a link", writes: .refuses("symbolic link"),
                """
                mkdir "$OUT/objects"; mv .git/objects/?? "$OUT/objects"; mkdir -p "$OUT/objects"/{0..9}{{0..9},{a..f}} "$OUT/objects"/{a..f}{{0..9},{a..f}}
                for d in "$OUT/objects"/*; do ln -s "$d" .git/objects/; done
                """),
            HostileCase(
                "one object is a link", history: .either, writes: .either,
                "f=.git/objects/$(git rev-parse HEAD:prompts | sed 's,^..,&/,'); out $f"),
            HostileCase(
                "a pack is a link", history: .either, writes: .either,
                "git gc -q; for f in .git/objects/pack/*.pack; do out $f; done"),
            HostileCase(
                ".git/promptpal is a link", writes: .refuses("promptpal"),
                "mkdir \"$OUT/state\"; ln -s \"$OUT/state\" .git/promptpal"),
            HostileCase(
                ".git/promptpal/lock is a link", writes: .refuses("lock"),
                "mkdir .git/promptpal; echo SECRET > \"$OUT/lock\"; ln -s \"$OUT/lock\" .git/promptpal/lock"),
            HostileCase(
                ".git/promptpal/journal is a link", writes: .either,
                "mkdir .git/promptpal; echo SECRET > \"$OUT/journal\"; ln -s \"$OUT/journal\" .git/promptpal/journal"
            ),
            HostileCase(
                "links wait where files will be made", writes: .either,
                """
                mkdir -p .git/promptpal
                ln -s "$OUT/made1" .git/index.lock; ln -s "$OUT/made2" .git/HEAD.lock; ln -s "$OUT/made3" .git/refs/heads/main.lock
                ln -s "$OUT/made4" .git/packed-refs.lock; ln -s "$OUT/made5" .git/promptpal/lock
                """),
        ]
}

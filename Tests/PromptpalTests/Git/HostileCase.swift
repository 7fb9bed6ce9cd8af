import Testing

/// A repository as a stranger may have made it, and the expected behaviour of the commands.
struct HostileCase: Sendable, CustomTestStringConvertible {
    /// The behaviour of a group of commands.
    enum Answer: Sendable {
        /// All of them work normally.
        case works
        /// None of them has any effect, and the message contains this text.
        case refuses(String)
        /// Each may work or refuse.
        case either
    }

    let name: String
    /// Runs in the root of the repository, which is the store. `$OUT` is a directory beside it, `$CANARY` a
    /// program in that directory.
    let setup: String
    /// `list`, `show`, `render` and `validate` of the work tree.
    var reads: Answer = .works
    /// `log`, `diff`, `show @HEAD`.
    var history: Answer = .either
    /// `set`, `new` and others.
    var writes: Answer = .either
    /// More commands, each of which must refuse.
    var refused: [String] = []
    /// The files outside that must be read to detect the attack, by the ends of their paths.
    var mayOpen: [String] = []
    /// True if only root can create it.
    var needsRoot = false
    /// True if commits and trees are hostile.
    var isHistory = false
    /// True if the store's own files are hostile.
    var isStore: Bool { !refused.isEmpty }

    var testDescription: String { name }

    init(
        _ name: String, reads: Answer = .works, history: Answer = .either, writes: Answer = .either,
        refused: [String] = [], mayOpen: [String] = [], needsRoot: Bool = false, _ setup: String
    ) {
        self.name = name
        self.setup = setup
        self.reads = reads
        self.history = history
        self.writes = writes
        self.refused = refused
        self.mayOpen = mayOpen
        self.needsRoot = needsRoot
    }

    /// Definitions for the scripts.
    static let prelude = #"""
        set -e
        CANARY="$OUT/canary"
        printf '#!/bin/sh\ntouch "%s/../ran"\ncat\n' "$OUT" > "$CANARY"; chmod +x "$CANARY"
        printf 'id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9dff\nname: Secret\ncontent: SECRET\n' > "$OUT/secret.prompt.yaml"
        mkdir "$OUT/secrets"; cp "$OUT/secret.prompt.yaml" "$OUT/secrets/mail.prompt.yaml"
        cp "$OUT/secret.prompt.yaml" "$OUT/secrets/other.prompt.yaml"
        # Makes somebody else's repository.
        victim() {
            git init -q "$OUT/victim"; cp -r promptpal.yaml prompts "$OUT/victim"
            git -C "$OUT/victim" add .; git -C "$OUT/victim" commit -qm "SECRET"
        }
        # Moves a file or folder out and leaves a link to it.
        out() { mkdir -p "$OUT/moved"; mv "$1" "$OUT/moved/x"; ln -s "$OUT/moved/x" "$1"; }
        # A raw tree entry: MODE NAME OBJECT; the name with printf's escapes.
        entry() { printf "$1 $2"; printf '\0'; printf "$(git rev-parse "$3" | sed 's/../\\x&/g')"; }
        raw_tree() { git hash-object -t tree -w --stdin --literally; }
        # Makes a commit of a tree and puts it on top; the index and the work tree stay.
        publish() { git update-ref HEAD "$(git commit-tree "$1" -p HEAD -m crafted)"; }
        # The root, or prompts/, gets the raw entries on standard input: first, or last.
        in_root() { publish "$( { cat; git cat-file tree HEAD^{tree}; } | raw_tree)"; }
        set_prompts() { publish "$(git ls-tree HEAD | sed "s/tree [0-9a-f]*\tprompts\$/tree $1\tprompts/" | git mktree)"; }
        in_prompts() { set_prompts "$( { cat; git cat-file tree HEAD:prompts; } | raw_tree)"; }
        last_in_prompts() { set_prompts "$( { git cat-file tree HEAD:prompts; cat; } | raw_tree)"; }
        # An entry of prompts/ becomes another thing: NAME MODE TYPE OBJECT.
        turn() {
            set_prompts "$( { git ls-tree HEAD:prompts | grep -v "	$1\$"; printf '%s %s %s\t%s\n' $2 $3 $4 $1; } | git mktree --missing)"
        }
        evil=$(printf 'EVIL\n' | git hash-object -w --stdin)
        evil_tree=$(printf '100644 blob %s\tpost-commit\n' $evil | git mktree)

        """#
}

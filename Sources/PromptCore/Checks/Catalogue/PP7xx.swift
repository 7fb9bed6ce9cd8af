internal import Diagnostics

extension Catalogue {
    /// PP7xx: the trash and labels.
    static let trashEntries: [CatalogueEntry] = [
        CatalogueEntry(
            "PP701", .warning, "a trash entry that can't be restored",
            rule: """
                Each deleted thing lies in `trash/<id>/` beside a `trash.yaml` with `id`, `kind` and `path`, which must be where such \
                a file may lie below `prompts/`. Mend the file, or move what was deleted back by hand with `git mv`.
                """,
            wrong: "a `trash.yaml` without `path`, or with one that leads out of the library.",
            right: "the `trash.yaml` as `promptpal rm` wrote it.", isFile: false),
        CatalogueEntry(
            "PP702", .warning, "a trash entry without its files",
            rule: """
                What was deleted must lie beside the `trash.yaml` under its own name. It was moved or removed by hand; the history \
                still has it, and `promptpal trash purge` clears the entry away.
                """,
            wrong: "`trash/<id>/` with a `trash.yaml` and nothing else.",
            right: "`trash/<id>/` with the file it names.", isFile: false),
        CatalogueEntry(
            "PP703", .warning, "something in the trash that is no entry",
            rule: """
                `trash/` holds one directory for each deleted thing, named by a UUID in lower case. Anything else is never restored \
                or purged. Move it elsewhere, or remove it.
                """,
            wrong: "`trash/notes.txt`, or a symbolic link.",
            right: "`trash/0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11/`.", isFile: false),
        CatalogueEntry(
            "PP704", .error, "a labels file that can't be read",
            rule: """
                `labels.yaml` is a map: under each label the ids of records, and under each id `address` (for readers) and `commit`, \
                all 40 digits of it. A label begins with a letter and has letters, digits, `-`, `_` and `.`; what is a version by \
                itself (`v3`, `HEAD`, digits of a commit) is none. `promptpal label set` writes it so.
                """,
            wrong: "`production: {0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11: 3f2a9c1}`",
            right:
                "`production: {0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11: {address: launch, commit: 3f2a9c1d0b5c7c3e9a532f1f6f0c9d1100000000}}`",
            isFile: false),
        CatalogueEntry(
            "PP705", .error, "a label whose commit is gone",
            rule: """
                A label pins a commit, and this repository does not have it: the history was rewritten (`git rebase`, \
                `git commit --amend`), or a shallow clone does not reach back to it. Set the label anew, or fetch the rest with \
                `git fetch --unshallow`.
                """,
            wrong: "a label set on a commit that was amended later.",
            right: "a label on a commit of the history.", isFile: false),
    ]
}

internal import Diagnostics

extension Catalogue {
    /// PP7xx: the trash.
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
    ]
}

internal import Diagnostics

extension Catalogue {
    /// PP5xx: names, ids and layout.
    static let layoutEntries: [CatalogueEntry] = [
        CatalogueEntry(
            "PP501", .note, "no id yet",
            rule: """
                A file without an `id` is valid. The id is what history, labels and use counts follow when a file is renamed. \
                `promptpal validate --fix` writes one, and so does the next command that changes the file.
                """,
            wrong: "content: Write it.\n",
            right: "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\ncontent: Write it.\n"),
        CatalogueEntry(
            "PP502", .error, "two files with one id",
            rule: """
                An id names one record. A copied file keeps the id of the original until someone removes the line; the tool then \
                writes a new one.
                """,
            wrong:
                "`prompts/email.prompt.yaml` and its copy `prompts/email-2.prompt.yaml` with the same `id:` line.",
            right: "the copy without its `id:` line.", isFile: false),
        CatalogueEntry(
            "PP503", .error, "names that are one on many systems",
            rule: """
                Two files or folders whose names differ only in case or in Unicode form can't both be checked out on Windows and \
                macOS, where one would replace the other. Rename one of them.
                """,
            wrong: "`prompts/Email.prompt.yaml` beside `prompts/email.prompt.yaml`.",
            right: "`prompts/email.prompt.yaml` beside `prompts/email-short.prompt.yaml`.", isFile: false),
        CatalogueEntry(
            "PP504", .error, "a name that can't be an address",
            rule: """
                A path part can't start with a dot, end in a dot or space, hold control characters, `\\`, `:`, `@` or wildcards, be \
                Git's own or a name that Windows reserves, or have more than 200 bytes. Such a name can't be cloned everywhere, or \
                means something else on the command line. Rename the file or folder.
                """,
            wrong: "`prompts/con.prompt.yaml`, which Windows can't make.",
            right: "`prompts/contract.prompt.yaml`.", isFile: false),
        CatalogueEntry(
            "PP505", .warning, "a YAML file that is not read",
            rule: """
                Below `prompts/` the end of a file's name says what it is: `.prompt.yaml`, `.module.yaml` or `.variable.yaml`, or \
                the whole name `folder.yaml`. Other YAML files are passed over, which is mostly a slip.
                """,
            wrong: "`prompts/email.yaml`, or `prompts/email.prompt.yml`.",
            right: "`prompts/email.prompt.yaml`.", isFile: false),
        CatalogueEntry(
            "PP506", .error, "two parts with one id",
            rule: """
                The ids of a file's modules and options name one part each. A part copied inside the file keeps its id; remove \
                that line, and the part gets a key from its name.
                """,
            wrong: """
                modules:
                  - {name: Brief, id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11, content: Be brief.}
                  - {name: Kind, id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11, content: Be kind.}

                """,
            right: """
                modules:
                  - {name: Brief, id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11, content: Be brief.}
                  - {name: Kind, content: Be kind.}

                """),
        CatalogueEntry(
            "PP508", .note, "unusual order of keys",
            rule: """
                Files whose keys come in the usual order read and merge better; it changes no meaning. `promptpal validate --fix` \
                moves them, comments and all.
                """,
            wrong: "content: Write it.\nname: Launch email\n",
            right: "name: Launch email\ncontent: Write it.\n"),
        CatalogueEntry(
            "PP510", .error, "a link or device in the library",
            rule: """
                Symbolic links are never followed and pipes, sockets and devices never opened, since a store may come from a stranger \
                and reading it must not leave its directory. Put a regular file or folder in its place; share texts with modules.
                """,
            wrong: "`prompts/email.prompt.yaml` as a symbolic link to a file elsewhere.",
            right: "`prompts/email.prompt.yaml` as a regular file.", isFile: false),
        CatalogueEntry(
            "PP511", .error, "too many or too deep folders",
            rule: """
                Folders may be nested 64 levels deep, and a library may hold two million files. Beyond that the store is damaged or \
                hostile. What lies deeper is not read; move it up.
                """,
            wrong: "a folder with more than 64 folders above it below `prompts/`.",
            right: "the same folder a few levels below `prompts/`.", isFile: false),
        CatalogueEntry(
            "PP512", .error, "a file that can't be read",
            rule: """
                The operating system refused to open or read the file or folder, mostly for want of permission. The message has its \
                words. All other files are checked.
                """,
            wrong: "`prompts/email.prompt.yaml` with the permissions `---------`.",
            right: "the same file, readable for you (`chmod u+r`).", isFile: false),
    ]
}

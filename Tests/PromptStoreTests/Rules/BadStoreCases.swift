import Glibc
import SafeFiles
import TestSupport

@testable import PromptStore

extension BadStore {
    /// Links, pipes and sockets instead of files and folders.
    static let links: [BadStore] = [
        BadStore("the library is a link", ["prompts PP510"]) { folder, outside in
            folder.link("prompts", to: outside.path)
        },
        BadStore("a folder is a link", ["prompts/dir PP510"]) { folder, outside in
            folder.folder("prompts")
            folder.link("prompts/dir", to: outside.path)
        },
        BadStore("a folder is a link to its parent", ["prompts/a/up PP510"]) { folder, _ in
            folder.put("prompts/a/x.prompt.yaml", "content: x\n")
            folder.link("prompts/a/up", to: "..")
        },
        BadStore("a prompt is a link out of the store", ["prompts/x.prompt.yaml PP510"]) { folder, outside in
            folder.folder("prompts")
            folder.link("prompts/x.prompt.yaml", to: outside.at("secret.prompt.yaml"))
        },
        BadStore("a prompt is a link to /etc/passwd", ["prompts/x.prompt.yaml PP510"]) { folder, _ in
            folder.folder("prompts")
            folder.link("prompts/x.prompt.yaml", to: "/etc/passwd")
        },
        BadStore("a prompt is a link inside the store", ["prompts/b.prompt.yaml PP510"]) { folder, _ in
            folder.put("prompts/a.prompt.yaml", "content: x\n")
            folder.link("prompts/b.prompt.yaml", to: "a.prompt.yaml")
        },
        BadStore(
            "a link to nothing, and one to itself",
            ["prompts/a.prompt.yaml PP510", "prompts/b.prompt.yaml PP510"]
        ) { folder, _ in
            folder.folder("prompts")
            folder.link("prompts/a.prompt.yaml", to: "nowhere")
            folder.link("prompts/b.prompt.yaml", to: "b.prompt.yaml")
        },
        BadStore(
            "a used module is a link",
            ["prompts/secret.module.yaml PP510", "prompts/x.prompt.yaml PP306 2:10"]
        ) { folder, outside in
            folder.put("prompts/x.prompt.yaml", "modules:\n  - use: secret\n")
            folder.link("prompts/secret.module.yaml", to: outside.at("secret.module.yaml"))
        },
        BadStore(
            "a partial through a folder that is a link",
            ["prompts/link PP510", "prompts/x.prompt.yaml PP306 1:15"]
        ) {
            folder, outside in
            folder.put("prompts/x.prompt.yaml", "content: \"{{> link/secret}}\"\n")
            folder.link("prompts/link", to: outside.path)
        },
        BadStore(
            "a shared variable is a link",
            ["prompts/secret.variable.yaml PP510", "prompts/x.prompt.yaml PP406 1:13"]
        ) {
            folder, outside in
            folder.put("prompts/x.prompt.yaml", "content: \"{{secret}}\"\n")
            folder.link("prompts/secret.variable.yaml", to: outside.at("secret.variable.yaml"))
        },
        BadStore("a pipe", ["prompts/x.prompt.yaml PP510"]) { folder, _ in
            folder.folder("prompts")
            mkfifo(folder.at("prompts/x.prompt.yaml"), 0o644)
        },
        BadStore(
            "a used module is a pipe", ["prompts/m.module.yaml PP510", "prompts/x.prompt.yaml PP306 1:17"]
        ) { folder, _ in
            folder.put("prompts/x.prompt.yaml", "modules: [{use: 'm'}]\n")
            mkfifo(folder.at("prompts/m.module.yaml"), 0o644)
        },
        BadStore("the library is a file", ["prompts PP512"]) { folder, _ in folder.put("prompts", "x") },
        BadStore(
            "use and partials that would climb out",
            [
                "prompts/a/x.prompt.yaml PP305 2:10", "prompts/a/x.prompt.yaml PP305 3:19",
                "prompts/a/x.prompt.yaml PP301 4:10",
            ]
        ) { folder, outside in
            let name = outside.path.split(separator: "/").last.map(String.init) ?? ""
            folder.put(
                "prompts/a/x.prompt.yaml",
                "modules:\n  - use: ../../../\(name)/secret\n  - content: \"{{> ../../../\(name)/secret}}\"\n  - use: \(outside.path)/secret\n"
            )
        },
    ]

    /// Names that are invalid as addresses, or are equal on other systems.
    static let names: [BadStore] = [
        file("a device of Windows", "con.prompt.yaml", "PP504"),
        file("a folder that is a device", "aux/x.prompt.yaml", "PP504"),
        file("a backslash", "a\\..\\x.prompt.yaml", "PP504"),
        file("a colon", "a:b.prompt.yaml", "PP504"),
        file("a line end", "a\nb.prompt.yaml", "PP504"),
        file("an escape sequence", "a\u{1B}[31mb.prompt.yaml", "PP504"),
        file("right to left", "a\u{202E}b.prompt.yaml", "PP504"),
        file("a trailing space", "a .prompt.yaml", "PP504"),
        file("a folder with a trailing dot", "a./x.prompt.yaml", "PP504"),
        file("a long name", String(repeating: "n", count: 201) + ".prompt.yaml", "PP504"),
        file("Git's short name", "git~1/x.prompt.yaml", "PP504"),
        file("the wrong ending", "x.prompt.yml", "PP505"),
        file("no kind", "x.yaml", "PP505"),
        file("a folder's file with the wrong ending", "a/folder.yml", "PP505"),
        BadStore("a name that is not UTF-8", ["prompts/a\\xFF.prompt.yaml PP504"]) { folder, _ in
            folder.folder("prompts")
            let path: [CChar] =
                Array("\(folder.path)/prompts/a".utf8CString.dropLast()) + [-1]
                + Array(".prompt.yaml".utf8CString)
            close(open(path, O_WRONLY | O_CREAT, 0o644))
        },
        BadStore("hidden names are passed over", []) { folder, _ in
            folder.put("prompts/.x.prompt.yaml", "content: [\n")
            folder.put("prompts/.git/x.prompt.yaml", "content: [\n")
        },
        BadStore("twins by case", ["prompts/a.prompt.yaml PP503"]) { folder, _ in
            folder.put("prompts/A.prompt.yaml", "content: x\n")
            folder.put("prompts/a.prompt.yaml", "content: x\n")
        },
        BadStore("twins by Unicode form", ["prompts/\u{E9}.prompt.yaml PP503"]) { folder, _ in
            folder.put("prompts/\u{E9}.prompt.yaml", "content: x\n")
            folder.put("prompts/e\u{301}.prompt.yaml", "content: x\n")
        },
        BadStore("twin folders", ["prompts/mail/b.prompt.yaml PP503"]) { folder, _ in
            folder.put("prompts/Mail/a.prompt.yaml", "content: x\n")
            folder.put("prompts/mail/b.prompt.yaml", "content: x\n")
        },
        BadStore("folders too deep", ["prompts/" + deep(65) + " PP511"]) { folder, _ in
            folder.folder("prompts/" + deep(70))
            folder.put("prompts/" + deep(66) + "/x.prompt.yaml", "content: x\n")
        },
    ]

    /// Faults in the content of files.
    static let contents: [BadStore] = [
        BadStore("one id in two files", ["prompts/b.prompt.yaml PP502 2:5"]) { folder, _ in
            folder.put("prompts/a.prompt.yaml", "id: \(id)\ncontent: x\n")
            folder.put("prompts/b.prompt.yaml", "# a copy\nid: \(id)\ncontent: x\n")
        },
        BadStore("5 MB", ["prompts/x.prompt.yaml PP103"]) { folder, _ in
            folder.put("prompts/x.prompt.yaml", "content: " + String(repeating: "x", count: 5_000_000))
        },
        BadStore(
            "a used module of 5 MB", ["prompts/m.module.yaml PP103", "prompts/x.prompt.yaml PP306 2:10"]
        ) { folder, _ in
            folder.put("prompts/x.prompt.yaml", "modules:\n  - use: m\n")
            folder.put("prompts/m.module.yaml", "content: " + String(repeating: "x", count: 5_000_000))
        },
        BadStore("an empty file", ["prompts/x.prompt.yaml PP115 1:1"]) { folder, _ in
            folder.put("prompts/x.prompt.yaml", "")
        },
        BadStore("bytes that are no text", ["prompts/x.prompt.yaml PP101 1:10"]) { folder, _ in
            folder.folder("prompts")
            folder.putBytes("prompts/x.prompt.yaml", Array("content: ".utf8) + [0xFF, 0x0A])
        },
        BadStore(
            "rings of two and three",
            [
                "prompts/a.module.yaml PP303 1:6", "prompts/b.module.yaml PP303 1:6",
                "prompts/c.module.yaml PP303 1:15",
                "prompts/d.module.yaml PP303 1:15", "prompts/e.module.yaml PP303 1:15",
            ]
        ) { folder, _ in
            folder.put("prompts/a.module.yaml", "use: b\n")
            folder.put("prompts/b.module.yaml", "use: a\n")
            folder.put("prompts/c.module.yaml", "content: \"{{> d}}\"\n")
            folder.put("prompts/d.module.yaml", "content: \"{{> e}}\"\n")
            folder.put("prompts/e.module.yaml", "content: \"{{> c}}\"\n")
        },
        BadStore("a store without prompts", []) { _, _ in },
    ]

    /// One file below `prompts/`, and the code for its name.
    private static func file(_ name: String, _ path: String, _ code: String) -> BadStore {
        BadStore(name, ["prompts/\(path) \(code)"]) { folder, _ in
            folder.put("prompts/\(path)", "content: x\n")
        }
    }

    private static func deep(_ count: Int) -> String {
        Array(repeating: "d", count: count).joined(separator: "/")
    }
}

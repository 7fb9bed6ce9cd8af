internal import Diagnostics

extension DiagnosticRule {
    /// A file or folder of the library that is never followed or opened.
    static let linkOrDevice = DiagnosticRule(
        "PP510", severity: .error, title: "a link or device in the library",
        explanation: """
            Symbolic links are never followed, and pipes, sockets and devices are never opened, because a \
            store may come from a stranger and reading it must not leave its directory. Replace it with a \
            regular file or folder; share texts with modules.
            """,
        wrong: "`prompts/email.prompt.yaml` as a symbolic link to a file elsewhere.",
        right: "`prompts/email.prompt.yaml` as a regular file.", isFile: false)
}

extension Diagnostic {
    /// Reports a symbolic link.
    static var symbolicLink: Diagnostic {
        Diagnostic(
            .linkOrDevice, message: "this is a symbolic link, which is never followed", at: nil,
            help: "replace it with a regular file or folder")
    }

    /// Reports something that is neither a file nor a folder; `type` is its type in words.
    static func linkOrDevice(_ type: String) -> Diagnostic {
        Diagnostic(
            .linkOrDevice, message: "this is \(type), which is never followed or read", at: nil,
            help: "replace it with a regular file or folder")
    }

    /// Reports a folder that is the work tree of another Git repository.
    static var otherRepository: Diagnostic {
        Diagnostic(
            .linkOrDevice, message: "this is a Git repository of its own, which is never read", at: nil,
            help: "move it out of the store, or make its prompts a layer")
    }
}

extension DiagnosticRule {
    /// A library with more files, or deeper folders, than are read.
    static let tooManyFolders = DiagnosticRule(
        "PP511", severity: .error, title: "too many files, or folders nested too deeply",
        explanation: """
            Folders may be nested 64 levels deep, and a library may hold two million files. Beyond that the store is damaged or \
            hostile. Deeper folders are not read; move them up.
            """,
        wrong: "a folder with more than 64 folders above it below `prompts/`.",
        right: "the same folder a few levels below `prompts/`.", isFile: false)
}

extension Diagnostic {
    /// Reports a folder that is nested deeper than `limit`.
    static func tooManyFolders(depthLimit limit: Int) -> Diagnostic {
        Diagnostic(
            .tooManyFolders, message: "folders are nested more than \(limit) deep", at: nil,
            help: "move it up")
    }

    /// Reports a library with more than `limit` files.
    static func tooManyFolders(fileLimit limit: Int) -> Diagnostic {
        Diagnostic(
            .tooManyFolders, message: "there are more than \(limit) files", at: nil,
            help: "look for files that do not belong below `prompts/`")
    }
}

extension DiagnosticRule {
    /// A file or folder that the system refuses to open or read.
    static let unreadableFile = DiagnosticRule(
        "PP512", severity: .error, title: "a file that can't be read",
        explanation: """
            The operating system refused to open or read the file or folder, usually because of its \
            permissions. The message contains the system's reason. All other files are checked.
            """,
        wrong: "`prompts/email.prompt.yaml` with the permissions `---------`.",
        right: "the same file, readable for you (`chmod u+r`).", isFile: false)
}

extension Diagnostic {
    /// Reports a file of the work tree; `reason` has the words of the system.
    static func unreadableFile(_ reason: String) -> Diagnostic {
        Diagnostic(
            .unreadableFile, message: "the file can't be read: \(reason)", at: nil,
            help: "check its type and permissions with `ls -ld`")
    }

    /// Reports objects of the repository that the user may not read.
    static var unreadableObjects: Diagnostic {
        Diagnostic(
            .unreadableFile, message: "the objects of the repository can't be read: permission denied",
            at: nil, help: "`ls -ld .git/objects .git/objects/pack` shows the permissions")
    }

    /// Reports a file of a commit; `message` is a sentence without a full stop.
    static func unreadableFile(ofCommit message: String) -> Diagnostic {
        Diagnostic(.unreadableFile, message: message, at: nil, help: "`git fsck` looks for damage")
    }
}

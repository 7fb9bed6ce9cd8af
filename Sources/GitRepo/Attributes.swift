internal import CLibGit2

/// What `gitattributes(5)` says of one attribute of a path.
public enum AttributeValue: Sendable, Hashable {
    case unspecified
    /// `text`
    case set
    /// `-text`
    case unset
    /// `text=auto`
    case text(String)
}

/// What Git does with the line ends of a file that it takes into a version.
public enum LineEndRule: Sendable, Hashable {
    /// Nothing.
    case kept
    /// CRLF becomes LF in a file that looks like a text, if the version before has it without CRLF.
    case automatic
    /// CRLF becomes LF.
    case converted
}

extension Repository {
    /// The value of an attribute of a path, which is told from the top of the work tree.
    ///
    /// It is unspecified where a `.gitattributes` on the way is a link or a special file, which Git itself does not follow, or
    /// larger than 1 MiB.
    public func attribute(_ name: String, of path: String) throws(GitError) -> AttributeValue {
        guard isPlain(".gitattributes", above: path),
            [gitDirectory, commonDirectory].allSatisfy({ Repository.isPlain($0 + "/info/attributes") })
        else { return .unspecified }
        return try with { repository throws(GitError) in
            var value: UnsafePointer<CChar>?
            try check("git_attr_get") {
                git_attr_get(&value, repository, UInt32(GIT_ATTR_CHECK_FILE_THEN_INDEX), path, name)
            }
            switch git_attr_value(value) {
            case GIT_ATTR_VALUE_TRUE: return .set
            case GIT_ATTR_VALUE_FALSE: return .unset
            case GIT_ATTR_VALUE_STRING: return .text(text(value))
            default: return .unspecified
            }
        }
    }

    /// What Git does with the line ends of a path, by the attributes `text` (once called `crlf`) and `eol` and by
    /// `core.autocrlf`. The rule is that of Git's `convert.c`.
    public func lineEndRule(of path: String) throws(GitError) -> LineEndRule {
        func rule(_ name: String) throws(GitError) -> LineEndRule? {
            switch try attribute(name, of: path) {
            case .set, .text("input"): return .converted
            case .unset: return .kept
            case .text("auto"): return .automatic
            default: return nil
            }
        }
        if let said = try rule("text") { return said }
        if let said = try rule("crlf") { return said }
        let end = try attribute("eol", of: path)
        if end == .text("lf") || end == .text("crlf") { return .converted }
        let isAutomatic =
            configuration("core.autocrlf")?.lowercased() == "input"
            || configurationFlag("core.autocrlf") == true
        return isAutomatic ? .automatic : .kept
    }

    /// Whether each file of this name in the folders above a path is a plain one, or there is none.
    func isPlain(_ name: String, above path: String) -> Bool {
        var folder = workDirectory
        let parts: [Substring] = [""] + path.split(separator: "/").dropLast()
        for part in parts {
            folder += part.isEmpty ? "" : "/" + part
            guard Repository.isPlain(folder + "/" + name) else { return false }
        }
        return true
    }

    private static func isPlain(_ file: String) -> Bool {
        EntryKind(file) == nil || SmallFile.bytes(file) != nil
    }
}

internal import CLibGit2

/// The value of one attribute of a path (`gitattributes(5)`).
public enum AttributeValue: Sendable, Hashable {
    case unspecified
    /// `text`
    case set
    /// `-text`
    case unset
    /// `text=auto`
    case text(String)
}

/// The conversion of line ends that Git makes when it commits a file.
public enum LineEndRule: Sendable, Hashable {
    /// No conversion.
    case kept
    /// CRLF becomes LF if the file looks like a text and the committed version has no CRLF.
    case automatic
    /// CRLF becomes LF.
    case converted
}

extension Repository {
    /// Returns the value of an attribute of a path relative to the top of the work tree.
    ///
    /// The value is `unspecified` if a `.gitattributes` above the path is a link or a special file, which Git
    /// does not follow either, or is larger than 1 MiB.
    ///
    /// - Throws: ``GitError`` if libgit2 can't read the attributes.
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

    /// Returns the conversion of line ends for a path, from the attributes `text` (formerly `crlf`) and `eol`
    /// and from `core.autocrlf`. The rules are those of Git's `convert.c`.
    ///
    /// - Throws: ``GitError`` if libgit2 can't read the attributes.
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

    /// True if each file with this name in the folders above a path is a regular file or does not exist.
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

internal import CLibGit2

/// A person and a time.
public struct Signature: Sendable, Hashable {
    /// The person's name.
    public let name: String
    /// The person's email address.
    public let email: String
    /// Seconds since 1970-01-01T00:00:00Z.
    public let seconds: Int64
    /// Minutes east of UTC.
    public let offsetMinutes: Int

    /// A person and a time; `offsetMinutes` is the time zone's offset from UTC.
    public init(name: String, email: String, seconds: Int64, offsetMinutes: Int = 0) {
        self.name = name
        self.email = email
        self.seconds = seconds
        self.offsetMinutes = offsetMinutes
    }

    init(_ signature: git_signature) {
        self.init(
            name: text(signature.name), email: text(signature.email), seconds: signature.when.time,
            offsetMinutes: Int(signature.when.offset))
    }

    /// `Ana Ruiz <ana@example.com>`
    public var person: String { "\(name) <\(email)>" }
}

/// Returns a C string as a Swift string; ill-formed bytes become U+FFFD.
func text(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
}

/// A commit.
public struct Commit: Sendable, Hashable {
    /// The commit's object id.
    public let id: ObjectID
    /// The id of its tree.
    public let tree: ObjectID
    /// The ids of its parents; empty for the first commit.
    public let parents: [ObjectID]
    /// The author, and the time of the change.
    public let author: Signature
    /// The committer, and the time of the commit.
    public let committer: Signature
    /// The whole message, with trailers.
    public let message: String

    /// The first line of the message.
    public var summary: String {
        String(message.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: true).first ?? "")
    }

    /// Returns the values of one trailer in the message's last paragraph, in order.
    public func trailers(_ key: String) -> [String] {
        var lines = message.split(separator: "\n", omittingEmptySubsequences: false)
        while let last = lines.last, last.allSatisfy({ $0 == " " || $0 == "\r" }) { lines.removeLast() }
        let start =
            lines.lastIndex { $0.allSatisfy { $0 == " " || $0 == "\r" } }.map { $0 + 1 } ?? lines.endIndex
        return lines[start...].compactMap { line in
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == key.lowercased() else {
                return nil
            }
            return String(line[line.index(after: colon)...].drop { $0 == " " })
        }
    }
}

extension Repository {
    /// Returns the commits that can be reached from `from` and not from `hiding`: children before parents,
    /// else newest first.
    ///
    /// - Throws: ``GitError`` if a commit can't be read.
    public func history(from: [ObjectID], hiding: [ObjectID] = []) throws(GitError) -> [ObjectID] {
        try with { repository throws(GitError) in
            let walk = try Handle("git_revwalk_new", free: git_revwalk_free) {
                git_revwalk_new($0, repository)
            }
            let order = GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_TIME.rawValue
            try check("git_revwalk_sorting") { git_revwalk_sorting(walk.pointer, order) }
            for id in from {
                var raw = id.raw
                try check("git_revwalk_push") { git_revwalk_push(walk.pointer, &raw) }
            }
            for id in hiding {
                var raw = id.raw
                try check("git_revwalk_hide") { git_revwalk_hide(walk.pointer, &raw) }
            }
            var found: [ObjectID] = []
            var next = git_oid()
            while true {
                git_error_clear()
                let code = git_revwalk_next(&next, walk.pointer)
                if code == GIT_ITEROVER.rawValue { return found }
                guard code >= 0 else { throw GitError(call: "git_revwalk_next", code: code) }
                found.append(ObjectID(next))
            }
        }
    }

    /// Returns true if `old` can be reached from `new`. A commit counts as its own ancestor.
    ///
    /// - Throws: ``GitError`` if a commit can't be read.
    public func isAncestor(_ old: ObjectID, of new: ObjectID) throws(GitError) -> Bool {
        if old == new { return true }
        return try with { repository throws(GitError) in
            var (one, other) = (new.raw, old.raw)
            return try check("git_graph_descendant_of") { git_graph_descendant_of(repository, &one, &other) }
                == 1
        }
    }
}

internal import GitRepo

/// What a change does to the files of a store, built in memory. Nothing is written until a
/// ``Transaction`` commits it.
///
/// Paths are relative to the store (`prompts/marketing/tone.module.yaml`). For each path the draft
/// knows what was read there and what shall stand there; steps on the same path add up.
public struct Draft: Sendable {
    /// The net effect on one path.
    struct Entry: Sendable {
        let path: String
        /// What was read; `nil` where nothing may be there.
        let before: [UInt8]?
        /// What shall be there; `nil` for nothing.
        var after: [UInt8]?
        /// What stands there already, and is to become part of the version as it is.
        var isRecorded = false
        /// Where the last version has a record that somebody moved without saving that: it goes with the version of the edits.
        var isLeftBehind = false
        /// Where the file comes from: it gets that one's permissions and its mode in Git.
        var source: String?
        /// The mode that it gets in Git; `nil` for that of `source`, or for what it is already.
        var mode: FileMode?
        /// What the version has at the path, where it is made already; `nil` for what `after` says.
        var version: Version?
    }

    /// A path in a version that is made already. The work tree may get something else: an edit that stays unsaved.
    enum Version {
        case absent
        case content(TreeContent)
    }

    /// In the order in which paths were first named; without those that stay as they were.
    var entries: [Entry] { all.filter { $0.isRecorded || $0.before != $0.after } }
    /// With those that stay as they are in the work tree.
    var allEntries: [Entry] { all }
    private var all: [Entry] = []
    private var places: [String: Int] = [:]

    public init() {}

    /// Whether nothing would change.
    public var isEmpty: Bool { entries.isEmpty }

    /// A file that must not be there yet.
    ///
    /// - Parameter source: the path that it comes from, moved or copied; its permissions are those of that file.
    public mutating func create(_ path: String, _ bytes: [UInt8], from source: String? = nil) {
        put(path, before: nil, after: bytes, from: source)
    }

    /// New content for a file that was read as `before`.
    public mutating func replace(_ path: String, _ bytes: [UInt8], before: [UInt8]) {
        put(path, before: before, after: bytes)
    }

    /// Takes a file away that was read as `before`. Folders that become empty go with it.
    public mutating func remove(_ path: String, before: [UInt8]) {
        put(path, before: before, after: nil)
    }

    /// Moves a file that was read as `before` to a path that must be free, with new content where `bytes` gives it.
    public mutating func move(_ path: String, to target: String, before: [UInt8], bytes: [UInt8]? = nil) {
        remove(path, before: before)
        create(target, bytes ?? before, from: path)
    }

    /// A file that stands in the work tree as the version shall have it, or that is gone there (`nil`): an edit
    /// made in an editor. Only the version is made; the file is not written.
    ///
    /// - Parameter source: where the version before has it.
    public mutating func record(_ path: String, _ bytes: [UInt8]?, from source: String? = nil) {
        put(path, before: bytes, after: bytes, from: source)
        if let place = places[path] { all[place].isRecorded = true }
    }

    /// A path at which the last version has a record that stands elsewhere in the work tree by now, and is in the draft.
    mutating func leaveBehind(_ path: String) {
        guard places[path] == nil else { return }
        record(path, nil)
        if let place = places[path] { all[place].isLeftBehind = true }
    }

    /// What the draft would leave at `path`: `nil` where it says nothing of it, `.some(nil)` for no file.
    public func content(of path: String) -> [UInt8]?? {
        places[path].map { all[$0].after }
    }

    /// A path of a version that is made already, and what the work tree gets there.
    ///
    /// - Parameters:
    ///   - before: what was read; `nil` for nothing.
    ///   - after: what shall be there; `nil` for nothing.
    mutating func bring(_ path: String, before: [UInt8]?, after: [UInt8]?, as version: Version) {
        put(path, before: before, after: after)
        guard let place = places[path] else { return }
        all[place].version = version
        all[place].isRecorded = before == after
        if case .content(let content) = version { all[place].mode = content.mode }
    }

    /// The mode in Git of a file that the draft writes.
    mutating func setMode(_ path: String, _ mode: FileMode) {
        if let place = places[path] { all[place].mode = mode }
    }

    private mutating func put(_ path: String, before: [UInt8]?, after: [UInt8]?, from source: String? = nil) {
        if let place = places[path] {
            all[place].after = after
            all[place].source = source
        } else {
            places[path] = all.count
            all.append(Entry(path: path, before: before, after: after, source: source))
        }
    }
}

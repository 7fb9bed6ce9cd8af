internal import PromptCore
internal import PromptMerge

/// The unsaved records of a work tree, and the changes of their paths and references by a new version. The
/// new version counts as published: an unsaved record at a path that it gives to another record moves.
struct UnsavedFiles {
    /// A record in the last version, the work tree and the new version.
    struct Version {
        let old: [UInt8]?
        let now: [UInt8]?
        let new: [UInt8]?
        let isUnsaved: Bool
    }

    /// The unsaved records by path, relative to the store.
    private(set) var files: [String: Version] = [:]
    private var moves: RecordMoves?
    private var sources: [String: String] = [:]

    /// No unsaved records.
    init() {}

    /// - Parameters:
    ///   - versions: the records that the new version changes, and the unsaved ones.
    ///   - unchanged: the library of the last version.
    ///   - isTaken: true for a path with a file.
    init(
        _ versions: [String: Version], unchanged: any Library, isTaken: @escaping (String) -> Bool
    ) {
        files = versions.filter(\.value.isUnsaved)
        let merged = TreeMerge.merge(
            base: versions.compactMapValues(\.old), ours: versions.compactMapValues(\.now),
            theirs: versions.compactMapValues(\.new), unchanged: unchanged, isTaken: isTaken)
        moves = merged.moves
        for (from, to) in merged.moves.paths where files[from] != nil { sources[to] = from }
    }

    /// Returns true if the unsaved record at a path moves.
    func isMoved(_ path: String) -> Bool { files[path] != nil && moves?.paths[path] != nil }

    /// Returns the path of an unsaved record in the new version.
    func target(of path: String) -> String { moves?.paths[path] ?? path }

    /// Returns the path of the unsaved record that moves to `path`; `nil` if none does.
    func source(of path: String) -> String? { sources[path] }

    /// Returns a record of the work tree with references as they are in the new version.
    func rewritten(_ bytes: [UInt8], at path: String) -> [UInt8]? {
        guard let moves, files[path] != nil else { return bytes }
        return moves.rewritten(bytes, at: path).bytes
    }
}

/// Kinds of records by their paths.
enum RecordPlace {
    /// Returns true for a path of a record below `prompts/`.
    static func isRecord(_ path: String) -> Bool {
        WorkTreePath.record(at: path).map { $0.kind != .manifest } ?? false
    }

    /// Returns true for a path of a module or variable.
    static func isShared(_ path: String) -> Bool { WorkTreePath.record(at: path)?.isShared ?? false }
}

internal import Diagnostics
internal import PromptCore

/// A problem of a merged library that neither side has.
public struct MergeProblem: Sendable, Hashable {
    /// The path of the file, relative to the store.
    public let path: String
    /// The code of the rule.
    public let code: String
    /// One sentence without a full stop.
    public let message: String
}

/// Compares the problems of the merged library with those of its sides. Only records that differ from a
/// side, and records that refer to changed ones, can have new problems.
struct MergeCheck {
    /// A new problem, and the row of its file; `nil` for an unchanged file.
    struct Found {
        let problem: MergeProblem
        let row: Int?
        let file: ParsedFile?

        /// True if a record that exists could remove the problem.
        let concernsReference: Bool

        init(_ diagnostic: Diagnostic, path: String, row: Int?, file: ParsedFile?) {
            problem = MergeProblem(path: path, code: diagnostic.code, message: diagnostic.message)
            concernsReference = diagnostic.concernsReference
            self.row = row
            self.file = file
        }
    }

    private let rows: RecordRows
    private let sides: MergeSides
    private let merged: [String: MergedFile]
    private let parsed: [String: ParsedFile]
    private let library: SideLibrary
    /// The sides whose problems are not new.
    private let known: [MergeSide]
    private var isMerge: Bool { known.count > 1 }

    init(
        _ rows: RecordRows, _ sides: MergeSides, merged: [String: MergedFile],
        known: [MergeSide] = [.ours, .theirs]
    ) {
        self.rows = rows
        self.sides = sides
        self.merged = merged
        self.known = known
        var parsed: [String: ParsedFile] = [:]
        for (path, file) in merged {
            if let bytes = file.bytes, let record = RecordPath(path) {
                parsed[path] = record.parsed(bytes, format: sides.formats.merged)
            }
        }
        self.parsed = parsed
        let touched = sides.touched.union(parsed.keys.compactMap { RecordPath($0) })
        library = SideLibrary(
            Array(parsed.values), touched: touched, over: sides.unchanged, lower: sides.lower)
    }

    /// Returns the new problems, sorted by path.
    ///
    /// - Parameter referrers: returns the unchanged files that may refer to any of some shared records.
    func problems(_ referrers: ([ParsedFile]) -> [ParsedFile]) -> [Found] {
        var found: [Found] = []
        let rowOfTarget = Dictionary(
            rows.rows.indices.map { (rows.rows[$0].target, $0) }, uniquingKeysWith: { first, _ in first })
        for path in parsed.keys.sorted() {
            guard let file = parsed[path], merged[path]?.outcome != .markers else { continue }
            let row = rowOfTarget[path].map { rows.rows[$0] } ?? RecordRow(ours: path, theirs: path)
            let isSame = known.allSatisfy { side in
                row[side].map { $0 == path && sides[side].files[$0] == file.source.bytes } ?? false
            }
            if isSame, sides.formats.areEqual, !changesShared { continue }
            let now = MergeCheck.relevant(Checker.check(file, in: library))
            if now.isEmpty { continue }
            var old: Set<Key> = []
            for side in known {
                guard let file = row[side].flatMap({ sides[side].parsed[$0] }) else { continue }
                old.formUnion(Checker.check(file, in: sides[side].library).map(Key.init))
            }
            for diagnostic in now {
                if diagnostic.isKeptConflict {
                    // The conflicts of a merge are in its notes.
                    if isSame || merged[path]?.hasConflicts == true { continue }
                    // Without a merge, an open conflict counts even if the published version has it.
                    if isMerge, old.contains(Key(diagnostic)) { continue }
                } else if old.contains(Key(diagnostic)) {
                    continue
                }
                found.append(Found(diagnostic, path: path, row: rowOfTarget[path], file: nil))
            }
        }
        if changesShared { found += problems(of: allReferrers(referrers)) }
        found += twins()
        return found.sorted { $0.problem.path < $1.problem.path }
    }

    private struct Key: Hashable {
        let code: String
        let message: String

        init(_ diagnostic: Diagnostic) {
            code = diagnostic.code
            message = diagnostic.message
        }
    }

    private static func relevant(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        diagnostics.filter(\.countsInMerge)
    }

    /// True if the shared records differ from those of each side: else an unchanged file sees the library of
    /// one side.
    private var changesShared: Bool {
        known.allSatisfy { side in
            sides.touched.contains { record in
                record.isShared && merged[record.path]?.bytes != sides[side].files[record.path]
            }
        }
    }

    private func problems(of files: [ParsedFile]) -> [Found] {
        files.flatMap { file -> [Found] in
            let now = MergeCheck.relevant(Checker.check(file, in: library))
            if now.isEmpty { return [] }
            let old = known.reduce(into: Set<Key>()) { old, side in
                old.formUnion(Checker.check(file, in: sides[side].library).map(Key.init))
            }
            return now.filter { !old.contains(Key($0)) }.map {
                Found($0, path: file.source.name, row: nil, file: file)
            }
        }
    }

    /// Returns the unchanged files that refer to changed shared records, directly or through others.
    private func allReferrers(_ referrers: ([ParsedFile]) -> [ParsedFile]) -> [ParsedFile] {
        var shared = Array(parsed.values)
        shared += [sides.base, sides.ours, sides.theirs].flatMap { $0.parsed.values }
        shared.removeAll { $0.kind != .module && $0.kind != .variable }
        var known = sides.touched.union(parsed.keys.compactMap { RecordPath($0) })
        var found: [ParsedFile] = []
        while !shared.isEmpty {
            let new = referrers(shared).filter {
                known.insert(RecordPath(kind: $0.kind, address: $0.address)).inserted
            }
            found += new
            shared = new.filter { $0.kind == .module }
        }
        return found.sorted { $0.source.name < $1.source.name }
    }

    /// Returns new paths that are the same on many systems, and new records with one id.
    private func twins() -> [Found] {
        func findings(_ files: [String: ParsedFile]) -> [(path: String, diagnostic: Diagnostic)] {
            let sorted = files.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            let entries = sorted.map {
                LibraryEntry(
                    address: $0.value.address, kind: $0.value.kind, id: $0.value.record?.header.id)
            }
            return LibraryChecker.check(entries).map { (sorted[$0.entry].key, $0.diagnostic) }
        }
        let old = Set(known.flatMap { findings(sides[$0].parsed) }.map { Key($0.diagnostic) })
        return findings(parsed).filter { !old.contains(Key($0.diagnostic)) }.map {
            Found($0.diagnostic, path: $0.path, row: nil, file: nil)
        }
    }
}

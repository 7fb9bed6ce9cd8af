internal import PromptCore

/// Gives each row its path in the result. No two paths are the same on any system: if two are, the published
/// one stays, and the other one becomes `name-2`.
struct Placement {
    private let sides: MergeSides
    private let isTaken: (String) -> Bool
    /// The paths of the result by the form in which they are compared.
    private var taken: [String: String] = [:]
    /// Folders of theirs, by the form in which they are compared.
    private var publishedFolders: [String: String] = [:]
    /// New names of our folders.
    private var renamedFolders: [String: String] = [:]
    /// Our rows that gave way, with the path that they requested and the one that has it.
    private(set) var givenWay: [Int: (wanted: String, holder: String)] = [:]

    init(_ sides: MergeSides, isTaken: @escaping (String) -> Bool) {
        self.sides = sides
        self.isTaken = isTaken
    }

    mutating func place(_ rows: inout [RecordRow]) {
        for index in rows.indices { rows[index].target = Placement.wanted(rows[index]) }
        let live = rows.indices.filter { !sides.isDeleted(rows[$0]) }
        let published = live.filter { index in
            rows[index].theirs?.utf8.elementsEqual(rows[index].target.utf8) == true
        }
        for index in published {
            let path = rows[index].target
            taken[Slug.foldingKey(path)] = path
            for folder in Placement.folders(of: path) {
                publishedFolders[Slug.foldingKey(folder)] = folder
            }
        }
        let isPublished = Set(published)
        for index in live where !isPublished.contains(index) {
            let wanted = rows[index].target
            var path = inFolders(wanted)
            if let holder = taken[Slug.foldingKey(path)] {
                path = free(beside: path)
                givenWay[index] = (wanted, holder)
            } else if !path.utf8.elementsEqual(wanted.utf8) {
                givenWay[index] = (wanted, publishedFolder(like: wanted) ?? path)
            }
            taken[Slug.foldingKey(path)] = path
            rows[index].target = path
        }
    }

    /// Returns the path that the changes of both sides request: that of the side that renamed it; if both
    /// did, ours.
    private static func wanted(_ row: RecordRow) -> String {
        switch (row.base, row.ours, row.theirs) {
        case (let base?, let ours?, let theirs?): ours.utf8.elementsEqual(base.utf8) ? theirs : ours
        // New on both sides: the published path.
        case (nil, _?, let theirs?): theirs
        case (_, let ours?, _): ours
        case (_, _, let theirs?): theirs
        default: row.base ?? ""
        }
    }

    private static func folders(of path: String) -> [String] {
        guard path.hasPrefix("prompts/") else { return [] }
        let parts = path.split(separator: "/").dropLast()
        return (0..<parts.count).dropFirst().map { parts.prefix($0 + 1).joined(separator: "/") }
    }

    private func publishedFolder(like path: String) -> String? {
        Placement.folders(of: path).lazy.compactMap { folder in
            publishedFolders[Slug.foldingKey(folder)].flatMap {
                $0.utf8.elementsEqual(folder.utf8) ? nil : $0
            }
        }.first
    }

    /// Returns a path of ours with its folders as theirs spells them, if both are one folder; a new folder
    /// that only resembles a published one gets a new name.
    private mutating func inFolders(_ path: String) -> String {
        let folders = Placement.folders(of: path)
        for folder in folders {
            guard let published = publishedFolders[Slug.foldingKey(folder)],
                !published.utf8.elementsEqual(folder.utf8)
            else { continue }
            let name: String
            if sides.base.files.keys.contains(where: { Placement.isBelow($0, folder) }) {
                name = published
            } else if let known = renamedFolders[folder] {
                name = known
            } else {
                name = freeFolder(beside: folder)
                renamedFolders[folder] = name
            }
            let rest = Array(path.utf8.dropFirst(folder.utf8.count))
            return inFolders(name + String(decoding: rest, as: UTF8.self))
        }
        return path
    }

    private static func isBelow(_ path: String, _ folder: String) -> Bool {
        path.utf8.starts(with: folder.utf8) && path.utf8.dropFirst(folder.utf8.count).first == 0x2F
    }

    private func freeFolder(beside folder: String) -> String {
        var number = 2
        while true {
            let candidate = "\(folder)-\(number)"
            let key = Slug.foldingKey(candidate)
            let isUsed =
                publishedFolders[key] != nil || isTaken(candidate)
                || sides.paths.contains { path in
                    Placement.folders(of: path).contains { Slug.foldingKey($0) == key }
                }
            if !isUsed { return candidate }
            number += 1
        }
    }

    /// Returns `marketing/tone-2.module.yaml`, or the first higher number that is free.
    private func free(beside path: String) -> String {
        let ending = MergeFileKind.ending(path)
        let stem = String(decoding: path.utf8.dropLast(ending.utf8.count), as: UTF8.self)
        var number = 2
        while true {
            let candidate = "\(stem)-\(number)\(ending)"
            if taken[Slug.foldingKey(candidate)] == nil, !isTaken(candidate),
                !sides.paths.contains(where: { Slug.foldingKey($0) == Slug.foldingKey(candidate) })
            {
                return candidate
            }
            number += 1
        }
    }
}

extension MergeSides {
    /// Returns true if one side deleted a file that the other one did not change, and nothing keeps it.
    func isDeleted(_ row: RecordRow) -> Bool {
        guard let base = row.base else { return false }
        if row.isKept { return false }
        switch (row.ours, row.theirs) {
        case (nil, nil): return true
        case (let ours?, nil): return ours == base && self.ours.files[ours] == self.base.files[base]
        case (nil, let theirs?): return theirs == base && self.theirs.files[theirs] == self.base.files[base]
        default: return false
        }
    }
}

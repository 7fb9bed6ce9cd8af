package import PromptCore

extension LibraryIndex {
    /// A record that refers to another, with the reference.
    package struct Use: Sendable, Hashable {
        package let record: Int
        package let reference: Reference
    }

    /// Returns the records that refer to a shared module or variable at least once, in the order of their
    /// paths.
    ///
    /// Files that use its name are found by that name. The name is resolved once per folder.
    package func users(of address: Address, kind: RecordKind) -> [Int] {
        record(kind, at: address).map(users) ?? []
    }

    private func users(of target: Int) -> [Int] {
        let record = self[target]
        var users: [Int] = []
        var runs = 0
        for name in names(of: record.address, kind: record.kind, variables: record.details.variables) {
            let run = self.users(of: target, as: name)
            if run.isEmpty { continue }
            users = users.isEmpty ? run : users + run
            runs += 1
        }
        return sortedByPath(runs > 1 ? Array(Set(users)) : users)
    }

    private func users(of target: Int, as name: Name) -> [Int] {
        var users: [Int] = []
        for (segment, first) in [(base, 0), (changes, base.count)] {
            guard let number = segment.key(name.key) else { continue }
            var records: [Int] = []
            var postings = segment.postings(number)
            while postings.next() {
                if first == 0, changes.marksGone(postings.record) { continue }
                records.append(postings.record)
            }
            users.reserveCapacity(users.count + records.count)
            let folders = segment.folderRanges(records)
            var nearest = NearestModule(in: self, target: target, name: name.text)
            segment.paths.bytes.withUnsafeBytes { paths in
                var folder = 0..<0
                var isMeant: Bool?
                for (record, range) in zip(records, folders) {
                    if isMeant == nil || !PathOrder.areEqual(in: paths, range, and: folder) {
                        folder = range
                        let bytes = UnsafeRawBufferPointer(rebasing: paths[range])
                        isMeant =
                            (name.kind == .module ? nearest.isTarget(from: bytes) : nil)
                            ?? (self.record(name, from: Address(unchecked: segment.paths.text(range)))
                                == target)
                    }
                    if isMeant == true { users.append(first + record) }
                }
            }
        }
        return users
    }

    /// Resolves a name of a module for many folders, like ``record(_:from:)`` but without the creation of
    /// strings.
    private struct NearestModule {
        private let libraryIndex: LibraryIndex
        private let target: [UInt8]
        private let name: [UInt8]
        private var candidate: [UInt8] = []

        init(in libraryIndex: LibraryIndex, target: Int, name: String) {
            self.libraryIndex = libraryIndex
            self.target = libraryIndex[target].withAddress(Array.init)
            self.name = Array(name.utf8)
        }

        /// Returns `nil` if the bytes are not in the form in which addresses are looked up.
        mutating func isTarget(from folder: UnsafeRawBufferPointer) -> Bool? {
            guard !folder.contains(where: { $0 >= 0x80 }), !target.contains(where: { $0 >= 0x80 }) else {
                return nil
            }
            var end = folder.count
            while true {
                candidate.removeAll(keepingCapacity: true)
                if end > 0 {
                    candidate.append(contentsOf: UnsafeRawBufferPointer(rebasing: folder[..<end]))
                    candidate.append(0x2F)
                }
                candidate.append(contentsOf: name)
                // The target exists, so folders further out do not matter.
                if candidate == target { return true }
                if candidate.count < target.count
                    || candidate.withUnsafeBytes({ libraryIndex.record(.module, at: $0) }) != nil
                {
                    return false
                }
                if end == 0 { return false }
                repeat { end -= 1 } while end > 0 && folder[end] != 0x2F
            }
        }
    }

    /// Returns the references to a shared module or variable, in the order of their paths, as
    /// ``ParsedFile/references(in:)`` finds them.
    package func uses(of address: Address, kind: RecordKind) -> [Use] {
        guard let target = record(kind, at: address) else { return [] }
        let targetAddress = self[target].address
        var uses: [Use] = []
        uses.reserveCapacity(64)
        // Names are resolved once per folder here too.
        var folder: (segment: IndexSegment, range: Range<Int>)?
        var known: [(name: [UInt8], isMeant: Bool)] = []
        for record in users(of: target) {
            let found = self[record]
            let range = found.segment.folderRange(found.number)
            let isSameFolder =
                folder.map { folder in
                    folder.segment === found.segment
                        && folder.segment.paths.bytes.withUnsafeBytes {
                            PathOrder.areEqual(in: $0, range, and: folder.range)
                        }
                } ?? false
            if !isSameFolder {
                folder = (found.segment, range)
                known.removeAll(keepingCapacity: true)
            }
            let first = uses.count
            var references = found.referenceCursor
            while let written = references.next() {
                guard (written.kind == .variable) == (kind == .variable) else { continue }
                let isMeant: Bool
                if let earlier = known.first(where: { references.isEqual(written.name, to: $0.name) }) {
                    isMeant = earlier.isMeant
                } else {
                    let name = references.text(written.name)
                    isMeant = resolve(name, kind: written.kind, from: found.address.folder) == target
                    known.append((Array(name.utf8), isMeant))
                }
                guard isMeant else { continue }
                let use = Use(
                    record: record,
                    reference: Reference(
                        kind: written.kind, target: targetAddress, module: references.text(written.module),
                        option: references.text(written.option)))
                if !uses[first...].contains(use) { uses.append(use) }
            }
        }
        return uses
    }

    /// Returns the records that use the name of a shared module or variable. A name may also refer to another
    /// record of that name.
    package func records(naming target: Int) -> [Int] {
        let record = self[target]
        return Array(
            records(naming: record.address, kind: record.kind, variables: record.details.variables))
    }

    /// Returns the same for a record that need not exist.
    ///
    /// - Parameter variables: the names that a variable's file declares.
    package func records(naming address: Address, kind: RecordKind, variables: [String]) -> Set<Int> {
        names(of: address, kind: kind, variables: variables).reduce(into: []) {
            $0.formUnion(records($1.key))
        }
    }

    /// A name that a file may use for a shared module or variable, in the form of a key.
    private struct Name {
        let kind: IndexKey
        let text: String

        var key: [UInt8] { kind.bytes(text.utf8) }
    }

    private func names(of address: Address, kind: RecordKind, variables: [String]) -> [Name] {
        switch kind {
        case .module:
            var path = Slug.nfc(address.path)[...]
            var names = [Name(kind: .absoluteModule, text: String(path))]
            while true {
                names.append(Name(kind: .module, text: String(path)))
                guard let slash = path.utf8.firstIndex(of: 0x2F) else { return names }
                path = path[path.utf8.index(after: slash)...]
            }
        case .variable: return Set(variables).map { Name(kind: .variable, text: $0) }
        default: return []
        }
    }

    /// Returns the record to which a name in a file of that folder refers.
    private func record(_ name: Name, from folder: Address) -> Int? {
        switch name.kind {
        case .variable: variable(name.text, from: folder)
        case .absoluteModule: record(.module, at: Address(unchecked: name.text))
        default: nearest(folder.outward.map { $0.appending(name.text) })
        }
    }

    /// Returns the record to which a reference in a file of that folder refers: the nearest one by the rule
    /// of "looking outward".
    private func resolve(_ name: String, kind: Reference.Kind, from folder: Address) -> Int? {
        if kind == .variable { return variable(name, from: folder) }
        return (try? Outward.candidates(for: name, from: folder)).flatMap(nearest)
    }

    private func nearest(_ candidates: [Address]) -> Int? {
        for candidate in candidates {
            if let found = record(.module, at: candidate) { return found }
        }
        return nil
    }

    private func variable(_ name: String, from folder: Address) -> Int? {
        guard Variable.isName(name, in: .newest) else { return nil }
        let candidates = records(IndexKey.declared.bytes(name.utf8))
        if candidates.isEmpty { return nil }
        let declaring = sortedByPath(candidates)
        for folder in folder.outward {
            if let found = declaring.first(where: { self[$0].address.folder == folder }) { return found }
        }
        return nil
    }

    /// Returns, for each record, the number of records that refer to it at least once; 0 for records that
    /// can't be referred to.
    package func userCounts() -> [Int] {
        var counts = [Int](repeating: 0, count: recordCount)
        for record in 0..<recordCount where isPresent(record) {
            var targets: Set<Int> = []
            let folder = self[record].address.folder
            for reference in self[record].references {
                if let target = resolve(reference.name, kind: reference.kind, from: folder) {
                    targets.insert(target)
                }
            }
            for target in targets { counts[target] += 1 }
        }
        return counts
    }
}

extension LibraryIndex {
    /// The addresses of all modules and variables.
    package var sharedAddresses: [Address] {
        (0..<recordCount).filter(isPresent).map { self[$0] }
            .filter { $0.kind == .module || $0.kind == .variable }.map(\.address)
    }

    /// Returns the records that declare the variable called `name`, or whose texts use it.
    package func records(havingVariable name: String) -> [Int] {
        records(IndexKey.own.bytes(name.utf8)) + records(IndexKey.variable.bytes(name.utf8))
    }
}

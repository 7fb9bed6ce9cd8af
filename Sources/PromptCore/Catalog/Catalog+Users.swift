extension Catalog {
    /// A record that refers to another, and through what.
    package struct Use: Sendable, Hashable {
        package let record: Int
        package let reference: Reference
    }

    /// Who refers to a shared module or variable, in the order of their paths, as ``ParsedFile/references(in:)`` finds it.
    ///
    /// Only records that name something of that name are looked at.
    package func uses(of address: Address, kind: RecordKind) -> [Use] {
        guard let target = record(kind, at: address) else { return [] }
        let place = self[target].address
        var uses: [Use] = []
        // The same name leads from one folder to the same record: a folder's prompts are asked once.
        var known: [Address: [String: Int?]] = [:]
        for record in sortedByPath(records(naming: target)) {
            var seen: Set<Reference> = []
            let folder = self[record].address.folder
            for written in self[record].references where (written.kind == .variable) == (kind == .variable) {
                let found: Int?
                if let earlier = known[folder]?[written.name] {
                    found = earlier
                } else {
                    found = resolve(written, in: record)
                    known[folder, default: [:]].updateValue(found, forKey: written.name)
                }
                guard found == target else { continue }
                let reference = Reference(
                    kind: written.kind, target: place, module: written.module, option: written.option)
                if seen.insert(reference).inserted { uses.append(Use(record: record, reference: reference)) }
            }
        }
        return uses
    }

    /// The records that name what a shared module or variable is called; what else has that name may be what they mean.
    package func records(naming target: Int) -> [Int] {
        let record = self[target]
        return Array(
            records(naming: record.address, record.kind, variables: record.details.variables))
    }

    /// The same for one that need not be there.
    ///
    /// - Parameter variables: the names that a variable's file declares.
    package func records(naming address: Address, _ kind: RecordKind, variables: [String]) -> Set<Int> {
        var found: Set<Int> = []
        switch kind {
        case .module:
            var path = Slug.nfc(address.path)[...]
            found.formUnion(records(CatalogKey.absoluteModule.bytes(path.utf8)))
            while true {
                found.formUnion(records(CatalogKey.module.bytes(path.utf8)))
                guard let slash = path.utf8.firstIndex(of: 0x2F) else { break }
                path = path[path.utf8.index(after: slash)...]
            }
        case .variable:
            for name in variables {
                found.formUnion(records(CatalogKey.variable.bytes(name.utf8)))
            }
        default: break
        }
        return found
    }

    /// What a reference of a record leads to: the nearest that there is, by the rule of "looking outward".
    func resolve(_ reference: CatalogReference, in record: Int) -> Int? {
        let folder = self[record].address.folder
        guard reference.kind != .variable else {
            guard Variable.isName(reference.name) else { return nil }
            let candidates = records(CatalogKey.declared.bytes(reference.name.utf8))
            if candidates.isEmpty { return nil }
            let declaring = sortedByPath(candidates)
            for folder in folder.outward {
                if let found = declaring.first(where: { self[$0].address.folder == folder }) { return found }
            }
            return nil
        }
        guard let candidates = try? Outward.candidates(for: reference.name, from: folder) else { return nil }
        for candidate in candidates {
            if let found = self.record(.module, at: candidate) { return found }
        }
        return nil
    }

    /// Every record's number of users: how many records refer to it at least once. 0 for those that can't be referred to.
    package func userCounts() -> [Int] {
        var counts = [Int](repeating: 0, count: recordCount)
        for record in 0..<recordCount where isPresent(record) {
            var targets: Set<Int> = []
            for reference in self[record].references {
                if let target = resolve(reference, in: record) { targets.insert(target) }
            }
            for target in targets { counts[target] += 1 }
        }
        return counts
    }
}

extension Catalog {
    /// The addresses of all modules and variables.
    package var sharedAddresses: [Address] {
        (0..<recordCount).filter(isPresent).map { self[$0] }
            .filter { $0.kind == .module || $0.kind == .variable }.map(\.address)
    }

    /// The records that declare the variable called `name`, or whose texts ask for it.
    package func records(havingVariable name: String) -> [Int] {
        records(CatalogKey.own.bytes(name.utf8)) + records(CatalogKey.variable.bytes(name.utf8))
    }
}

internal import Diagnostics
internal import PromptCore
internal import SafeFiles

/// A library before and after a change of structure. It finds the references that would resolve to other
/// files, rewrites them if a path can express the target, and then checks that every name resolves to the
/// same record as before.
struct Rearrangement: Sendable {
    /// The new state of a file.
    struct Slot: Sendable {
        var file: ParsedFile
        /// The index of the original file in `before`, also for a copy; `nil` for a file from elsewhere.
        var origin: Int?
        var isCopy = false
        /// The number of its references that were rewritten.
        var rewritten = 0
    }

    /// A name that would resolve to another record than before, or to none.
    struct Mismatch: Sendable {
        /// The file at its present location.
        let file: Contents.File
        let binding: Binding
    }

    let before: LibraryImage
    private(set) var slots: [Slot]
    private(set) var moved: [Contents.File: Address] = [:]
    private(set) var copied: [Contents.File: Address] = [:]
    private(set) var removed: Set<Contents.File> = []
    /// Files whose names may change their meaning.
    var exempt: Set<Contents.File> = []

    /// Indices of the slots by the present location of their files.
    private var indices: [Contents.File: Int] = [:]

    init(_ before: LibraryImage) {
        self.before = before
        slots = before.files.indices.map { Slot(file: before.files[$0], origin: $0) }
        for (index, slot) in slots.enumerated() { indices[slot.file.location] = index }
    }

    /// Moves each file to the address beside it.
    mutating func move(_ steps: [(file: Contents.File, target: Address)]) {
        // All are looked up first, because a file may take the path of another moved one.
        let found = steps.map { indices.removeValue(forKey: $0.file) }
        for (step, index) in zip(steps, found) {
            guard let index else { continue }
            moved[step.file] = step.target
            slots[index].file = slots[index].file.moved(to: step.target)
            indices[slots[index].file.location] = index
        }
    }

    /// Adds a copy, made by `change` from the file at `location`, at `address`.
    mutating func copy(
        _ location: Contents.File, to address: Address,
        by change: (ParsedFile) throws(StoreError) -> ParsedFile
    ) throws(StoreError) {
        guard let index = indices[location], let origin = slots[index].origin else { return }
        copied[location] = address
        slots.append(
            Slot(file: try change(before.files[origin]).moved(to: address), origin: origin, isCopy: true))
    }

    /// Removes the files at these locations.
    mutating func remove(_ locations: [Contents.File]) {
        if locations.isEmpty { return }
        removed.formUnion(locations)
        slots.removeAll { removed.contains($0.file.location) }
        indices = [:]
        for (index, slot) in slots.enumerated() { indices[slot.file.location] = index }
    }

    /// Adds a file that comes from elsewhere.
    mutating func add(_ file: ParsedFile) { slots.append(Slot(file: file, origin: nil)) }

    /// Edits the file at its new location, `location`.
    mutating func edit(
        _ location: Contents.File, by change: (ParsedFile) throws(AssignmentError) -> ParsedFile
    ) throws(StoreError) {
        guard let index = indices[location] else { return }
        do {
            slots[index].file = try change(slots[index].file)
        } catch {
            throw .refactoring(.edit(path: location.path, error))
        }
    }

    /// The library of the slots, for looking names up.
    var library: any Library {
        guard before.isWhole else { return before.library }
        // Sorted by path, which decides the order if two variables of a folder share a name.
        let shared = slots.map(\.file).filter { $0.kind == .module || $0.kind == .variable }
            .sorted { $0.source.name.utf8.lexicographicallyPrecedes($1.source.name.utf8) }
        return LoadedLibrary(shared, blocked: before.contents.problems)
    }

    /// Returns the acceptable targets after the change for a name that meant `target`, best first; empty if
    /// `target` is deleted.
    private func accepted(_ target: Address, kind: RecordKind, in slot: Slot) -> [Address] {
        let location = Contents.File(address: target, kind: kind)
        if slot.isCopy { return [copied[location], target].compactMap { $0 } }
        return removed.contains(location) ? [] : [moved[location] ?? target]
    }

    // MARK: References

    /// Gives each reference that would resolve to another file the shortest name of its old target.
    /// References without a target stay unchanged.
    mutating func rewriteReferences() throws(StoreError) {
        let after = library
        let this = self
        let edits = Parallel.map(count: slots.count) { this.edits(of: this.slots[$0], after) }
        var unnamed: [NamePlace] = []
        for index in edits.indices where !edits[index].isEmpty {
            let path = slots[index].file.source.name
            var names: [(reference: ReferenceLocation, name: String)] = []
            for (reference, name) in edits[index] {
                if let name {
                    names.append((reference, name))
                } else {
                    unnamed.append(NamePlace(name: reference.name, path: path))
                }
            }
            do {
                slots[index].file = try slots[index].file.renaming(names)
                slots[index].rewritten = names.count
            } catch {
                throw .refactoring(.references(path: path, error))
            }
        }
        if !unnamed.isEmpty { throw .refactoring(.unnamed(unnamed)) }
    }

    private func edits(of slot: Slot, _ after: any Library) -> [(reference: ReferenceLocation, name: String?)]
    {
        guard let origin = slot.origin, !exempt.contains(slot.file.location) else { return [] }
        let old = before.files[origin]
        return slot.file.moduleReferences.compactMap { reference in
            guard let target = reference.target(from: old.address.folder, in: before.library) else {
                return nil
            }
            let accepted = accepted(target, kind: .module, in: slot)
            guard let best = accepted.first else { return nil }
            let name = reference.name(
                of: best, accepting: accepted, from: slot.file.address.folder, in: after)
            return name == reference.name ? nil : (reference, name)
        }
    }

    // MARK: The safety net

    /// Returns every name that resolved to a record and would not resolve to the same one.
    func mismatches() -> [Mismatch] {
        let after = library
        return Parallel.map(count: slots.count) { index -> [Mismatch] in
            let slot = slots[index]
            guard let origin = slot.origin, !exempt.contains(slot.file.location) else { return [] }
            let old = before.files[origin].bindings(in: before.library)
            if old.isEmpty { return [] }
            let new = slot.file.bindings(in: after)
            return old.filter { binding in
                let targets = accepted(binding.target, kind: binding.targetKind, in: slot)
                if targets.isEmpty { return false }
                return !new.contains { found in
                    found.kind == binding.kind && found.index == binding.index
                        && targets.contains(found.target)
                        && (binding.kind != .variable
                            || found.name == binding.name
                                && isHome(found.home, of: binding, old: origin, in: slot))
                }
            }.map { Mismatch(file: before.files[origin].location, binding: $0) }
        }.flatMap { $0 }
    }

    /// Returns true if the text of `binding` is now at `home`.
    private func isHome(_ home: Address, of binding: Binding, old origin: Int, in slot: Slot) -> Bool {
        if binding.home == before.files[origin].address, home == slot.file.address { return true }
        return accepted(binding.home, kind: .module, in: slot).contains(home)
    }

    /// Refuses the change if a name would resolve to another record: this can only be a variable's name,
    /// which can't be written as a path.
    func check(_ rearranging: Rearranging) throws(StoreError) {
        let found = mismatches()
        guard let first = found.first else { return }
        var names: [NamePlace] = []
        for mismatch in found {
            let name = NamePlace(name: mismatch.binding.name, path: mismatch.file.path)
            if !names.contains(name) { names.append(name) }
        }
        throw .refactoring(
            .meanings(
                names, by: rearranging, target: first.binding.target,
                isVariable: first.binding.kind == .variable))
    }

    /// Returns the files that refer to any of `removed`, with the names, sorted by path.
    func users() -> [Mismatch] {
        Parallel.map(count: slots.count) { index -> [Mismatch] in
            let slot = slots[index]
            guard let origin = slot.origin else { return [] }
            return before.files[origin].bindings(in: before.library).filter {
                removed.contains(Contents.File(address: $0.target, kind: $0.targetKind))
            }.map { Mismatch(file: slot.file.location, binding: $0) }
        }.flatMap { $0 }
    }
}

extension Rearrangement {
    /// Refuses paths that another system could not store: paths that are taken, or differ from others in case
    /// or Unicode form only, and folders that are nested too deep.
    func checkPaths() throws(StoreError) {
        let new = slots.filter { slot in
            guard !slot.isCopy, let origin = slot.origin else { return true }
            return !before.files[origin].address.path.utf8.elementsEqual(slot.file.address.path.utf8)
        }.map(\.file)
        let limit = FolderScan.Limits().depth
        if let deep = new.first(where: { $0.address.folder.outward.count - 1 > limit }) {
            throw .refactoring(.tooDeep(path: deep.source.name, limit: limit))
        }
        // If only prompts are touched, the others are known by name alone.
        let gone = moved.keys.reduce(into: removed) { $0.insert($1) }
        var taken = before.contents.files.filter { !gone.contains($0) }
        var locations = Set(taken)
        for file in new {
            guard locations.insert(file.location).inserted else {
                throw .exists(kind: file.kind, address: file.address, file: file.address.file(file.kind))
            }
        }
        taken += new.map(\.location)
        let wanted = Set(new.flatMap { Rearrangement.paths(of: $0.location) }.map(Slug.foldingKey))
        let spellings = Rearrangement.spellings(taken, of: wanted)
        for file in new {
            for path in Rearrangement.paths(of: file.location) {
                let twin = spellings[Slug.foldingKey(path)]?.first { !$0.utf8.elementsEqual(path.utf8) }
                guard let twin else { continue }
                throw .refactoring(.sameName(path: path, other: twin))
            }
        }
    }

    /// Returns the file's path, and that of each folder above it.
    private static func paths(of file: Contents.File) -> [String] {
        let folder = file.kind == .folder ? file.address : file.address.folder
        return [file.path] + folder.outward.filter { !$0.path.isEmpty }.map { "prompts/" + $0.path }
    }

    /// Returns the spellings of each path, by the form used for comparison; only those with a form in
    /// `wanted`.
    private static func spellings(_ files: [Contents.File], of wanted: Set<String>) -> [String: [String]] {
        var found: [String: [String]] = [:]
        var lastFolder: Address?
        for file in files {
            // Files of one folder are consecutive, so its path is examined once.
            let isSame =
                file.kind != .folder
                && lastFolder?.path.utf8.elementsEqual(file.address.folder.path.utf8) == true
            lastFolder = file.kind == .folder ? nil : file.address.folder
            for path in isSame ? [file.path] : paths(of: file) {
                let key = Slug.foldingKey(path)
                guard wanted.contains(key),
                    found[key]?.contains(where: { $0.utf8.elementsEqual(path.utf8) }) != true
                else { continue }
                found[key, default: []].append(path)
            }
        }
        return found
    }
}

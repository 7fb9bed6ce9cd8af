package import PromptCore

/// Builds a segment from parsed files, which must be appended in the order of their paths.
package struct SegmentBuilder {
    private var writer: SegmentWriter
    private var keys = KeyTable()
    private var events: [Event] = []
    private let hasKeys: Bool

    /// One occurrence of a key in one field of a record.
    private struct Event {
        let key: UInt32
        let record: UInt32
        let bit: UInt8
        var count: UInt16
    }

    private static let noField: UInt8 = 0xFF

    /// - Parameter sections: the sections that are needed; the others stay empty.
    package init(_ header: SegmentHeader, sections: Set<SegmentSection> = SegmentSection.all) {
        writer = SegmentWriter(header, sections: sections)
        hasKeys = sections.contains(.postings)
    }

    /// Appends a file, whose path must come after all paths before it.
    package mutating func append(_ entry: IndexedFile) {
        let record = writer.count
        var counts = [Int](repeating: 0, count: SearchField.allCases.count)
        for text in entry.texts {
            let bit = UInt8(FieldBits.bit(text.field))
            var count = 0
            var string = text.text
            string.withUTF8 { bytes in
                SearchTokenizer.tokenize(bytes) { word, _ in
                    add(
                        keys.number(kind: IndexKey.word.rawValue, text: UnsafeRawBufferPointer(word)),
                        to: record, bit: bit)
                    count += 1
                }
            }
            counts[Int(text.field.rawValue)] += count
        }
        if hasKeys { addKeys(of: entry, to: record) }
        writer.append(entry, wordCounts: counts)
    }

    /// Adds the keys of tags, references and variables.
    private mutating func addKeys(of entry: IndexedFile, to record: Int) {
        for tag in entry.tags { add(IndexKey.tag.bytes(Slug.foldingKey(tag).utf8), to: record) }
        for reference in entry.references {
            if let key = reference.key { add(key, to: record) }
        }
        for name in entry.variables {
            add(IndexKey.own.bytes(name.utf8), to: record)
            if entry.kind == .variable { add(IndexKey.declared.bytes(name.utf8), to: record) }
        }
    }

    private mutating func add(_ key: [UInt8], to record: Int) {
        let number = key.withUnsafeBytes { key in
            keys.number(kind: key.first ?? 0, text: UnsafeRawBufferPointer(rebasing: key.dropFirst()))
        }
        add(number, to: record, bit: Self.noField)
    }

    private mutating func add(_ key: Int, to record: Int, bit: UInt8) {
        let last = keys.lastEvent[key]
        if last >= 0, events[last].record == record, events[last].bit == bit {
            if bit != Self.noField, events[last].count < .max { events[last].count += 1 }
            return
        }
        keys.lastEvent[key] = events.count
        events.append(Event(key: UInt32(key), record: UInt32(record), bit: bit, count: 1))
    }

    /// Returns the segment of all appended files.
    package consuming func finish() -> IndexSegment {
        let (ranks, sorted) = keys.sorted()
        var starts = [Int](repeating: 0, count: sorted.count + 1)
        for event in events { starts[ranks[Int(event.key)] + 1] += 1 }
        for key in 0..<sorted.count { starts[key + 1] += starts[key] }
        var ends = starts
        var order = [Int32](repeating: 0, count: events.count)
        for (index, event) in events.enumerated() {
            let rank = ranks[Int(event.key)]
            order[ends[rank]] = Int32(index)
            ends[rank] += 1
        }
        var postings = PostingWriter()
        var counts = [Int](repeating: 0, count: 16)
        for (rank, key) in sorted.enumerated() {
            postings.begin(keys.bytes(key))
            var index = starts[rank]
            let end = starts[rank + 1]
            while index < end {
                let record = events[Int(order[index])].record
                var mask = 0
                var isPlain = true
                while index < end, events[Int(order[index])].record == record {
                    let event = events[Int(order[index])]
                    index += 1
                    if event.bit == Self.noField { continue }
                    let isFirst = mask & 1 << Int(event.bit) == 0
                    counts[Int(event.bit)] = Int(event.count) + (isFirst ? 0 : counts[Int(event.bit)])
                    mask |= 1 << Int(event.bit)
                    if counts[Int(event.bit)] != 1 { isPlain = false }
                }
                let given = isPlain ? [] : (0..<16).filter { mask & 1 << $0 != 0 }.map { counts[$0] }
                postings.add(Int(record), mask: mask, counts: given)
            }
        }
        postings.finish()
        return writer.finish(postings, gone: [])
    }
}

/// Numbers keys in the order in which they are added.
struct KeyTable {
    private var slots: [UInt32] = [UInt32](repeating: 0, count: 1 << 12)
    private var heap: [UInt8] = []
    private var starts: [Int] = [0]
    private var hashes: [UInt64] = []
    /// For each key, the index of the last event with it, for callers that count; -1 at first.
    var lastEvent: [Int] = []

    var count: Int { hashes.count }

    func bytes(_ key: Int) -> ArraySlice<UInt8> { heap[starts[key]..<starts[key + 1]] }

    /// Returns the number of a key of that kind.
    mutating func number(kind: UInt8, text: UnsafeRawBufferPointer) -> Int {
        let hash = SegmentHash.key(text) &+ UInt64(kind) &* 0x9E37_79B9_7F4A_7C15
        var slot = Int(truncatingIfNeeded: hash &>> 7) & (slots.count - 1)
        while slots[slot] != 0 {
            let key = Int(slots[slot]) - 1
            if hashes[key] == hash, holds(key, kind: kind, text: text) { return key }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = UInt32(count + 1)
        hashes.append(hash)
        heap.append(kind)
        heap.append(contentsOf: text)
        starts.append(heap.count)
        lastEvent.append(-1)
        if count * 2 > slots.count { grow() }
        return count - 1
    }

    @inline(__always)
    private func holds(_ key: Int, kind: UInt8, text: UnsafeRawBufferPointer) -> Bool {
        let start = starts[key]
        guard starts[key + 1] - start == text.count + 1, heap[start] == kind else { return false }
        return heap.withUnsafeBytes { heap in
            let known = UnsafeRawBufferPointer(rebasing: heap[start + 1..<start + 1 + text.count])
            return PathOrder.compare(known, text) == 0
        }
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for (key, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash &>> 7) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(key + 1)
        }
    }

    /// Returns the keys sorted by their bytes, and the rank of each key.
    func sorted() -> (ranks: [Int], keys: [Int]) {
        let keys = heap.withUnsafeBytes { heap in
            (0..<count).sorted {
                PathOrder.compare(
                    UnsafeRawBufferPointer(rebasing: heap[starts[$0]..<starts[$0 + 1]]),
                    UnsafeRawBufferPointer(rebasing: heap[starts[$1]..<starts[$1 + 1]])) < 0
            }
        }
        var ranks = [Int](repeating: 0, count: count)
        for (rank, key) in keys.enumerated() { ranks[key] = rank }
        return (ranks, keys)
    }
}

/// The data that an index keeps of one file.
package struct IndexedFile: Sendable {
    package let address: Address
    package let kind: RecordKind
    package var stamp: FileStamp
    var id: RecordID?
    var name: String?
    var summary: String?
    var tags: [String] = []
    var createdAt: String?
    var createdBy: String?
    /// True if the file can't be read as a record.
    var isBroken: Bool
    /// The names of the variables that the file declares.
    var variables: [String] = []
    var references: [IndexedReference] = []
    /// The texts to search.
    var texts: [SearchText] = []

    /// - Parameters:
    ///   - stamp: the file's stamp from before it was read.
    ///   - sections: the sections that are needed; what only the others need is left out.
    package init(_ file: ParsedFile, stamp: FileStamp, for sections: Set<SegmentSection>) {
        let header = file.record?.header
        address = file.address
        kind = file.kind
        self.stamp = stamp
        id = header?.id?.value
        name = header?.name?.value
        summary = header?.description
        tags = header?.tags.map(\.value) ?? []
        createdAt = header?.createdAt
        createdBy = header?.createdBy
        isBroken = file.record == nil
        if !sections.isDisjoint(with: [.references, .postings]) {
            references = IndexedReference.all(in: file)
        }
        if sections.contains(.lengths) { texts = file.searchTexts }
        variables =
            switch file.record {
            case .prompt(let prompt)?:
                (prompt.variables + prompt.modules.flatMap(\.variables)).map(\.name.value)
            case .module(let module)?: module.variables.map(\.name.value)
            case .variable(let variable)?: [variable.name.value]
            default: []
            }
    }
}

/// A reference to another file, as written; its target depends on the other files.
struct IndexedReference: Sendable, Hashable {
    var kind: Reference.Kind
    var name: String
    /// See ``Reference``.
    var module: String
    var option: String

    /// Returns the references of a file, in the order of ``ParsedFile/references(in:)``; each once per module
    /// and option.
    static func all(in file: ParsedFile) -> [IndexedReference] {
        var found: [IndexedReference] = []
        let partials = file.record?.partials ?? []
        let partialNames = Set(partials.map(\.name.value))
        func addReferences(in text: String, module: String, option: String, own: Set<String>) {
            var seen: Set<IndexedReference> = []
            for reference in Template(text, format: file.format).references {
                var named = IndexedReference(
                    kind: .partial, name: reference.name, module: module, option: option)
                if reference.kind == .partial {
                    if partialNames.contains(reference.name) { continue }
                } else {
                    guard let name = reference.name.split(separator: ".").first.map(String.init),
                        !own.contains(name)
                    else { continue }
                    named.kind = .variable
                    named.name = name
                }
                if seen.insert(named).inserted { found.append(named) }
            }
        }
        func addReferences(in options: [ModuleOption], syntax: Syntax, module: String, own: Set<String>) {
            if syntax == .none { return }
            for option in options {
                guard let text = option.content?.text else { continue }
                addReferences(in: text, module: module, option: option.handle, own: own)
            }
        }
        /// Adds the references in the texts under `partials:`.
        func addReferencesInPartials(syntax: Syntax, own: Set<String>) {
            for partial in partials where (partial.syntax ?? syntax) == .mustache {
                guard let text = partial.content?.text else { continue }
                addReferences(in: text, module: "partials", option: partial.name.value, own: own)
            }
        }
        switch file.record {
        case .prompt(let prompt)?:
            let own = Set(prompt.variables.map(\.name.value))
            for module in prompt.modules {
                guard case .use(let target, _) = module.body else { continue }
                found.append(
                    IndexedReference(kind: .use, name: target.value, module: module.handle, option: ""))
            }
            for module in prompt.modules {
                addReferences(
                    in: module.options, syntax: module.syntax ?? prompt.syntax, module: module.handle,
                    own: own)
            }
            addReferencesInPartials(syntax: prompt.syntax, own: own)
        case .module(let module)?:
            if case .use(let target, _) = module.body {
                found.append(IndexedReference(kind: .use, name: target.value, module: "", option: ""))
            }
            let own = Set(module.variables.map(\.name.value))
            addReferences(in: module.options, syntax: module.syntax ?? .mustache, module: "", own: own)
            addReferencesInPartials(syntax: module.syntax ?? .mustache, own: own)
        default: break
        }
        return found
    }

    /// The key under which an index finds the files with this reference; `nil` if the name can't be valid.
    var key: [UInt8]? {
        guard kind != .variable else { return IndexKey.variable.bytes(name.utf8) }
        guard let target = try? Address(validating: name) else { return nil }
        let key: IndexKey = name.hasPrefix("/") ? .absoluteModule : .module
        return key.bytes(target.path.utf8)
    }
}

/// The properties that identify one state of a file without reading it, as in Git's index.
///
/// Equal stamps mean equal bytes, unless the file was written again within the resolution of the clock. So a
/// cache must read a file again if its times are as young as the cache.
public struct FileStamp: Sendable, Hashable {
    /// Size in bytes; -1 for a file that could not be examined, which counts as missing.
    public let size: Int64
    /// Last change of the content, in nanoseconds since 1970-01-01T00:00:00Z.
    public let modified: Int64
    /// Last change of content, link count or permissions, in the same unit.
    public let changed: Int64
    /// The inode number.
    public let inode: UInt64
    /// The device number.
    public let device: UInt64

    /// Creates a stamp from its parts.
    public init(size: Int64, modified: Int64, changed: Int64, inode: UInt64, device: UInt64) {
        self.size = size
        self.modified = modified
        self.changed = changed
        self.inode = inode
        self.device = device
    }

    /// The stamp of a file that must be read again.
    package static let none = FileStamp(size: -1, modified: 0, changed: 0, inode: 0, device: 0)
}

public import PromptCore

/// One record of an index. Each property is read from the index's bytes on access.
public struct IndexedRecord: Sendable {
    let segment: IndexSegment
    let number: Int

    /// The kind of the record.
    public var kind: RecordKind { segment.kind(number) }
    /// Its `id:`; `nil` if the file has none.
    public var id: RecordID? { segment.id(number) }
    package var stamp: FileStamp { segment.stamp(number) }
    /// True if the file can't be read as a record.
    public var isBroken: Bool { has(SegmentRow.isBroken) }
    /// Its address.
    public var address: Address {
        Address(unchecked: segment.paths.text(segment.addressRange(number)))
    }
    /// Its path, relative to the store.
    public var path: String { segment.paths.text(segment.pathRange(number)) }
    /// The name in the file; `nil` if it has none.
    public var givenName: String? {
        guard has(SegmentRow.hasName) else { return nil }
        return segment.names.text(segment.range(of: number, column: SegmentRow.name, in: segment.names))
    }

    /// The other data that lists show.
    package var details: Details {
        let bytes = segment.section(.details)
        var cursor = SegmentCursor(
            bytes, in: segment.range(of: number, column: SegmentRow.details, in: bytes))
        var details = Details()
        if has(SegmentRow.hasSummary) { details.summary = cursor.text() }
        if has(SegmentRow.hasCreatedAt) { details.createdAt = cursor.text() }
        if has(SegmentRow.hasCreatedBy) { details.createdBy = cursor.text() }
        details.tags = IndexedRecord.list(&cursor)
        details.variables = IndexedRecord.list(&cursor)
        return details
    }

    package struct Details: Sendable, Hashable {
        package var summary: String?
        package var createdAt: String?
        package var createdBy: String?
        package var tags: [String] = []
        /// The names of the variables that the file declares.
        package var variables: [String] = []
    }

    /// The references in the file, as written.
    var references: [IndexedReference] {
        var found: [IndexedReference] = []
        var cursor = referenceCursor
        while let written = cursor.next() {
            found.append(
                IndexedReference(
                    kind: written.kind, name: cursor.text(written.name), module: cursor.text(written.module),
                    option: cursor.text(written.option)))
        }
        return found
    }

    /// A cursor over the same references, for callers that need only a few.
    var referenceCursor: IndexedReferenceCursor {
        let bytes = segment.section(.references)
        return IndexedReferenceCursor(
            bytes, in: segment.range(of: number, column: SegmentRow.references, in: bytes))
    }

    private func has(_ flag: Int) -> Bool { segment.flags(number) & flag != 0 }

    private static func list(_ cursor: inout SegmentCursor) -> [String] {
        var list: [String] = []
        for _ in 0..<cursor.number() {
            if cursor.isAtEnd { break }
            list.append(cursor.text())
        }
        return list
    }

    /// True if the record is in a folder or below it; also for the folder's own file.
    package func lies(in folder: Address) -> Bool {
        if folder.path.isEmpty { return true }
        return withAddress { address in
            guard address.count >= folder.path.utf8.count, address.starts(with: folder.path.utf8) else {
                return false
            }
            let isSame = address.count == folder.path.utf8.count
            return isSame ? kind == .folder : address[folder.path.utf8.count] == 0x2F
        }
    }

    /// Calls `body` with the record's name as bytes; if it has none, with the last part of the address. For
    /// output of many records.
    package func withName<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        if has(SegmentRow.hasName) {
            let range = segment.range(of: number, column: SegmentRow.name, in: segment.names)
            return segment.names.bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
        }
        let address = segment.addressRange(number)
        return segment.paths.bytes.withUnsafeBytes { paths in
            var start = address.upperBound
            while start > address.lowerBound, paths[start - 1] != 0x2F { start -= 1 }
            return body(UnsafeRawBufferPointer(rebasing: paths[start..<address.upperBound]))
        }
    }

    /// Calls `body` with the record's address as bytes. For loops over many records.
    public func withAddress<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        segment.paths.bytes.withUnsafeBytes {
            body(UnsafeRawBufferPointer(rebasing: $0[segment.addressRange(number)]))
        }
    }
}

/// Iterates over the references of a file.
struct IndexedReferenceCursor {
    /// The texts are ranges in the section.
    struct Written {
        let kind: Reference.Kind
        let name: Range<Int>
        let module: Range<Int>
        let option: Range<Int>
    }

    private let bytes: SegmentBytes
    private var cursor: SegmentCursor
    private var left: Int

    init(_ bytes: SegmentBytes, in range: Range<Int>) {
        self.bytes = bytes
        cursor = SegmentCursor(bytes, in: range)
        left = cursor.number()
    }

    mutating func next() -> Written? {
        guard left > 0, !cursor.isAtEnd else { return nil }
        left -= 1
        let kind = Reference.Kind(segmentCode: UInt8(truncatingIfNeeded: cursor.number()))
        return Written(kind: kind, name: cursor.range(), module: cursor.range(), option: cursor.range())
    }

    func text(_ range: Range<Int>) -> String { bytes.text(range) }

    func isEqual(_ range: Range<Int>, to other: [UInt8]) -> Bool {
        range.count == other.count
            && bytes.bytes.withUnsafeBytes { all in
                other.withUnsafeBytes {
                    PathOrder.compare(UnsafeRawBufferPointer(rebasing: all[range]), $0) == 0
                }
            }
    }
}

/// The bytes of one word while it is read. They are on the stack, so that a word costs no allocation.
struct WordBuffer {
    private let memory: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    /// Twice the longest word and the longest folding of one letter.
    private static let capacity = 256

    /// Passes two empty buffers to `body`.
    static func withTwo(_ body: (WordBuffer, WordBuffer) -> Void) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * capacity) { memory in
            body(
                WordBuffer(memory: UnsafeMutableBufferPointer(rebasing: memory[..<capacity])),
                WordBuffer(memory: UnsafeMutableBufferPointer(rebasing: memory[capacity...])))
        }
    }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: memory[..<count]) }
    var isEmpty: Bool { count == 0 }
    /// True if the word takes no more letters.
    var isFull: Bool { count >= SearchTokenizer.longest }

    mutating func removeAll() { count = 0 }

    mutating func removeLast(to length: Int) { count = min(count, length) }

    mutating func removeFirst(_ length: Int) {
        let rest = max(0, count - length)
        for index in 0..<rest { memory[index] = memory[index + length] }
        count = rest
    }

    /// Appends a byte; bytes beyond the capacity are dropped.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        guard count < Self.capacity else { return }
        memory[count] = byte
        count += 1
    }

    mutating func append(contentsOf bytes: some Sequence<UInt8>) {
        for byte in bytes { append(byte) }
    }

    /// Appends a scalar as UTF-8.
    @inline(__always)
    mutating func append(_ scalar: UInt32) {
        switch scalar {
        case 0..<0x80: append(UInt8(scalar))
        case 0x80..<0x800:
            append(0xC0 | UInt8(scalar >> 6))
            append(0x80 | UInt8(scalar & 63))
        case 0x800..<0x1_0000:
            append(0xE0 | UInt8(scalar >> 12))
            append(0x80 | UInt8(scalar >> 6 & 63))
            append(0x80 | UInt8(scalar & 63))
        default:
            append(0xF0 | UInt8(scalar >> 18 & 7))
            append(0x80 | UInt8(scalar >> 12 & 63))
            append(0x80 | UInt8(scalar >> 6 & 63))
            append(0x80 | UInt8(scalar & 63))
        }
    }
}

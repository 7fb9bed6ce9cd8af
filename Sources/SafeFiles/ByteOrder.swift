internal import Glibc

/// The order of bytes, as `memcmp(3)` has it and paths are sorted.
public enum ByteOrder {
    /// Below 0 where `left` comes first, 0 where they are the same.
    public static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
        if let one = left.baseAddress, let other = right.baseAddress {
            let order = memcmp(one, other, min(left.count, right.count))
            if order != 0 { return Int(order) }
        }
        return left.count - right.count
    }
}

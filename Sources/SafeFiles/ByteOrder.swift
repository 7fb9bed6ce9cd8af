internal import Glibc

/// The order of bytes of `memcmp(3)`, by which paths are sorted.
public enum ByteOrder {
    /// Returns a number below 0 if `left` comes first, 0 if they are equal.
    public static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
        if let one = left.baseAddress, let other = right.baseAddress {
            let order = memcmp(one, other, min(left.count, right.count))
            if order != 0 { return Int(order) }
        }
        return left.count - right.count
    }
}

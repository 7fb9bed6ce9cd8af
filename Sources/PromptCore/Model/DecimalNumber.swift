/// An exact decimal number: `significand × 10^-scale`. It has no binary rounding, so `step: 0.1` means one
/// tenth.
public struct DecimalNumber: Sendable, Hashable, Comparable {
    /// The number as written, which is also the text that is inserted.
    public let text: String
    private let significand: Int128
    private let scale: Int

    /// Maximum number of digits before or after the point, so that every comparison fits 128 bits.
    public static let maxDigits = 18

    /// Reads `-12`, `+0.50`, `.5`, without exponents or separators. Returns `nil` for any other text, and if
    /// there are more than ``maxDigits`` digits before or after the point.
    public init?(_ text: String) {
        var value: Int128 = 0
        var scale = 0
        var whole = 0
        var seenPoint = false
        var negative = false
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case 0x2D where index == 0: negative = true
            case 0x2B where index == 0: break
            case 0x2E where !seenPoint: seenPoint = true
            case 0x30...0x39:
                if seenPoint { scale += 1 } else if value != 0 || byte != 0x30 { whole += 1 }
                guard whole <= DecimalNumber.maxDigits, scale <= DecimalNumber.maxDigits else { return nil }
                value = value * 10 + Int128(byte - 0x30)
            default: return nil
            }
        }
        guard text.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 }), text.utf8.last != 0x2E else {
            return nil
        }
        while scale > 0, value % 10 == 0 {
            value /= 10
            scale -= 1
        }
        self.text = text
        significand = negative ? -value : value
        self.scale = scale
    }

    /// Compares values: `1.50` equals `1.5`.
    public static func == (left: DecimalNumber, right: DecimalNumber) -> Bool {
        left.significand == right.significand && left.scale == right.scale
    }

    /// Hashes the parts that `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(significand)
        hasher.combine(scale)
    }

    /// Compares values exactly, also if the scales differ.
    public static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
        let (a, b) = align(left, right)
        return a < b
    }

    /// True if `self` is `base` plus an integer multiple of `step`. A step of zero allows every number.
    public func isStep(_ step: DecimalNumber, from base: DecimalNumber?) -> Bool {
        guard step.significand != 0 else { return true }
        let scale = max(self.scale, step.scale, base?.scale ?? 0)
        let offset = scaled(to: scale) - (base?.scaled(to: scale) ?? 0)
        return offset % step.scaled(to: scale) == 0
    }

    /// True if the number is greater than 0.
    public var isPositive: Bool { significand > 0 }

    private func scaled(to target: Int) -> Int128 {
        var value = significand
        for _ in scale..<max(scale, target) { value *= 10 }
        return value
    }

    private static func align(_ left: DecimalNumber, _ right: DecimalNumber) -> (Int128, Int128) {
        let scale = max(left.scale, right.scale)
        return (left.scaled(to: scale), right.scaled(to: scale))
    }
}

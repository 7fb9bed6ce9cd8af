/// Bech32 of BIP 173 without its length limit. age writes recipients and identities in it.
enum Bech32 {
    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

    /// Returns the text of `bytes` with the prefix `prefix`, all in lower case.
    static func encode(prefix: String, bytes: some Collection<UInt8>) -> [UInt8] {
        var values = regroup(bytes, from: 8, to: 5)
        defer { values.wipe() }
        let name = Array(prefix.utf8)
        var sum = expanded(name) + values + [UInt8](repeating: 0, count: 6)
        let check = polymod(sum) ^ 1
        sum.wipe()
        var text = name + [0x31]
        text += values.map { alphabet[Int($0)] }
        text += (0..<6).map { alphabet[Int(check >> (5 * (5 - $0)) & 31)] }
        return text
    }

    /// Returns the bytes after `prefix` (in lower case), or the reason why the text is refused. The text may
    /// be all upper or all lower case.
    static func decode(
        _ text: some Collection<UInt8>, prefix: String
    ) -> Result<[UInt8], Refusal> {
        let isUpper = text.contains { 0x41...0x5A ~= $0 }
        if isUpper, text.contains(where: { 0x61...0x7A ~= $0 }) { return .failure(.mixedCase) }
        var lower = text.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
        defer { lower.wipe() }
        guard lower.allSatisfy({ 33...126 ~= $0 }) else { return .failure(.character) }
        guard let mark = lower.lastIndex(of: 0x31), lower[..<mark].elementsEqual(prefix.utf8) else {
            return .failure(.prefix)
        }
        var values: [UInt8] = []
        defer { values.wipe() }
        for byte in lower[(mark + 1)...] {
            guard let value = alphabet.firstIndex(of: byte) else { return .failure(.character) }
            values.append(UInt8(value))
        }
        guard values.count >= 6 else { return .failure(.length) }
        var sum = expanded(Array(prefix.utf8)) + values
        defer { sum.wipe() }
        guard polymod(sum) == 1 else { return .failure(.checksum) }
        values.removeLast(6)
        // At most four bits may be left over, and they must be zero.
        let rest = values.count * 5 % 8
        guard rest < 5, values.last.map({ $0 & (1 << rest - 1) == 0 }) ?? true else {
            return .failure(.length)
        }
        return .success(regroup(values, from: 5, to: 8))
    }

    /// The reason why a text is no Bech32 with the expected prefix.
    enum Refusal: String, Error {
        case mixedCase = "upper and lower case are mixed"
        case character = "it contains a character that is not allowed"
        case prefix = "it has the wrong prefix"
        case length = "it has the wrong length"
        case checksum = "its checksum is wrong (a typing mistake?)"
    }

    /// Regroups bits into units of another size. If units become bytes, left-over bits are dropped; if bytes
    /// become units, the last unit is filled with zeros.
    private static func regroup(_ values: some Collection<UInt8>, from: UInt32, to: UInt32) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(values.count * Int(from) / Int(to) + 1)
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for value in values {
            bits = (bits << from | UInt32(value)) & 0xFFFF
            count += from
            while count >= to {
                count -= to
                result.append(UInt8(bits >> count & (1 << to - 1)))
            }
        }
        if to < from, count > 0 { result.append(UInt8(bits << (to - count) & (1 << to - 1))) }
        return result
    }

    private static func expanded(_ name: [UInt8]) -> [UInt8] {
        name.map { $0 >> 5 } + [0] + name.map { $0 & 31 }
    }

    private static func polymod(_ values: [UInt8]) -> UInt32 {
        let generator: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
        var sum: UInt32 = 1
        for value in values {
            let top = sum >> 25
            sum = (sum & 0x1FF_FFFF) << 5 ^ UInt32(value)
            for (index, term) in generator.enumerated() where top >> index & 1 == 1 { sum ^= term }
        }
        return sum
    }
}

import Diagnostics

/// A text with ranges marked by keycap digits: `1️⃣` is the start of the first and `2️⃣` its end, `3️⃣` and
/// `4️⃣` are around the second, up to `9️⃣`. The marks are no part of the text. A start without an end marks
/// an empty range.
///
/// Lines and columns are computed here independently, from 1, with columns in Unicode scalars and without the
/// byte-order mark, so that a test does not rely on the code it checks.
struct MarkedSource {
    struct Place: Equatable, CustomStringConvertible {
        var offset = 0
        var line = 1
        var column = 1

        var description: String { "\(line):\(column)" }
    }

    let bytes: [UInt8]
    /// In the order of their digits.
    let places: [(start: Place, end: Place)]

    /// - Parameter replacing: scalars that represent bytes which no string can contain.
    init(_ marked: String, replacing: [Unicode.Scalar: [UInt8]] = [:]) {
        var bytes: [UInt8] = []
        var found: [Int: Place] = [:]
        var here = Place()
        let scalars = Array(marked.unicodeScalars)
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if index + 2 < scalars.count, scalars[index + 1] == "\u{FE0F}", scalars[index + 2] == "\u{20E3}" {
                here.offset = bytes.count
                found[Int(scalar.value) - 0x30] = here
                index += 3
                continue
            }
            bytes += replacing[scalar] ?? Array(String(scalar).utf8)
            let isLineEnd =
                scalar == "\n" || scalar == "\r" && (index + 1 == scalars.count || scalars[index + 1] != "\n")
            if isLineEnd {
                here.line += 1
                here.column = 1
            } else if !(scalar == "\u{FEFF}" && index == 0) {
                here.column += 1
            }
            index += 1
        }
        self.bytes = bytes
        places = stride(from: 1, through: 9, by: 2).compactMap { digit in
            found[digit].map { ($0, found[digit + 1] ?? $0) }
        }
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The byte ranges.
    var ranges: [Range<Int>] { places.map { $0.start.offset..<$0.end.offset } }
}

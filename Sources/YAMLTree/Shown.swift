/// Returns a piece of text for a message: on one line and at most 60 characters long.
func shown(_ bytes: some Sequence<UInt8>) -> String {
    let limit = 60
    // Enough bytes for the limit, without decoding all of a large file.
    let head = Array(bytes.lazy.prefix(limit * 4 + 1))
    var text = String.UnicodeScalarView()
    for scalar in String(decoding: head, as: UTF8.self).unicodeScalars.prefix(limit + 1) {
        guard text.count < limit else { return String(text) + "…" }
        let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028
        text.append(isControl || scalar.value == 0x2029 ? " " : scalar)
    }
    return String(text)
}

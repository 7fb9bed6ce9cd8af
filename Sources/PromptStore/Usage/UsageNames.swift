public import PromptCore

/// A prompt as usage events name it.
public struct UsagePrompt: Sendable, Hashable {
    /// `nil` where its file had no id when it was used.
    public let id: RecordID?
    /// Where it was when it was last used.
    public internal(set) var address: String
    /// When that was, in seconds since 1970-01-01T00:00:00Z.
    var addressAt: Int64

    public static func == (left: UsagePrompt, right: UsagePrompt) -> Bool {
        left.id == right.id && (left.id != nil || left.address == right.address)
    }

    public func hash(into hasher: inout Hasher) {
        if let id { hasher.combine(id) } else { hasher.combine(address) }
    }
}

/// The prompts, users and actions of many events, each kept once and known by its number.
struct UsageNames: Sendable {
    private(set) var prompts: [UsagePrompt] = []
    private(set) var users = Texts()
    private(set) var actions = Texts()
    private var places: [UsagePrompt: Int32] = [:]

    /// Texts and their numbers.
    struct Texts: Sendable {
        private(set) var all: [String] = []
        private var places: [String: Int32] = [:]
        /// The last one asked for, as it stood in its file: the next is mostly the same.
        private var last: (bytes: [UInt8], place: Int32) = ([], -1)

        mutating func place(of text: String) -> Int32 {
            if let known = places[text] { return known }
            let place = Int32(truncatingIfNeeded: all.count)
            all.append(text)
            places[text] = place
            return place
        }

        mutating func place(ofJSON bytes: UnsafeRawBufferPointer) -> Int32 {
            if last.place >= 0, last.bytes.elementsEqual(bytes) { return last.place }
            let place = place(of: UsageNames.text(bytes))
            last = (Array(bytes), place)
            return place
        }
    }

    /// The number of a prompt; where it is known already, the newer address stays.
    mutating func place(of prompt: UsagePrompt) -> Int32 {
        if let known = places[prompt] {
            if prompt.addressAt > prompts[Int(known)].addressAt, !prompt.address.isEmpty {
                prompts[Int(known)].address = prompt.address
                prompts[Int(known)].addressAt = prompt.addressAt
            }
            return known
        }
        let place = Int32(truncatingIfNeeded: prompts.count)
        prompts.append(prompt)
        places[prompt] = place
        return place
    }

    mutating func place(ofUser user: String) -> Int32 { users.place(of: user) }
    mutating func place(ofAction action: String) -> Int32 { actions.place(of: action) }
    mutating func place(ofUser user: UnsafeRawBufferPointer) -> Int32 { users.place(ofJSON: user) }
    mutating func place(ofAction action: UnsafeRawBufferPointer) -> Int32 { actions.place(ofJSON: action) }

    /// What stands between the quotes of a JSON string.
    static func text(_ bytes: UnsafeRawBufferPointer) -> String {
        guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
        var text = String.UnicodeScalarView()
        var units: [UInt16] = []
        func flush() {
            text.append(contentsOf: String(decoding: units, as: UTF16.self).unicodeScalars)
            units = []
        }
        var next = bytes.startIndex
        while next < bytes.endIndex {
            guard bytes[next] == UInt8(ascii: "\\"), next + 1 < bytes.endIndex else {
                flush()
                let end = bytes[next...].dropFirst().firstIndex(of: UInt8(ascii: "\\")) ?? bytes.endIndex
                text.append(contentsOf: String(decoding: bytes[next..<end], as: UTF8.self).unicodeScalars)
                next = end
                continue
            }
            let letter = bytes[next + 1]
            next += 2
            if letter == UInt8(ascii: "u"), next + 4 <= bytes.endIndex,
                let unit = UInt16(String(decoding: bytes[next..<next + 4], as: UTF8.self), radix: 16)
            {
                units.append(unit)
                next += 4
                continue
            }
            flush()
            let known: [UInt8: Unicode.Scalar] = [
                UInt8(ascii: "n"): "\n", UInt8(ascii: "t"): "\t", UInt8(ascii: "r"): "\r",
                UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "f"): "\u{C}",
            ]
            text.append(known[letter] ?? Unicode.Scalar(letter))
        }
        flush()
        return String(text)
    }
}

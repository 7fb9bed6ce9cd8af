public import PromptCore

/// A prompt as named by usage events.
public struct UsagePrompt: Sendable, Hashable {
    /// The prompt's id; `nil` if its file had none when it was used.
    public let id: RecordID?
    /// Its address at the last use.
    public internal(set) var address: String
    /// The time of that use, in seconds since 1970-01-01T00:00:00Z.
    var addressAt: Int64

    /// Compares ids; addresses only if there is no id.
    public static func == (left: UsagePrompt, right: UsagePrompt) -> Bool {
        left.id == right.id && (left.id != nil || left.address == right.address)
    }

    /// Hashes the same parts that `==` compares.
    public func hash(into hasher: inout Hasher) {
        if let id { hasher.combine(id) } else { hasher.combine(address) }
    }
}

/// The prompts, users and actions of many events, each stored once and referred to by its index.
struct UsageNames: Sendable {
    private(set) var prompts: [UsagePrompt] = []
    private(set) var users = Texts()
    private(set) var actions = Texts()
    private var indices: [UsagePrompt: Int32] = [:]

    /// Texts and their indices.
    struct Texts: Sendable {
        private(set) var all: [String] = []
        private var indices: [String: Int32] = [:]
        /// The last text that was looked up, as in its file: the next one is usually the same.
        private var last: (bytes: [UInt8], index: Int32) = ([], -1)

        mutating func index(of text: String) -> Int32 {
            if let known = indices[text] { return known }
            let index = Int32(truncatingIfNeeded: all.count)
            all.append(text)
            indices[text] = index
            return index
        }

        mutating func index(ofJSON bytes: UnsafeRawBufferPointer) -> Int32 {
            if last.index >= 0, last.bytes.elementsEqual(bytes) { return last.index }
            let index = index(of: UsageNames.text(bytes))
            last = (Array(bytes), index)
            return index
        }
    }

    /// Returns the index of a prompt; if it is known already, the newer address is kept.
    mutating func index(of prompt: UsagePrompt) -> Int32 {
        if let known = indices[prompt] {
            if prompt.addressAt > prompts[Int(known)].addressAt, !prompt.address.isEmpty {
                prompts[Int(known)].address = prompt.address
                prompts[Int(known)].addressAt = prompt.addressAt
            }
            return known
        }
        let index = Int32(truncatingIfNeeded: prompts.count)
        prompts.append(prompt)
        indices[prompt] = index
        return index
    }

    mutating func index(ofUser user: String) -> Int32 { users.index(of: user) }
    mutating func index(ofAction action: String) -> Int32 { actions.index(of: action) }
    mutating func index(ofUser user: UnsafeRawBufferPointer) -> Int32 { users.index(ofJSON: user) }
    mutating func index(ofAction action: UnsafeRawBufferPointer) -> Int32 { actions.index(ofJSON: action) }

    /// Returns the text between the quotes of a JSON string.
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

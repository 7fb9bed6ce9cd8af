/// A pattern for addresses: `*` stands for any characters of one part, `?` for one of them, and a part `**` for
/// any number of parts.
public struct AddressPattern: Sendable, Hashable {
    /// The pattern as typed.
    public let text: String
    private let parts: [[Character]]

    /// Reads a pattern; `nil` if the text has no `*` and no `?`, so that it can be an address.
    public init?(_ text: String) {
        guard text.contains(where: { $0 == "*" || $0 == "?" }) else { return nil }
        self.text = text
        parts = text.split(separator: "/").map(Array.init)
    }

    /// A pattern that may be a whole address, which then stands for itself.
    public init(exactly text: String) {
        self.text = text
        parts = text.split(separator: "/").map(Array.init)
    }

    /// Returns true if the pattern stands for the whole address.
    public func matches(_ address: Address) -> Bool {
        let names = address.path.split(separator: "/").map(Array.init)
        // The pattern's parts before the first `count` match the address's parts before each true index.
        var reached = [Bool](repeating: false, count: names.count + 1)
        reached[0] = true
        for part in parts {
            var next = [Bool](repeating: false, count: names.count + 1)
            for index in reached.indices where part == ["*", "*"] {
                next[index] = reached[index] || (index > 0 && next[index - 1])
            }
            for index in names.indices where part != ["*", "*"] && reached[index] {
                next[index + 1] = AddressPattern.matches(names[index], part)
            }
            reached = next
        }
        return reached[names.count]
    }

    /// Returns true if a pattern of one part stands for the whole name. Takes time proportional to the product of
    /// the lengths.
    private static func matches(_ name: [Character], _ pattern: [Character]) -> Bool {
        var reached = [Bool](repeating: false, count: name.count + 1)
        reached[0] = true
        for sign in pattern {
            var next = [Bool](repeating: false, count: name.count + 1)
            for index in reached.indices {
                if sign == "*" {
                    next[index] = reached[index] || (index > 0 && next[index - 1])
                } else if index > 0 {
                    next[index] = reached[index - 1] && (sign == "?" || sign == name[index - 1])
                }
            }
            reached = next
        }
        return reached[name.count]
    }
}

public import YAMLTree

/// A UUID (RFC 9562) that identifies a record, also after renames.
public struct RecordID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The sixteen bytes as two big-endian halves.
    public let high: UInt64
    /// The second half.
    public let low: UInt64

    /// An id from its two halves.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads the usual form: `8-4-4-4-12` hexadecimal digits in any case. Returns `nil` for any other text.
    public init?(_ text: String) {
        var halves: (UInt64, UInt64) = (0, 0)
        var digits = 0
        var index = 0
        for byte in text.utf8 {
            defer { index += 1 }
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == 0x2D else { return nil }
                continue
            }
            let value: UInt64
            switch byte {
            case 0x30...0x39: value = UInt64(byte - 0x30)
            case 0x61...0x66: value = UInt64(byte - 0x61 + 10)
            case 0x41...0x46: value = UInt64(byte - 0x41 + 10)
            default: return nil
            }
            if digits < 16 { halves.0 = halves.0 << 4 | value } else { halves.1 = halves.1 << 4 | value }
            digits += 1
        }
        guard digits == 32, index == 36 else { return nil }
        self.init(high: halves.0, low: halves.1)
    }

    /// Returns a version 7 (time-ordered) id.
    /// - Parameters:
    ///   - milliseconds: Unix time in milliseconds; 48 bits are used.
    ///   - random: 128 random bits, of which 74 are used.
    public static func version7(milliseconds: UInt64, random: (UInt64, UInt64)) -> RecordID {
        RecordID(
            high: milliseconds << 16 | 0x7000 | random.0 & 0x0FFF,
            low: 0x8000_0000_0000_0000 | random.1 & 0x3FFF_FFFF_FFFF_FFFF)
    }

    /// The usual form in lower case.
    public var description: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(36)
        for index in 0..<32 {
            if index == 8 || index == 12 || index == 16 || index == 20 { bytes.append(0x2D) }
            let half = index < 16 ? high : low
            let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - index % 16 * 4)) & 15
            bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Compares the bytes, so that UUIDs of version 7 sort by time.
    public static func < (left: RecordID, right: RecordID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

/// The kind of a file in a store. The file's name alone decides it.
public enum RecordKind: String, Sendable, Hashable, CaseIterable {
    case prompt
    case module
    case variable
    case folder
    case manifest

    /// The end of the file's name: `.prompt.yaml`; for folders and the manifest, the whole name.
    public var fileEnding: String {
        switch self {
        case .prompt: ".prompt.yaml"
        case .module: ".module.yaml"
        case .variable: ".variable.yaml"
        case .folder: "folder.yaml"
        case .manifest: "promptpal.yaml"
        }
    }

    /// The kinds that have an address of their own.
    public static let addressable: [RecordKind] = [.prompt, .module, .variable]

    /// Returns the kind of a file below `prompts/` whose last path part is `name`; `nil` if it is no record.
    public init?(fileName name: String) {
        for kind in RecordKind.addressable
        where name.utf8.count > kind.fileEnding.utf8.count && name.hasSuffix(kind.fileEnding) {
            self = kind
            return
        }
        guard name == RecordKind.folder.fileEnding else { return nil }
        self = .folder
    }
}

/// The keys that prompts, modules, variables and folders share.
public struct Header: Sendable {
    /// `nil` if the file has no id yet; the next write adds one.
    public var id: Located<RecordID>?
    /// The display name in the file; `nil` if there is none.
    public var name: Located<String>?
    /// The description; `nil` if there is none.
    public var description: String?
    /// The tags, in the order of the file.
    public var tags: [Located<String>] = []
    /// An RFC 3339 time, as written.
    public var createdAt: String?
    /// `Name <address>`, as written.
    public var createdBy: String?
    /// Free data, which is kept and never interpreted.
    public var metadata: [FreeEntry] = []
    /// The conflicts that a merge kept in the file.
    public var conflicts: [KeptConflict] = []

    /// A header without keys.
    public init() {}
}

/// A value with its range in the file, in UTF-8 bytes.
public struct Located<Value: Sendable>: Sendable {
    /// The value.
    public var value: Value
    /// The range in the file's UTF-8.
    public var range: Range<Int>

    /// A value with its range in the file's UTF-8.
    public init(_ value: Value, at range: Range<Int>) {
        self.value = value
        self.range = range
    }
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}

/// A text that may be a template, with the node it was read from, so that positions in the text can be mapped
/// to positions in the file.
public struct LocatedText: Sendable {
    /// The text as YAML defines it, without quotes and indentation.
    public var text: String
    /// The text's node in the file.
    public var node: YAMLNode

    init(_ node: YAMLNode) {
        text = node.text
        self.node = node
    }

    /// Maps ranges of the text's UTF-8 to bytes of the file. Each access scans the text, so keep the result
    /// if there are many ranges.
    public var textRanges: YAMLTextRanges { YAMLTextRanges(node) }
}

/// The values that people keep under `metadata:`; the program never interprets them.
public indirect enum FreeValue: Sendable, Hashable {
    /// A scalar's text; `isQuoted` tells a quoted `"1"`, which is a text, from a plain `1`, which is a
    /// number.
    case scalar(String, isQuoted: Bool)
    case list([FreeValue])
    case map([FreeEntry])
}

/// One entry of a free map.
public struct FreeEntry: Sendable, Hashable {
    /// The key.
    public var key: String
    /// The value, as written in the file.
    public var value: FreeValue

    /// An entry of a free map.
    public init(key: String, value: FreeValue) {
        self.key = key
        self.value = value
    }
}

/// A value that both sides of a merge changed, kept until a person decides. Our value is at its key, theirs
/// is here.
public struct KeptConflict: Sendable {
    /// The key of the value as `set` takes it: `modules.persona.role`; empty for the record itself.
    public var at: Located<String>
    /// The other side's value.
    public var theirs: FreeValue
    /// The range of the entry in the file.
    public var range: Range<Int>
}

/// The rules for names in tags.
enum TagName {
    /// The reason why a name can't be used.
    struct Fault {
        let message: String
        let help: String?
    }

    private static let literalHelp =
        "for braces that are not a tag, set other delimiters (`{{=<% %>=}}`) or give the text `syntax: none`"

    /// Returns the fault of a value's name; `nil` if it is valid. It has parts of letters, digits, `_` and
    /// `-` with dots between them, or is a single dot. Every character beyond ASCII counts as a letter,
    /// because keys of lists and objects may have any name.
    static func fault(ofValue name: ArraySlice<UInt8>, in format: Format) -> Fault? {
        if let fault = commonFault(name, in: format) { return fault }
        if name.elementsEqual(".".utf8) { return nil }
        var partLength = 0
        for byte in name {
            if byte == UInt8(ascii: ".") {
                if partLength == 0 { return emptyPart(name) }
                partLength = 0
            } else if isNameByte(byte) {
                partLength += 1
            } else {
                return Fault(
                    message: "`\(shown(name))` is not a name: it contains `\(Unicode.Scalar(byte))`",
                    help:
                        "names have letters, digits and `_`\(format == .one ? "" : ", and `-` inside"); \(literalHelp)"
                )
            }
        }
        return partLength == 0 ? emptyPart(name) : nil
    }

    /// Returns the fault of a partial's name; `nil` if it is valid. It is a path, so it may have anything but
    /// white space.
    static func fault(ofPartial name: ArraySlice<UInt8>, in format: Format) -> Fault? {
        if name.first == UInt8(ascii: "*") {
            return Fault(
                message: "`\(shown(name))`: names of partials that come from a value are not supported",
                help: "name the module itself, or choose between texts with a section or with options")
        }
        return commonFault(name, in: format)
    }

    private static func commonFault(_ name: ArraySlice<UInt8>, in format: Format) -> Fault? {
        if name.isEmpty { return Fault(message: "a tag without a name", help: literalHelp) }
        guard name.contains(where: isBlank) else { return nil }
        return Fault(
            message: "a name can't contain a space: `\(shown(name))`", help: spaceHelp(name, in: format))
    }

    private static func spaceHelp(_ name: ArraySlice<UInt8>, in format: Format) -> String {
        let words = name.split(whereSeparator: isBlank).map { String(decoding: $0, as: UTF8.self) }
        if words.count == 2 {
            switch words[0] {
            case "if", "each", "with":
                return "Mustache has no `\(words[0])`: write `{{#\(words[1])}}…{{/\(words[1])}}`"
            case "unless": return "Mustache has no `unless`: write `{{^\(words[1])}}…{{/\(words[1])}}`"
            default: break
            }
        }
        let joined = words.joined(separator: "_")
        // A name that a tag can have and a file can declare.
        guard joined.utf8.count <= 40, fault(ofValue: ArraySlice(Array(joined.utf8)), in: format) == nil,
            let better = Variable.declarableName(for: joined.replacing(".", with: "_"), in: format)
        else { return literalHelp }
        return "write `\(better)`, for example; \(literalHelp)"
    }

    private static func emptyPart(_ name: ArraySlice<UInt8>) -> Fault {
        Fault(
            message: "`\(shown(name))` has a dot without a name beside it",
            help: "write a dotted name as `audience.label`, or a single `.` for the item itself")
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...0xFF:
            true
        default: false
        }
    }

    /// Returns a name for a message: on one line and shortened.
    static func shown(_ name: ArraySlice<UInt8>) -> String {
        var text = ""
        for scalar in String(decoding: name.prefix(160), as: UTF8.self).unicodeScalars.prefix(40) {
            text.unicodeScalars.append(scalar.value < 0x20 ? " " : scalar)
        }
        return name.count > text.utf8.count ? text + "…" : text
    }
}

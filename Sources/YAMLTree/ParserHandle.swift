internal import CLibYAML

/// libyaml's parser. It keeps one address until this value ends.
struct ParserHandle: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    /// Creates a parser over `bytes`, which must be UTF-8 without a byte-order mark and must outlive it.
    /// Returns `nil` if there is not enough memory.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        parser = .allocate(capacity: 1)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            return nil
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// Reads the next event into `event`; returns false if the text is invalid YAML. The caller deletes the
    /// event.
    @inline(__always)
    borrowing func next(_ event: UnsafeMutablePointer<yaml_event_t>) -> Bool {
        yaml_parser_parse(parser, event) == 1
    }

    /// The error that stopped the parser.
    var failure: ParserFailure {
        ParserFailure(
            problem: parser.pointee.problem.map { String(cString: $0) } ?? "not YAML",
            context: parser.pointee.context.map { String(cString: $0) } ?? "",
            problemIndex: Int(parser.pointee.problem_mark.index),
            contextIndex: Int(parser.pointee.context_mark.index),
            byteOffset: parser.pointee.error == YAML_READER_ERROR ? Int(parser.pointee.problem_offset) : nil)
    }
}

/// libyaml's error. Positions are in Unicode scalars from the start of its input.
struct ParserFailure {
    var problem: String
    var context: String
    var problemIndex: Int
    var contextIndex: Int
    /// Byte offset from the start of the input, set for reader errors only; those have no other position.
    var byteOffset: Int?
}

/// Converts libyaml's positions, which count Unicode scalars without a byte-order mark, to byte offsets.
struct MarkOffsets {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let base: Int
    private let isASCII: Bool
    private var index = 0
    private var byte: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, base: Int, isASCII: Bool) {
        self.bytes = bytes
        self.base = base
        self.isASCII = isASCII
        byte = base
    }

    /// Returns the byte offset of a mark. The cost grows with the distance from the mark before.
    @inline(__always)
    mutating func offset(_ mark: yaml_mark_t) -> Int { offset(index: Int(mark.index)) }

    @inline(__always)
    mutating func offset(index target: Int) -> Int {
        isASCII ? min(base + target, bytes.count) : walk(to: target)
    }

    private mutating func walk(to target: Int) -> Int {
        while index < target, byte < bytes.count {
            byte += 1
            while byte < bytes.count, bytes[byte] & 0xC0 == 0x80 { byte += 1 }
            index += 1
        }
        while index > target, byte > base {
            byte -= 1
            while byte > base, bytes[byte] & 0xC0 == 0x80 { byte -= 1 }
            index -= 1
        }
        return byte
    }
}

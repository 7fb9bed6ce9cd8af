import JSON

// JSON from any bytes: nothing may crash or hang, an error names an offset in the text, and a value that is
// read, written and read again stays the same.

/// The entry libFuzzer calls.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    do {
        check(try JSONDocument(input), input)
    } catch {
        precondition((0...input.count).contains(error.offset))
        precondition(!error.description.isEmpty)
        checkRefusal(error, input)
    }
    return 0
}

private func check(_ document: JSONDocument, _ input: [UInt8]) {
    guard let text = String(validating: input, as: UTF8.self) else {
        preconditionFailure("bytes that are not UTF-8 are accepted")
    }
    for isPretty in [true, false] {
        var json = JSONWriter(pretty: isPretty)
        json.value(document.value)
        guard let again = try? JSONDocument(Array(json.text.utf8)) else {
            preconditionFailure("what was written can't be read: \(text)")
        }
        precondition(again.value == document.value)
        precondition(
            again.duplicates.map { Array($0.name.utf8) } == document.duplicates.map { Array($0.name.utf8) })
    }
    var found = Shape()
    found.add(document.value, depth: 0)
    precondition(found.duplicates == document.duplicates.count)
    for duplicate in document.duplicates {
        let name = Array(input[duplicate.range])
        precondition(name.first == UInt8(ascii: "\"") && name.last == UInt8(ascii: "\""))
        precondition((try? JSONDocument(name))?.value == .string(duplicate.name))
    }
    // Exactly this depth and size are needed.
    precondition((try? JSONDocument(input, limits: JSONLimits(size: input.count, depth: found.depth))) != nil)
    precondition((try? JSONDocument(input, limits: JSONLimits(size: input.count - 1))) == nil)
    precondition(
        found.depth == 0 || (try? JSONDocument(input, limits: JSONLimits(depth: found.depth - 1))) == nil)
    // White space around a value means nothing, and a second value is an error.
    precondition((try? JSONDocument([0x20, 0x0A] + input + [0x09, 0x0D]))?.value == document.value)
    precondition((try? JSONDocument(input + Array(" 1".utf8))) == nil)
    precondition((try? JSONDocument(Array("[".utf8) + input + Array("]".utf8))) != nil || found.depth == 128)
}

/// No continuation makes a text right whose error lies before its end.
private func checkRefusal(_ error: JSONError, _ input: [UInt8]) {
    guard error.problem != .endOfText, error.problem != .size(16 << 20) else { return }
    for continuation in ["", "]", "}", "\"", "0", " "] {
        precondition(
            (try? JSONDocument(input + Array(continuation.utf8))) == nil || error.offset == input.count)
    }
}

/// The depth and the repeated names, counted without the reader.
private struct Shape {
    var depth = 0
    var duplicates = 0

    mutating func add(_ value: JSONValue, depth: Int) {
        switch value {
        case .array(let items):
            self.depth = max(self.depth, depth + 1)
            for item in items { add(item, depth: depth + 1) }
        case .object(let members):
            self.depth = max(self.depth, depth + 1)
            duplicates += members.count - Set(members.map { Array($0.name.utf8) }).count
            for member in members { add(member.value, depth: depth + 1) }
        default: break
        }
    }
}

internal import Diagnostics
internal import PromptCore
internal import PromptStore

/// The output of `list` for programs, written directly from the index's bytes: the same as ``Table`` makes of
/// the records, for a hundred thousand of them in a fraction of the time.
struct PlainList {
    private let rows: [ListRow]

    init(_ rows: [ListRow]) {
        self.rows = rows
    }

    /// - Returns: false if nothing was written: at a terminal, or with colour.
    func write(to output: Output) -> Bool {
        guard !output.isTerminal, !output.usesColour else { return false }
        var widths = (address: 0, kind: 0)
        for row in rows {
            let kind = row.kind
            let slash = kind == .folder ? 1 : 0
            widths.address = max(widths.address, row.withAddress(PlainList.width) + slash)
            if kind != .prompt { widths.kind = max(widths.kind, kind.rawValue.utf8.count) }
        }
        var line: [UInt8] = []
        var buffer: [UInt8] = []
        buffer.reserveCapacity(1 << 16)
        for row in rows {
            line.removeAll(keepingCapacity: true)
            PlainList.append(row, widths: widths, to: &line)
            while line.last == 0x20 { line.removeLast() }
            line.append(0x0A)
            buffer.append(contentsOf: line)
            if buffer.count > 1 << 15 {
                output.write(buffer)
                buffer.removeAll(keepingCapacity: true)
            }
        }
        output.write(buffer)
        return true
    }

    private static func append(
        _ row: ListRow, widths: (address: Int, kind: Int), to line: inout [UInt8]
    ) {
        let kind = row.kind
        var used = row.withAddress { append($0, to: &line) }
        if kind == .folder {
            line.append(0x2F)
            used += 1
        }
        appendBlanks(widths.address - used + 2, to: &line)
        if widths.kind > 0 {
            let text = kind == .prompt ? "" : kind.rawValue
            line.append(contentsOf: text.utf8)
            appendBlanks(widths.kind - text.utf8.count + 2, to: &line)
        }
        if row.isBroken {
            line.append(contentsOf: "can't be read".utf8)
        } else {
            _ = row.withName { append($0, to: &line) }
        }
    }

    private static func appendBlanks(_ count: Int, to line: inout [UInt8]) {
        for _ in 0..<max(2, count) { line.append(0x20) }
    }

    /// Appends a text in a form that is safe to print on one line; returns its width.
    private static func append(_ text: UnsafeRawBufferPointer, to line: inout [UInt8]) -> Int {
        if isPlain(text) {
            line.append(contentsOf: text)
            return text.count
        }
        let safe = Terminal.safe(String(decoding: text, as: UTF8.self))
        let shown = safe.replacing("\n", with: " ").replacing("\t", with: " ")
        line.append(contentsOf: shown.utf8)
        return displayWidth(of: shown)
    }

    /// Returns the width of a text before line ends are removed, as the columns of a table are measured.
    private static func width(_ text: UnsafeRawBufferPointer) -> Int {
        isPlain(text) ? text.count : displayWidth(of: Terminal.safe(String(decoding: text, as: UTF8.self)))
    }

    /// Returns true if each byte is a character of one column.
    private static func isPlain(_ text: UnsafeRawBufferPointer) -> Bool {
        var odd: UInt8 = 0
        for byte in text { odd |= byte &- 0x20 >= 0x5F ? 1 : 0 }
        return odd == 0
    }
}

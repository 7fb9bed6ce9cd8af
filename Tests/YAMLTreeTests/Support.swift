import Diagnostics
import TestSupport

@testable import YAMLTree

/// A document as plain values, independent of its spelling.
indirect enum Plain: Equatable {
    case scalar([UInt8])
    case sequence([Plain])
    case mapping([Entry])

    struct Entry: Equatable {
        var key: [UInt8]
        var value: Plain
    }

    init(_ node: YAMLNode) {
        switch node.kind {
        case .scalar: self = .scalar(Array(node.text.utf8))
        case .sequence: self = .sequence(node.items.map(Plain.init))
        case .mapping:
            self = .mapping(node.entries.map { Entry(key: Array($0.key.text.utf8), value: Plain($0.value)) })
        }
    }

    init(_ value: YAMLValue) {
        switch value {
        case .text(let text), .plain(let text): self = .scalar(Array(text.utf8))
        case .sequence(let items, _): self = .sequence(items.map(Plain.init))
        case .mapping(let members, _):
            self = .mapping(members.map { Entry(key: Array($0.key.utf8), value: Plain($0.value)) })
        }
    }

    /// Changes the value at a path.
    mutating func change(_ path: ArraySlice<YAMLPathStep>, _ change: (inout Plain) -> Void) {
        guard let step = path.first else { return change(&self) }
        switch (self, step) {
        case (.sequence(var items), .index(let index)):
            items[index].change(path.dropFirst(), change)
            self = .sequence(items)
        case (.mapping(var entries), .key(let key)):
            guard let index = entries.firstIndex(where: { $0.key == Array(key.utf8) }) else { return }
            entries[index].value.change(path.dropFirst(), change)
            self = .mapping(entries)
        default: break
        }
    }

    var entries: [Entry] {
        get { if case .mapping(let entries) = self { entries } else { [] } }
        set { self = .mapping(newValue) }
    }

    var items: [Plain] {
        get { if case .sequence(let items) = self { items } else { [] } }
        set { self = .sequence(newValue) }
    }
}

extension YAMLTree {
    static func parse(_ text: String) -> YAMLParseResult { parse(SourceText(name: "test.yaml", text)) }

    var text: String { String(decoding: source.bytes, as: UTF8.self) }
}

/// A text with one marked range: `a: 1️⃣x2️⃣`.
struct Marked {
    let text: String
    let range: Range<Int>

    init(_ marked: String) {
        var bytes = Array(marked.utf8)
        func take(_ mark: String) -> Int? {
            let mark = Array(mark.utf8)
            for start in 0..<max(0, bytes.count - mark.count + 1) where bytes[start...].starts(with: mark) {
                bytes.removeSubrange(start..<start + mark.count)
                return start
            }
            return nil
        }
        let lower = take("1️⃣") ?? 0
        let upper = take("2️⃣") ?? lower
        text = String(decoding: bytes, as: UTF8.self)
        range = lower..<upper
    }
}

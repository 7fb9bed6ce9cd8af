internal import Diagnostics
internal import YAMLTree

extension ParsedFile {
    /// Returns the file after some assignments; its bytes differ only where the assignments require it.
    ///
    /// - Throws: ``AssignmentError`` if a key is unknown, a value does not fit its key, or the file would
    ///   have an error that it did not have before.
    public func applying(_ assignments: [Assignment]) throws(AssignmentError) -> ParsedFile {
        guard var tree else { throw AssignmentError("the file can't be read as YAML", help: "fix it first") }
        var file = self
        for assignment in assignments {
            let edits = try file.edits(for: assignment)
            do {
                tree = try tree.applying(edits)
            } catch {
                throw AssignmentError("\(quoted(assignment.text)) can't be written: \(error)")
            }
            file = ParsedFile(tree.source, kind: kind, address: address, format: format)
        }
        if let new = file.diagnostics.new(.error, since: diagnostics).first {
            throw AssignmentError(new.message, help: new.help)
        }
        return file
    }

    /// Returns the file with an id as its first key if it has none.
    ///
    /// - Parameter id: evaluated only if the file needs one.
    /// - Throws: ``AssignmentError`` if the id can't be written.
    public func assigningID(_ id: @autoclosure () -> RecordID) throws(AssignmentError) -> ParsedFile {
        if kind == .manifest { return self }
        guard let tree, record?.header.id == nil else { return self }
        do {
            let path: [YAMLPathStep] = [.key("id")]
            let id = id()
            let edit: YAMLEdit =
                tree.root?["id"] == nil
                ? .insertEntry(into: [], key: "id", .plain(id.description), at: .first)
                : .set(path, .plain(id.description))
            return ParsedFile(try tree.applying(edit).source, kind: kind, address: address, format: format)
        } catch {
            throw AssignmentError("the id can't be written: \(error)")
        }
    }

    private func edits(for assignment: Assignment) throws(AssignmentError) -> [YAMLEdit] {
        let location = try KeyLocation.find(assignment.key, in: self)
        let node = location.path.reduce(tree?.root) { node, step in
            switch step {
            case .key(let key): node?.value(forKey: key)
            case .index(let index): node.flatMap { index < $0.count ? Array($0.items)[index] : nil }
            }
        }
        switch assignment.operation {
        case .set where assignment.value.isEmpty:
            return node == nil ? [] : [.remove(location.path)]
        case .set:
            return [
                location.setting(try ValueReader.value(of: assignment, as: location.shape), in: tree?.root)
            ]
        case .add, .remove:
            guard case .list(let item, _) = location.shape else {
                throw AssignmentError(
                    "`\(assignment.key.joined(separator: "."))` is not a list",
                    help: "`+=` and `-=` are for lists: tags+=email")
            }
            let items = node.map { Array($0.items) } ?? []
            let known = items.firstIndex { $0.kind == .scalar && $0.text == assignment.value }
            if assignment.operation == .remove {
                guard let known else {
                    throw AssignmentError(
                        "\(quoted(assignment.value)) is not in `\(assignment.key.joined(separator: "."))`",
                        help: Suggestion.help(
                            for: assignment.value, among: items.map(\.text), what: "available"))
                }
                return [.remove(location.path + [.index(known)])]
            }
            if known != nil { return [] }
            let value = try ValueReader.scalar(assignment.value, as: item, for: assignment)
            guard let node, node.kind == .sequence, !items.isEmpty else {
                return [location.setting(.sequence([value], style: .flow), in: tree?.root)]
            }
            return [.insertItem(into: location.path, value, at: items.count)]
        }
    }
}

/// Converts the text after `=` to a value that fits its key.
enum ValueReader {
    static func value(of assignment: Assignment, as shape: Shape) throws(AssignmentError) -> YAMLValue {
        let text = assignment.value
        switch shape {
        case .list(let item, _):
            var items: [YAMLValue] = []
            for part in text.split(separator: ",") {
                let bare = part.drop { $0 == " " }
                items.append(try scalar(String(bare), as: item, for: assignment))
            }
            return .sequence(items, style: .flow)
        case .map, .object:
            throw AssignmentError(
                "`\(assignment.key.joined(separator: "."))` is a map",
                help: "set one of its keys: …\(assignment.key.last ?? "").NAME=VALUE")
        case .either(let shapes):
            return try value(of: assignment, as: shapes.first ?? .text)
        default:
            return try scalar(text, as: shape, for: assignment)
        }
    }

    static func scalar(
        _ text: String, as shape: Shape, for assignment: Assignment
    ) throws(AssignmentError) -> YAMLValue {
        let key = assignment.key.joined(separator: ".")
        switch shape {
        case .boolean:
            guard let truth = BooleanWord.value(of: text) else {
                throw AssignmentError("`\(key)` must be true or false, not \(quoted(text))")
            }
            return .plain(truth ? "true" : "false")
        case .count, .oneOf:
            guard let number = Int(text), number >= 0 else {
                throw AssignmentError("`\(key)` must be a whole number from 0, not \(quoted(text))")
            }
            return .plain(String(number))
        case .number:
            guard DecimalNumber(text) != nil else {
                throw AssignmentError("`\(key)` must be a decimal number, not \(quoted(text))")
            }
            return .plain(text)
        case .limit where DecimalNumber(text) != nil || CalendarDate(text) != nil:
            return .plain(text)
        case .free where DecimalNumber(text) != nil || text == "true" || text == "false":
            return .plain(text)
        // A default is read as its variable's type requires, so it needs no quotes.
        case .text where assignment.key.last == "default" && isPlainDefault(text):
            return .plain(text)
        case .word(let words):
            guard words.contains(text) else {
                throw AssignmentError(
                    "`\(key)` can't be \(quoted(text)): it must be \(alternatives(words))",
                    help: Suggestion.nearest(to: text, among: words).map { "did you mean \(quoted($0))?" })
            }
            return .text(text)
        case .uuid, .dateTime:
            return .plain(text)
        case .list, .map, .object:
            throw AssignmentError("`\(key)` holds more than one text", help: "edit it with `promptpal edit`")
        case .either(let shapes):
            return try scalar(text, as: shapes.first ?? .text, for: assignment)
        default:
            return .text(text)
        }
    }

    private static func isPlainDefault(_ text: String) -> Bool {
        text == "true" || text == "false" || DecimalNumber(text) != nil || CalendarDate(text) != nil
    }
}

/// One `KEY=VALUE`, `KEY+=VALUE` or `KEY-=VALUE`, the arguments of `promptpal set`.
public struct Assignment: Sendable, Hashable {
    /// The operation on the key.
    public enum Operation: Sendable, Hashable {
        /// Set it; an empty value removes the key.
        case set
        /// Add a value to a list unless it is there.
        case add
        /// Remove a value from a list.
        case remove
    }

    /// The parts between the dots: `modules`, `task`, `role`.
    public let key: [String]
    /// The operation between key and value.
    public let operation: Operation
    /// The text after the operator; empty to remove the key.
    public let value: String
    /// The assignment as typed.
    public let text: String

    /// Reads an assignment that a person typed.
    ///
    /// - Throws: ``AssignmentError`` if the text has no `=` or no valid key.
    public init(_ text: String) throws(AssignmentError) {
        guard let equals = text.utf8.firstIndex(of: 0x3D) else {
            throw AssignmentError("\(quoted(text)) has no `=`", help: "write KEY=VALUE, or tags+=WORD")
        }
        var name = text[..<equals]
        var operation = Operation.set
        if name.hasSuffix("+") {
            operation = .add
            name.removeLast()
        } else if name.hasSuffix("-") {
            operation = .remove
            name.removeLast()
        }
        let key = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard !name.isEmpty, !key.contains("") else {
            throw AssignmentError(
                "\(quoted(text)) names no key", help: "write description=… or modules.task.role=system")
        }
        self.key = key
        self.operation = operation
        self.text = text
        value = String(text[text.utf8.index(after: equals)...])
    }

    /// Creates an assignment made by the program.
    public init(key: [String], _ operation: Operation, value: String) {
        self.key = key
        self.operation = operation
        self.value = value
        text = key.joined(separator: ".") + "=" + value
    }
}

/// The reason why an assignment can't be made.
public struct AssignmentError: Error, Sendable, Equatable {
    /// The reason in one sentence, without a full stop.
    public let message: String
    /// The remedy; `nil` if there is none.
    public let help: String?

    package init(_ message: String, help: String? = nil) {
        self.message = message
        self.help = help
    }
}

extension ParsedFile {
    /// Returns the file with the keys of its top-level map in the usual order. Unknown keys are not
    /// moved.
    ///
    /// - Throws: ``AssignmentError`` if a key can't be moved.
    public func orderingKeys() throws(AssignmentError) -> ParsedFile {
        guard var tree, let root = tree.root else { return self }
        let order = Keys.description(of: kind).keyNames
        let keys = root.entries.map(\.key.text)
        let known = keys.filter(order.contains)
        let wanted = order.filter(known.contains)
        var last: String?
        do {
            for key in wanted {
                let now = (tree.root?.entries.map(\.key.text) ?? []).filter(order.contains)
                let index = last.flatMap { now.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
                if now.indices.contains(index), now[index] != key {
                    tree = try tree.applying(.moveEntry([.key(key)], last.map(YAMLPosition.after) ?? .first))
                }
                last = key
            }
        } catch {
            throw AssignmentError("the keys can't be put in order: \(error)")
        }
        return ParsedFile(tree.source, kind: kind, address: address, format: format)
    }
}

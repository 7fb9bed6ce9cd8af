/// The merge of `keys/recipients.txt`: the recipients are a set. Each is one line, with the comments above it.
struct RecipientMerge {
    private struct Entry {
        /// The comments and empty lines above it.
        var lead: [String]
        let recipient: String
    }

    private struct List {
        var entries: [Entry] = []
        /// The lines after the last recipient.
        var rest: [String] = []

        var recipients: Swift.Set<String> { Swift.Set(entries.map(\.recipient)) }

        /// `nil` if a line is neither a word nor a comment nor empty.
        init?(_ bytes: [UInt8]) {
            guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
            for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
                let line = String(Substring(line.last == 0x0D ? line.dropLast() : line))
                if line.isEmpty || line.hasPrefix("#") {
                    rest.append(line)
                    continue
                }
                guard line.utf8.allSatisfy({ 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 }) else { return nil }
                if recipients.contains(line) { continue }
                entries.append(Entry(lead: rest, recipient: line))
                rest = []
            }
            while rest.last?.isEmpty ?? false { rest.removeLast() }
        }

        func entry(_ recipient: String) -> Entry? { entries.first { $0.recipient == recipient } }
    }

    private let base: List?
    private let ours: List
    private let theirs: List

    /// `nil` if a version can't be read as a list of recipients.
    init?(base: [UInt8]?, ours: [UInt8], theirs: [UInt8]) {
        guard let o = List(ours), let t = List(theirs) else { return nil }
        if let base {
            guard let b = List(base) else { return nil }
            self.base = b
        } else {
            self.base = nil
        }
        self.ours = o
        self.theirs = t
    }

    func run() -> MergedFile {
        let (old, left, right) = (base?.recipients ?? [], ours.recipients, theirs.recipients)
        var all = ours.entries
        all += theirs.entries.filter { !left.contains($0.recipient) }
        var kept = all.filter { entry in
            !old.contains(entry.recipient)
                || (left.contains(entry.recipient) && right.contains(entry.recipient))
        }
        var notes: [MergeNote] = []
        if kept.isEmpty, !all.isEmpty {
            kept = all
            notes.append(
                MergeNote(
                    .keptEdit, at: "",
                    message:
                        "each side removed the recipients that the other kept, so none would be left: all are kept"
                ))
        }
        for index in kept.indices {
            let recipient = kept[index].recipient
            guard let o = ours.entry(recipient), let t = theirs.entry(recipient) else { continue }
            kept[index].lead = lead(base?.entry(recipient), ours: o, theirs: t)
        }
        var lines: [String] = []
        for (index, entry) in kept.enumerated() {
            // An empty line separates the comment from the recipient before it.
            if index > 0, entry.lead.first.map({ !$0.isEmpty }) ?? false { lines.append("") }
            lines += index == 0 ? Array(entry.lead.drop(while: \.isEmpty)) : entry.lead
            lines.append(entry.recipient)
        }
        lines += ours.rest == base?.rest ?? [] ? theirs.rest : ours.rest
        return MergedFile(bytes: Array((lines.joined(separator: "\n") + "\n").utf8), notes: notes)
    }

    /// Returns the comments of the side that changed them, ours if both did.
    private func lead(_ base: Entry?, ours: Entry, theirs: Entry) -> [String] {
        func comments(_ entry: Entry?) -> [String] { entry?.lead.filter { !$0.isEmpty } ?? [] }
        return comments(ours) == comments(base) ? theirs.lead : ours.lead
    }
}

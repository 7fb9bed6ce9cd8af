internal import YAMLTree

extension Decoder {
    /// Reads one of the keys that all records share; returns false if `entry` is another key.
    mutating func header(_ entry: YAMLEntry, into header: inout Header) -> Bool {
        let (key, value) = (entry.key, entry.value)
        if key.isText("id") {
            header.id = id(value)
        } else if key.isText("name") {
            header.name = locatedText(value, for: "name")
        } else if key.isText("description") {
            header.description = text(value, for: "description")
        } else if key.isText("tags") {
            header.tags = texts(value, for: "tags")
        } else if key.isText("created_at") {
            header.createdAt = dateTime(value, for: "created_at")
        } else if key.isText("created_by") {
            header.createdBy = text(value, for: "created_by")
        } else if key.isText("metadata") {
            header.metadata = freeMap(value, for: "metadata")
        } else if key.isText("conflicts") {
            header.conflicts = keptConflicts(value)
        } else {
            return false
        }
        return true
    }

    mutating func id(_ node: YAMLNode) -> Located<RecordID>? {
        guard let text = text(node, for: "id") else { return nil }
        guard let id = RecordID(text) else {
            report(.malformedID(text, at: node.range))
            return nil
        }
        return Located(id, at: node.range)
    }

    mutating func dateTime(_ node: YAMLNode, for key: StaticString) -> String? {
        guard let text = text(node, for: key) else { return nil }
        guard CalendarDate(text) != nil else {
            report(.malformedDateTime(text, of: key, at: node.range))
            return nil
        }
        return text
    }
}

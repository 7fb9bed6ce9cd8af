import PromptCore

@testable import PromptCore
@testable import PromptIndex
@testable import PromptStore

/// All data of an index, in a form that can be compared.
struct IndexImage: Equatable {
    /// Sorted by path.
    var records: [String] = []
    var listOrder: [String] = []
    /// Each word with its occurrences, `word: path field count …`.
    var words: [String] = []
    var averages: [Double] = []
    var users: [String] = []
    var folders: [String] = []

    init(_ found: StoreIndex) {
        let libraryIndex = found.libraryIndex
        folders = found.folders.map(\.path)
        averages = SearchField.allCases.map { libraryIndex.averageLength(of: $0) }
        listOrder = libraryIndex.inListOrder.map { libraryIndex[$0].path }
        for number in libraryIndex.inPathOrder {
            let record = libraryIndex[number]
            let lengths = SearchField.allCases.map { libraryIndex.length(of: number, in: $0) }
            records.append(
                """
                \(record.path) \(record.kind) \(record.address) \(String(describing: record.id)) \
                \(String(describing: record.givenName)) \(record.details) \(record.isBroken) \(record.stamp) \
                \(record.references) \(lengths)
                """)
            #if DEBUG
                precondition(libraryIndex.record(record.kind, at: record.address) == number)
            #endif
            if let id = record.id {
                records.append("\(id): \(libraryIndex.records(id).map { libraryIndex[$0].path })")
            }
            for tag in record.details.tags {
                records.append(
                    "\(tag): \(libraryIndex.sortedByPath(libraryIndex.records(tag: tag)).map { libraryIndex[$0].path })"
                )
            }
            if record.kind == .module || record.kind == .variable {
                let uses = libraryIndex.uses(of: record.address, kind: record.kind)
                for use in uses {
                    users.append("\(record.path) \(libraryIndex[use.record].path) \(use.reference)")
                }
                for user in libraryIndex.users(of: record.address, kind: record.kind) {
                    users.append("\(record.path) by \(libraryIndex[user].path)")
                }
            }
        }
        libraryIndex.words(withPrefix: []) { word, id in
            var places: [String] = []
            libraryIndex.postings(of: id) { record, field, count in
                places.append("\(libraryIndex[record].path) \(field) \(count)")
            }
            if !places.isEmpty {
                words.append("\(String(decoding: word, as: UTF8.self)): \(places.sorted())")
            }
            return true
        }
    }

    /// Returns the difference, in short.
    func difference(from other: IndexImage) -> String {
        func first(_ name: String, _ one: [String], _ two: [String]) -> String? {
            if one == two { return nil }
            let left = Set(one).subtracting(two).sorted().first ?? "–"
            let right = Set(two).subtracting(one).sorted().first ?? "–"
            return "\(name): \(left)\n  instead of \(right)"
        }
        return [
            first("records", records, other.records), first("order", listOrder, other.listOrder),
            first("words", words, other.words), first("users", users, other.users),
            first("folders", folders, other.folders),
            averages == other.averages ? nil : "averages: \(averages)\n  instead of \(other.averages)",
        ].compactMap(\.self).joined(separator: "\n")
    }
}

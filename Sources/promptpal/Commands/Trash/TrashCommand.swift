internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal trash`
struct TrashCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trash",
        abstract: "List, show, restore and purge what was deleted.",
        discussion: """
            An entry is named by its id, the start of it, or the address that was deleted.

            EXAMPLES:
              promptpal trash list
              promptpal trash restore marketing/launch-email
              promptpal trash purge --older-than 30d
            """,
        subcommands: [
            TrashListCommand.self, TrashShowCommand.self, TrashRestoreCommand.self, TrashPurgeCommand.self,
        ])

    /// Returns the entry that `text` names; if an address has several, prints the chosen one.
    static func entry(_ text: String, in store: Store, globals: Globals) throws(Failure) -> TrashEntry {
        let (entry, older) = try Failure.folding { () throws(StoreError) in try store.trashEntry(text) }
        note(entry, older: older, named: text, globals: globals)
        return entry
    }

    /// Prints the chosen entry, if an address has several.
    static func note(_ entry: TrashEntry, older: Int, named text: String, globals: Globals) {
        guard older > 0, !globals.quiet else { return }
        Output.error.line(
            Terminal.line(
                "note: taking \(entry.id), the latest of \(older + 1) entries that were at \(quoted(text))"))
    }

    /// Offers the ids and addresses of all entries.
    @Sendable static func complete(_ words: [String], at index: Int, prefix: String) -> [String] {
        let flag = words.firstIndex(of: "-C").map { $0 + 1 }
        let locator = StoreLocator(flag.flatMap { words.indices.contains($0) ? words[$0] : nil })
        guard let entries = try? locator.open().trash().entries else { return [] }
        return entries.map(\.address.path) + entries.map(\.id.description)
    }
}

import ArgumentParser
import Foundation
import Harness
import PromptCore
import PromptIndex
import PromptStore
import SystemPackage

/// `promptpal-bench lookups`
struct Lookups: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Ask the index in memory, beside prepared SQLite statements over the same records in memory.",
        discussion: """
            By id and by address: the record's address, its bytes counted. Who uses a module: the users of one that a
            prompt in ten uses, in the order of their paths, and the same with the module and option through which they
            do. Use count: how often a prompt was used. Both sides are asked
            for the same keys in the same shuffled order, in turns, and their sums must agree. The last line is the
            memory of the index beside the bytes of the files.
            """)

    @Argument(help: "A store.")
    var store: String

    @Option(help: "Rounds.")
    var rounds = 9

    @Option(help: "Look-ups in a round.")
    var count = 20_000

    func run() throws {
        let store = try Store(opening: FilePath(self.store), in: .benchmark)
        keep(store.libraryIndex())  // so that it is kept
        let before = Memory.resident
        let libraryIndex = store.libraryIndex()
        let memory = Memory.resident - before
        let records = libraryIndex.records
        let files = records.reduce(0) { $0 + Memory.bytes(self.store + "/" + $1.path) }

        let prompts = records.filter { $0.kind == .prompt && $0.id != nil }
        guard !prompts.isEmpty else { throw ValidationError("\(self.store) has no prompts with an id") }
        var random = SystemRandomNumberGenerator()
        let asked = (0..<count).map { _ in prompts[Int.random(in: 0..<prompts.count, using: &random)] }
        let ids = asked.compactMap(\.id)
        let addresses = asked.map(\.address)
        for record in asked.prefix(1_000) {
            store.record(UsageEvent("render", prompt: record.id, at: record.address, metadata: []))
        }
        let usage = store.usage()
        let tables = try Tables(records, libraryIndex, usage)

        var table = Table(
            "look-up, \(Units.grouped(records.count)) records", "promptpal", "least–most", "SQLite",
            "least–most",
            "times as fast")
        func compare(
            _ name: String, per count: Int, _ ours: @escaping () -> Int, _ theirs: @escaping () throws -> Int
        ) throws {
            var sums = (0, 0)
            let times = try alternating(
                rounds: rounds, [{ seconds { sums.0 = ours() } }, { try seconds { sums.1 = try theirs() } }])
            guard sums.0 == sums.1 else { throw ValidationError("\(name): \(sums.0) is not \(sums.1)") }
            let cells = times.map { samples in
                let scaled = [samples.median, samples.least, samples.most].map {
                    Units.time($0 / Double(count))
                }
                return (scaled[0], scaled[1] + "–" + scaled[2])
            }
            table.add(
                name, cells[0].0, cells[0].1, cells[1].0, cells[1].1,
                Units.times(times[1].median / times[0].median))
        }
        let idTexts = ids.map { Array($0.description.utf8) }
        let addressTexts = addresses.map { Array($0.path.utf8) }
        try compare("by id", per: count) {
            ids.reduce(0) { $0 + (libraryIndex.record($1)?.withAddress(\.count) ?? 0) }
        } _: {
            try tables.sum(tables.byID, idTexts)
        }
        try compare("by address", per: count) {
            addresses.reduce(0) { $0 + (libraryIndex.record(.prompt, at: $1)?.withAddress(\.count) ?? 0) }
        } _: {
            try tables.sum(tables.byAddress, addressTexts)
        }
        try compare("use count", per: count) {
            asked.indices.reduce(0) { $0 + usage.total(of: ids[$1], at: addresses[$1]).uses }
        } _: {
            try tables.sum(tables.useCount, idTexts)
        }
        if let module = records.first(where: { $0.kind == .module }) {
            var users = 0
            try compare("users of a module", per: 1) {
                let found = libraryIndex.users(of: module.address, kind: .module)
                users = found.count
                return found.reduce(0) { $0 + $1.withAddress(\.count) }
            } _: {
                try tables.users(of: module.address.path)
            }
            var uses = 0
            try compare("uses of a module, with module and option", per: 1) {
                uses = libraryIndex.uses(of: module.address, kind: .module)
                    .reduce(0) { $0 + $1.record.withAddress(\.count) + $1.reference.module.utf8.count }
                return uses
            } _: {
                try tables.uses(of: module.address.path)
            }
            print(table.markdown)
            print("The module has \(Units.grouped(users)) users.", terminator: " ")
        } else {
            print(table.markdown)
        }
        print(
            "The index takes \(Units.size(memory)) of memory, \(Units.figures(Double(memory) / Double(files))) times",
            "the \(Units.size(files)) of its files.\n")
    }
}

/// The same records in SQLite, in the form that answers each question by one index.
private struct Tables {
    let database: Database
    let byID: Statement
    let byAddress: Statement
    let useCount: Statement
    private let users: Statement
    private let uses: Statement

    init(_ records: [IndexedRecord], _ libraryIndex: StoreIndex, _ usage: Usage) throws {
        database = try Database()
        try database.run(
            """
            CREATE TABLE records(id TEXT PRIMARY KEY, kind TEXT, address TEXT, name TEXT, uses INTEGER) WITHOUT ROWID;
            CREATE TABLE addresses(address TEXT, kind TEXT, id TEXT, PRIMARY KEY(address, kind)) WITHOUT ROWID;
            CREATE TABLE users(module TEXT, path TEXT, address TEXT, PRIMARY KEY(module, path)) WITHOUT ROWID;
            CREATE TABLE uses(module TEXT, path TEXT, kind TEXT, name TEXT, option TEXT, address TEXT,
                PRIMARY KEY(module, path, kind, name, option)) WITHOUT ROWID;
            BEGIN;
            """)
        let insert = try database.prepare("INSERT INTO records VALUES(?, ?, ?, ?, ?)")
        let place = try database.prepare("INSERT INTO addresses VALUES(?, ?, ?)")
        let user = try database.prepare("INSERT OR IGNORE INTO users VALUES(?, ?, ?)")
        let through = try database.prepare("INSERT INTO uses VALUES(?, ?, ?, ?, ?, ?)")
        for record in records {
            guard let id = record.id else { continue }
            let address = record.address
            insert.bind(1, id.description)
            insert.bind(2, record.kind.rawValue)
            insert.bind(3, address.path)
            insert.bind(4, record.givenName ?? "")
            insert.bind(5, usage.total(of: id, at: address).uses)
            try insert.forEach {}
            place.bind(1, address.path)
            place.bind(2, record.kind.rawValue)
            place.bind(3, id.description)
            try place.forEach {}
            guard record.kind == .module else { continue }
            for use in libraryIndex.uses(of: address, kind: .module) {
                user.bind(1, address.path)
                user.bind(2, use.record.path)
                user.bind(3, use.record.address.path)
                try user.forEach {}
                through.bind(1, address.path)
                through.bind(2, use.record.path)
                through.bind(3, use.reference.kind.rawValue)
                through.bind(4, use.reference.module)
                through.bind(5, use.reference.option)
                through.bind(6, use.record.address.path)
                try through.forEach {}
            }
        }
        try database.run("COMMIT; ANALYZE;")
        byID = try database.prepare("SELECT address FROM records WHERE id = ?")
        byAddress = try database.prepare(
            "SELECT address FROM addresses WHERE address = ? AND kind = 'prompt'")
        useCount = try database.prepare("SELECT uses FROM records WHERE id = ?")
        users = try database.prepare("SELECT address FROM users WHERE module = ? ORDER BY path")
        uses = try database.prepare(
            "SELECT address, kind, name, option FROM uses WHERE module = ? ORDER BY path")
    }

    /// The lengths of the texts, or the numbers, that the keys lead to.
    func sum(_ statement: Statement, _ keys: [[UInt8]]) throws -> Int {
        var sum = 0
        let isNumber = statement === useCount
        for key in keys {
            try key.withUnsafeBufferPointer { key in
                statement.bind(1, key)
                try statement.forEach { sum += isNumber ? statement.number(0) : statement.length(0) }
            }
        }
        return sum
    }

    func users(of module: String) throws -> Int {
        var sum = 0
        users.bind(1, module)
        try users.forEach { sum += users.length(0) }
        return sum
    }

    func uses(of module: String) throws -> Int {
        var sum = 0
        uses.bind(1, module)
        try uses.forEach {
            keep(uses.length(1) + uses.length(3))
            sum += uses.length(0) + uses.length(2)
        }
        return sum
    }
}

import ArgumentParser
import Diagnostics
import Harness
import PromptCore
import PromptIndex
import PromptStore
import SystemPackage

/// `promptpal-bench searches`
struct Searches: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Search the index in memory, beside SQLite's FTS5 over the same texts in memory.",
        discussion: """
            The best 20 of all records that have every word, ranked by BM25 with weights by field; a word also stands for
            longer ones that begin with it, so FTS5 is asked for `word*`. Both sides must find the same number of records.
            """)

    @Argument(help: "A store.")
    var store: String

    @Option(help: "Rounds.")
    var rounds = 9

    @Argument(help: "Queries.")
    var queries: [String]

    func run() throws {
        let store = try Store(opening: FilePath(self.store), in: .benchmark)
        let libraryIndex = store.libraryIndex()
        let texts = try FullTexts(libraryIndex, self.store)
        var table = Table(
            "search, \(Units.grouped(libraryIndex.records.count)) records", "found", "promptpal",
            "least–most",
            "FTS5",
            "least–most", "times as fast")
        for query in queries {
            var found = (0, 0)
            let times = try alternating(
                rounds: rounds,
                [
                    {
                        try seconds {
                            let results = try libraryIndex.search(SearchQuery(query), limit: 20)
                            found.0 = results.total
                            keep(results.hits.map(\.record.address))
                        }
                    },
                    { try seconds { try texts.best(query) } },
                ])
            found.1 = try texts.count(query)
            guard found.0 == found.1 else {
                throw ValidationError("\(query): \(found.0) records here, \(found.1) there")
            }
            table.add(
                "`\(query)`", Units.grouped(found.0), Units.time(times[0].median),
                "\(Units.time(times[0].least))–\(Units.time(times[0].most))", Units.time(times[1].median),
                "\(Units.time(times[1].least))–\(Units.time(times[1].most))",
                Units.times(times[1].median / times[0].median))
        }
        print(table.markdown)
    }
}

/// The same texts in a table of FTS5.
private struct FullTexts {
    private let database: Database
    private let ranked: Statement
    private let counted: Statement

    init(_ libraryIndex: StoreIndex, _ store: String) throws {
        database = try Database()
        let columns = SearchField.allCases.map { "f\($0.rawValue)" }
        try database.run(
            """
            CREATE TABLE paths(id INTEGER PRIMARY KEY, address TEXT);
            CREATE VIRTUAL TABLE texts USING fts5(\(columns.joined(separator: ", ")), content='',
                prefix='3', tokenize="unicode61 remove_diacritics 2");
            BEGIN;
            """)
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        let insert = try database.prepare(
            "INSERT INTO texts(rowid, \(columns.joined(separator: ", "))) VALUES(?, \(marks))")
        let path = try database.prepare("INSERT INTO paths VALUES(?, ?)")
        for (number, record) in libraryIndex.records.enumerated() {
            var fields = [String](repeating: "", count: columns.count)
            let bytes = try FileBytes.read(store + "/" + record.path)
            let source = ParsedFile(
                SourceText(name: record.path, bytes: bytes), kind: record.kind, address: record.address,
                format: .newest)
            for text in source.searchTexts { fields[Int(text.field.rawValue)] += text.text + "\n" }
            insert.bind(1, number)
            for (place, field) in fields.enumerated() { insert.bind(Int32(place + 2), field) }
            try insert.forEach {}
            path.bind(1, number)
            path.bind(2, record.address.path)
            try path.forEach {}
        }
        try database.run("COMMIT; INSERT INTO texts(texts) VALUES('optimize');")
        let weights = SearchField.allCases.map { String(10 - Int($0.rawValue)) }.joined(separator: ", ")
        ranked = try database.prepare(
            """
            SELECT paths.address FROM (SELECT rowid, bm25(texts, \(weights)) AS score FROM texts WHERE texts MATCH ?
                ORDER BY score LIMIT 20) AS best JOIN paths ON paths.id = best.rowid ORDER BY score
            """)
        counted = try database.prepare("SELECT count(*) FROM texts WHERE texts MATCH ?")
    }

    private func match(_ query: String) -> String {
        query.split(separator: " ").map { "\"\($0)\"*" }.joined(separator: " AND ")
    }

    func best(_ query: String) throws {
        ranked.bind(1, match(query))
        try ranked.forEach { keep(ranked.length(0)) }
    }

    func count(_ query: String) throws -> Int {
        counted.bind(1, match(query))
        var count = 0
        try counted.forEach { count = counted.number(0) }
        return count
    }
}

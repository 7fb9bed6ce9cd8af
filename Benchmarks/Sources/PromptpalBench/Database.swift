import CSQLite

/// An SQLite database in memory, asked with prepared statements.
final class Database {
    private var handle: OpaquePointer?

    init() throws {
        guard sqlite3_open(":memory:", &handle) == SQLITE_OK else { throw DatabaseError(self) }
    }

    deinit { sqlite3_close(handle) }

    var message: String { String(cString: sqlite3_errmsg(handle)) }

    /// Runs statements that give nothing.
    func run(_ statements: String) throws {
        guard sqlite3_exec(handle, statements, nil, nil, nil) == SQLITE_OK else { throw DatabaseError(self) }
    }

    func prepare(_ statement: String) throws -> Statement {
        var prepared: OpaquePointer?
        guard sqlite3_prepare_v2(handle, statement, -1, &prepared, nil) == SQLITE_OK, let prepared else {
            throw DatabaseError(self)
        }
        return Statement(prepared, self)
    }
}

/// An error with SQLite's message.
struct DatabaseError: Error, CustomStringConvertible {
    let description: String

    init(_ database: Database) { description = "SQLite: \(database.message)" }
}

/// A statement that is asked again and again with other values.
final class Statement {
    private let handle: OpaquePointer
    private let database: Database

    init(_ handle: OpaquePointer, _ database: Database) {
        self.handle = handle
        self.database = database
    }

    deinit { sqlite3_finalize(handle) }

    /// Gives a parameter its text; the first is 1. The bytes must stay until the next one is bound.
    func bind(_ place: Int32, _ text: UnsafeBufferPointer<UInt8>) {
        text.withMemoryRebound(to: CChar.self) { text in
            _ = sqlite3_bind_text(handle, place, text.baseAddress, Int32(text.count), nil)
        }
    }

    /// The same, of a text that SQLite copies.
    func bind(_ place: Int32, _ text: String) {
        // SQLITE_TRANSIENT, which has no Swift name.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        sqlite3_bind_text(handle, place, text, -1, copied)
    }

    func bind(_ place: Int32, _ number: Int) { sqlite3_bind_int64(handle, place, Int64(number)) }

    /// Calls `row` for each row, and makes the statement ready for the next values.
    func forEach(_ row: () -> Void) throws {
        var code = sqlite3_step(handle)
        while code == SQLITE_ROW {
            row()
            code = sqlite3_step(handle)
        }
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw DatabaseError(database) }
    }

    func number(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

    /// The size of a text in bytes; SQLite reads the text for it.
    func length(_ column: Int32) -> Int {
        _ = sqlite3_column_text(handle, column)
        return Int(sqlite3_column_bytes(handle, column))
    }
}

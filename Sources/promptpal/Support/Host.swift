internal import Glibc
internal import PromptStore

/// The process and the machine: the only code that reads clock, randomness, environment and account. The
/// targets below get them as a ``StoreEnvironment``.
enum Host {
    /// The current time in UTC to the second, as RFC 3339: `2026-11-24T09:30:00Z`.
    static func now() -> String {
        CivilTime(secondsSinceEpoch: secondsSinceEpoch()).text
    }

    /// Whole seconds since 1970-01-01T00:00:00Z.
    static func secondsSinceEpoch() -> Int64 {
        Int64(realTime().tv_sec)
    }

    /// Whole milliseconds since 1970-01-01T00:00:00Z, for a UUIDv7 (RFC 9562).
    static func millisecondsSinceEpoch() -> Int64 {
        let time = realTime()
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Returns 64 bits from the system's cryptographic random source.
    static func random() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }

    /// Returns the value of an environment variable; `nil` if it is unset or not UTF-8.
    static func environment(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        return String(validatingCString: value)
    }

    private static func realTime() -> timespec {
        var time = timespec()
        // Fails only for a clock that does not exist; CLOCK_REALTIME always exists.
        _ = clock_gettime(CLOCK_REALTIME, &time)
        return time
    }

    /// Returns the present offset of local time from UTC in minutes, positive to the east.
    static func offsetMinutes() -> Int {
        var now = time(nil)
        var local = tm()
        guard localtime_r(&now, &local) != nil else { return 0 }
        return local.tm_gmtoff / 60
    }
}

extension Host {
    /// Returns login and full name of the effective user. The full name is the first part of the account's
    /// comment field (with `&` for the login), else the login.
    static func account() -> StoreUser.Account {
        var record = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16 * 1024)
        let number = "user-\(geteuid())"
        return buffer.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress,
                getpwuid_r(geteuid(), &record, start, buffer.count, &found) == 0, found != nil,
                let name = record.pw_name
            else { return StoreUser.Account(login: number, fullName: number, hostName: hostName()) }
            let login = String(cString: name)
            let comment = record.pw_gecos.map { String(cString: $0) } ?? ""
            let full = comment.prefix { $0 != "," }.split(separator: "&", omittingEmptySubsequences: false)
                .joined(separator: login)
            return StoreUser.Account(
                login: login, fullName: full.isEmpty ? login : full, hostName: hostName())
        }
    }

    private static func hostName() -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        // One byte stays 0, because a truncated name may lack its terminator.
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        let name = String(
            decoding: buffer.lazy.map(UInt8.init(bitPattern:)).prefix { $0 != 0 }, as: UTF8.self)
        return name.isEmpty ? "localhost" : name
    }
}

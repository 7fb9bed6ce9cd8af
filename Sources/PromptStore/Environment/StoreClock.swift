public import PromptCore
internal import Synchronization

/// The clock for the dates and times that a store writes.
public struct StoreClock: Sendable {
    /// Returns whole milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: @Sendable () -> Int64
    /// Returns the present offset of local time from UTC in minutes, positive to the east.
    public let offsetMinutes: @Sendable () -> Int

    /// A clock from its two readings.
    public init(
        milliseconds: @escaping @Sendable () -> Int64, offsetMinutes: @escaping @Sendable () -> Int = { 0 }
    ) {
        self.milliseconds = milliseconds
        self.offsetMinutes = offsetMinutes
    }

    /// Whole seconds since 1970-01-01T00:00:00Z.
    public var seconds: Int64 {
        let (seconds, rest) = milliseconds().quotientAndRemainder(dividingBy: 1000)
        return rest < 0 ? seconds - 1 : seconds
    }

    /// The time in UTC to the second, as RFC 3339: `2026-11-24T09:30:00Z`.
    public var text: String { CivilTime(secondsSinceEpoch: seconds).text }
}

/// A source of new ids: UUIDv7 (RFC 9562).
public final class RecordIDSource: Sendable {
    private let clock: StoreClock
    private let random: @Sendable () -> UInt64
    /// The last id's milliseconds and first random half.
    private let last = Mutex<(milliseconds: UInt64, high: UInt64)>((0, 0))

    /// - Parameter random: returns 64 random bits.
    public init(clock: StoreClock, random: @escaping @Sendable () -> UInt64) {
        self.clock = clock
        self.random = random
    }

    /// Returns an id of this moment. Within one millisecond the random part is counted up from the previous
    /// one (RFC 9562, 6.2, method 2).
    public func next() -> RecordID {
        let now = UInt64(max(0, clock.milliseconds()))
        let (milliseconds, high) = last.withLock { last in
            if now > last.milliseconds {
                // The highest of the 12 counting bits is left free, so that there is room to count.
                last = (now, random() & ~0x800)
            } else if last.high & 0xFFF == 0xFFF {
                last = (last.milliseconds + 1, last.high & ~0xFFF)
            } else {
                last.high += 1
            }
            return last
        }
        return .version7(milliseconds: milliseconds, random: (high, random()))
    }
}

/// A moment as a calendar date and time of day in UTC, in the proleptic Gregorian calendar.
///
/// The arithmetic is Howard Hinnant's `civil_from_days`: years start in March and are
/// counted in eras of 400, so that every era has the same 146,097 days.
public struct CivilTime: Sendable, Hashable {
    /// The year of the proleptic Gregorian calendar; may be negative.
    public let year: Int
    /// 1–12.
    public let month: Int
    /// 1–31.
    public let day: Int
    /// 0–23.
    public let hour: Int
    /// 0–59.
    public let minute: Int
    /// 0–59: Unix time has no leap seconds.
    public let second: Int

    /// - Parameter seconds: seconds since 1970-01-01T00:00:00Z, negative before it.
    public init(secondsSinceEpoch seconds: Int64) {
        let (days, time) = CivilTime.divide(Int(seconds), by: 86_400)
        hour = time / 3600
        minute = time / 60 % 60
        second = time % 60
        let (era, dayOfEra) = CivilTime.divide(days + 719_468, by: 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// RFC 3339 in UTC to the second: `2026-11-24T09:30:00Z`. Years outside 0000–9999, which RFC 3339 can't
    /// write, have a sign or more digits.
    public var text: String {
        func padded(_ number: Int, to width: Int) -> String {
            let digits = String(number.magnitude)
            let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
            return (number < 0 ? "-" : "") + zeros + digits
        }
        return padded(year, to: 4) + "-" + padded(month, to: 2) + "-" + padded(day, to: 2)
            + "T" + padded(hour, to: 2) + ":" + padded(minute, to: 2) + ":" + padded(second, to: 2) + "Z"
    }

    /// Quotient and remainder with the remainder in `0..<divisor`.
    private static func divide(_ number: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

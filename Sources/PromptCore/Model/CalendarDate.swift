/// An ISO 8601 calendar date, with or without a time of day, checked against the calendar.
public struct CalendarDate: Sendable, Hashable, Comparable {
    /// Seconds since 1970-01-01T00:00:00 UTC. A time without an offset counts as UTC.
    public let seconds: Int64
    /// Nanoseconds within the second.
    public let nanoseconds: Int
    /// True if the text has a time of day.
    public let hasTime: Bool

    /// Reads `2026-11-24`, `2026-11-24T09:30`, `2026-11-24T09:30:00.5+01:00`. `T` may also be `t` or a space,
    /// and the time may end in `Z`, an offset, or neither. Returns `nil` if the text or the date is invalid.
    public init?(_ text: String) {
        var scan = Scan(bytes: Array(text.utf8))
        guard let year = scan.number(4), scan.take(0x2D), let month = scan.number(2), scan.take(0x2D),
            let day = scan.number(2), (1...12).contains(month),
            day >= 1, day <= CalendarDate.days(inMonth: month, of: year)
        else { return nil }
        var seconds = CalendarDate.daysSinceEpoch(year: year, month: month, day: day) * 86_400
        var nanoseconds = 0
        var hasTime = false
        if !scan.isAtEnd {
            guard scan.take(0x54) || scan.take(0x74) || scan.take(0x20), let hour = scan.number(2), hour < 24,
                scan.take(0x3A), let minute = scan.number(2), minute < 60
            else { return nil }
            hasTime = true
            var second = 0
            if scan.take(0x3A) {
                guard let value = scan.number(2), value <= 60 else { return nil }
                second = value
                if scan.take(0x2E) {
                    guard let fraction = scan.fraction() else { return nil }
                    nanoseconds = fraction
                }
            }
            guard let offset = scan.offset(), scan.isAtEnd else { return nil }
            seconds += Int64(hour * 3600 + minute * 60 + second - offset)
        }
        self.seconds = seconds
        self.nanoseconds = nanoseconds
        self.hasTime = hasTime
    }

    /// Compares moments in UTC.
    public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }

    private init(seconds: Int64, nanoseconds: Int, hasTime: Bool) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
        self.hasTime = hasTime
    }

    /// Returns the last nanosecond of the second that is `count` seconds later.
    func addingSeconds(_ count: Int64) -> CalendarDate {
        CalendarDate(seconds: seconds + count, nanoseconds: 999_999_999, hasTime: hasTime)
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Returns the days since 1970-01-01 in the proleptic Gregorian calendar. Years are counted from 1 March,
    /// so that leap days end the year.
    private static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int64 {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int64(era * 146_097 + dayOfEra - 719_468)
    }

    private struct Scan {
        let bytes: [UInt8]
        var index = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        var isAtEnd: Bool { index == bytes.count }

        mutating func take(_ byte: UInt8) -> Bool {
            guard index < bytes.count, bytes[index] == byte else { return false }
            index += 1
            return true
        }

        mutating func digit() -> Int? {
            guard index < bytes.count, (0x30...0x39).contains(bytes[index]) else { return nil }
            defer { index += 1 }
            return Int(bytes[index] - 0x30)
        }

        mutating func number(_ count: Int) -> Int? {
            var value = 0
            for _ in 0..<count {
                guard let digit = digit() else { return nil }
                value = value * 10 + digit
            }
            return value
        }

        /// Reads nanoseconds from one or more digits; digits after the ninth are dropped.
        mutating func fraction() -> Int? {
            guard var value = digit() else { return nil }
            var count = 1
            while count < 9, let digit = digit() {
                value = value * 10 + digit
                count += 1
            }
            for _ in count..<9 { value *= 10 }
            while digit() != nil {}
            return value
        }

        /// Reads an offset in seconds east of UTC; returns 0 if there is none.
        mutating func offset() -> Int? {
            if isAtEnd || take(0x5A) || take(0x7A) { return 0 }
            let east = take(0x2B)
            guard east || take(0x2D), let hours = number(2), hours < 24 else { return nil }
            if isAtEnd { return hours * 3600 * (east ? 1 : -1) }
            _ = take(0x3A)
            guard let minutes = number(2), minutes < 60 else { return nil }
            return (hours * 3600 + minutes * 60) * (east ? 1 : -1)
        }
    }
}

/// Times and days of usage, as numbers.
public enum UsageTime {
    /// Seconds of a day: Unix time has no leap seconds.
    static let day: Int64 = 86_400

    /// Returns the seconds since 1970-01-01T00:00:00Z of an RFC 3339 time; `nil` for any other text.
    static func seconds(_ text: UnsafeRawBufferPointer) -> Int64? {
        guard text.count >= 20, text[4] == 0x2D, text[7] == 0x2D, text[10] == 0x54 || text[10] == 0x74,
            text[13] == 0x3A, text[16] == 0x3A,
            let year = number(in: text, from: 0, count: 4), let month = number(in: text, from: 5, count: 2),
            let day = number(in: text, from: 8, count: 2),
            let hour = number(in: text, from: 11, count: 2),
            let minute = number(in: text, from: 14, count: 2),
            let second = number(in: text, from: 17, count: 2),
            1...12 ~= month, 1...31 ~= day, hour < 24, minute < 60, second <= 60
        else { return nil }
        var next = 19
        if text[next] == 0x2E {
            next += 1
            while next < text.count, 0x30...0x39 ~= text[next] { next += 1 }
        }
        guard next < text.count else { return nil }
        let seconds =
            days(year: year, month: month, day: day) * self.day + Int64(hour * 3600 + minute * 60 + second)
        switch text[next] {
        case 0x5A, 0x7A: return next + 1 == text.count ? seconds : nil
        case 0x2B, 0x2D:
            guard text.count == next + 6, text[next + 3] == 0x3A,
                let hours = number(in: text, from: next + 1, count: 2),
                let minutes = number(in: text, from: next + 4, count: 2), hours < 24, minutes < 60
            else { return nil }
            let offset = Int64(hours * 3600 + minutes * 60)
            return text[next] == 0x2B ? seconds - offset : seconds + offset
        default: return nil
        }
    }

    /// Returns the day of `YYYY-MM-DD`, or the day that is `30d`, `4w`, `12m` or `1y` before today; in days
    /// since 1970-01-01. `nil` for any other text.
    public static func day(_ text: String, today: Int) -> Int? {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBytes { bytes -> Int? in
            if bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
                let year = number(in: bytes, from: 0, count: 4),
                let month = number(in: bytes, from: 5, count: 2),
                let day = number(in: bytes, from: 8, count: 2), 1...12 ~= month, 1...31 ~= day
            {
                return Int(days(year: year, month: month, day: day))
            }
            guard let unit = bytes.last, 2...6 ~= bytes.count,
                let count = number(in: bytes, from: 0, count: bytes.count - 1)
            else {
                return nil
            }
            switch unit {
            case UInt8(ascii: "d"): return today - count
            case UInt8(ascii: "w"): return today - 7 * count
            case UInt8(ascii: "m"): return today - 30 * count
            case UInt8(ascii: "y"): return today - 365 * count
            default: return nil
            }
        }
    }

    /// Returns a day as `YYYY-MM-DD`.
    public static func text(day: Int) -> String {
        String(CivilTime(secondsSinceEpoch: Int64(day) * self.day).text.prefix(10))
    }

    /// Returns days since 1970-01-01, by Howard Hinnant's `days_from_civil`.
    static func days(year: Int, month: Int, day: Int) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return Int64(era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468)
    }

    /// Returns months since January of year 0.
    static func month(of seconds: Int64) -> Int32 {
        let time = CivilTime(secondsSinceEpoch: seconds)
        return Int32(truncatingIfNeeded: time.year * 12 + time.month - 1)
    }

    private static func number(in text: UnsafeRawBufferPointer, from start: Int, count: Int) -> Int? {
        var value = 0
        for offset in start..<start + count {
            guard 0x30...0x39 ~= text[offset] else { return nil }
            value = value * 10 + Int(text[offset] - 0x30)
        }
        return value
    }
}

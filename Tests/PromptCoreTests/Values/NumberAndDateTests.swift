import Testing

@testable import PromptCore

@Suite struct DecimalNumberTests {
    @Test(arguments: [
        "0", "-1", "+1", "12.50", ".5", "-0.001", "007", "999999999999999999", "0.123456789012345678",
    ])
    func good(_ text: String) throws {
        #expect(try #require(DecimalNumber(text)).text == text)
    }

    @Test(arguments: [
        "", "-", "1.", ".", "1e3", "1,000", "0x10", "１", "1 ", "--1", "1.2.3", "1000000000000000000", "NaN",
        "inf",
    ])
    func bad(_ text: String) {
        #expect(DecimalNumber(text) == nil)
    }

    @Test(arguments: [
        ("1", "2"), ("-2", "-1"), ("0.1", "0.11"), ("-0.5", "0"), ("9.99", "10"), ("1.000", "1.001"),
    ])
    func order(_ left: String, _ right: String) throws {
        let (a, b) = (try #require(DecimalNumber(left)), try #require(DecimalNumber(right)))
        #expect(a < b)
        #expect(!(b < a))
    }

    @Test func equality() {
        #expect(DecimalNumber("1.50") == DecimalNumber("1.5"))
        #expect(DecimalNumber("-0") == DecimalNumber("0"))
    }

    /// One tenth has no binary form, but ten of them are exactly one.
    @Test(arguments: [
        ("0.3", "0.1", "0", true), ("1", "0.1", "0", true), ("0.35", "0.1", "0", false),
        ("55", "10", "50", false),
        ("60", "10", "50", true), ("7", "5", "2", true), ("-3", "1.5", "0", true), ("5", "0", "0", true),
    ])
    func steps(_ value: String, _ step: String, _ base: String, _ fits: Bool) throws {
        let number = try #require(DecimalNumber(value))
        #expect(number.isStep(try #require(DecimalNumber(step)), from: DecimalNumber(base)) == fits)
    }
}

@Suite struct CalendarDateTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("2000-02-29", 951_782_400), ("2026-11-24", 1_795_478_400),
        ("1969-12-31", -86_400),
        ("2026-11-24T09:30", 1_795_512_600), ("2026-11-24T09:30:15Z", 1_795_512_615),
        ("2026-11-24T09:30:15.25+01:00", 1_795_509_015), ("2026-11-24 09:30:15-0130", 1_795_518_015),
        ("2026-11-24T09:30+02", 1_795_505_400), ("2026-11-24T09:30:15.12345678901Z", 1_795_512_615),
        ("0001-01-01", -62_135_596_800), ("9999-12-31", 253_402_214_400),
    ])
    func good(_ text: String, _ seconds: Int64) throws {
        #expect(try #require(CalendarDate(text)).seconds == seconds)
    }

    @Test(arguments: [
        "", "2026", "2026-13-01", "2026-00-10", "2026-02-29", "1900-02-29", "2026-04-31", "2026-1-1",
        "26-01-01", "2026-11-24T",
        "2026-11-24T25:00", "2026-11-24T09:60", "2026-11-24T09", "2026-11-24T09:30:61",
        "2026-11-24T09:30:15.", "2026-11-24Z",
        "2026-11-24T09:30+25:00", "2026-11-24T09:30+2", "2026-11-24T09:30+02:", "24.11.2026", "2026/11/24",
        "2026-11-24T09:30ZZ",
    ])
    func bad(_ text: String) {
        #expect(CalendarDate(text) == nil)
    }

    /// A limit without a time is the whole day, so times of that day are within it.
    @Test func limitsOnOneDay() throws {
        let text =
            "variables: {d: {type: date, include_time: true, min: 2026-11-24T10:00, max: 2026-11-24}}\n"
            + "content: \"{{d}}\"\n"
        #expect(try render(text, values: ["d": .text("2026-11-24T11:00")]).text == "2026-11-24T11:00")
    }

    @Test func order() throws {
        let early = try #require(CalendarDate("2026-11-24T10:00+02:00"))
        let late = try #require(CalendarDate("2026-11-24T09:00Z"))
        #expect(early < late)
    }
}

import Diagnostics
import Testing

@Suite("Display width")
struct DisplayWidthTests {
    @Test(
        "columns of a text",
        arguments: [
            ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("°", 1), ("\u{AD}", 0), ("ǆ", 1), ("Ω", 1),
            ("ш", 1),
            ("日本語", 6), ("ｱ", 1), ("Ａ", 2), ("　", 2), ("、", 2), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2),
            ("中a", 3), ("🎉", 2), ("👍🏽", 4), ("❤", 1), ("⌚", 2), ("⚡", 2), ("☀", 1), ("𠀀", 2), ("🫠", 2),
            ("\u{200B}", 0), ("\u{200D}", 0), ("\u{FE0F}", 0), ("\u{202E}", 0), ("\u{FEFF}", 0),
            ("\n", 0), ("\u{1B}", 0), ("\u{7F}", 0), ("\u{9B}", 0),
            ("ไทย", 3), ("ที่", 1), ("שלום", 4), ("مرحبا", 5), ("…", 1), ("─", 1), ("\u{FFFD}", 1),
        ])
    func widths(text: String, columns: Int) {
        #expect(displayWidth(of: text) == columns)
    }

    @Test("a substring counts what it holds")
    func substring() {
        #expect(displayWidth(of: "日本語".dropFirst()) == 4)
    }

    @Test(
        "what may not reach a terminal is made visible",
        arguments: [
            ("plain text", "plain text"), ("é日🎉", "é日🎉"), ("a\tb", "a    b"), ("\u{1B}[31mred", "␛[31mred"),
            ("a\r\nb", "a␍␊b"), ("\0\u{7F}", "␀␡"), ("\u{9B}31m", "<U+9B>31m"),
            ("a\u{202E}b\u{2066}c", "a<U+202E>b<U+2066>c"),
            ("\u{61C}\u{200E}\u{200F}", "<U+61C><U+200E><U+200F>"),
            ("a\u{200B}b\u{2060}", "a<U+200B>b<U+2060>"), ("\u{FEFF}x\u{2028}", "<U+FEFF>x<U+2028>"),
            ("\u{E0041}", "<U+E0041>"), ("👩\u{200D}🚀", "👩🚀"), ("می\u{200C}خواهم", "می\u{200C}خواهم"),
        ])
    func visibleText(text: String, shown: String) {
        #expect(visible(text) == shown)
    }
}

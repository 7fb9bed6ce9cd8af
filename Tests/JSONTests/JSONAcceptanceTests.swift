import Foundation
import JSON
import Testing

/// Texts that RFC 8259 allows (`y_`), forbids (`n_`), or leaves to the reader (`i_`, with our decision).
@Suite struct JSONAcceptanceTests {
    static let accepted: [(name: String, text: String)] = [
        ("array_empty", "[]"), ("array_spaces", "[ \t\r\n ]"), ("array_of_arrays", "[[],[[]]]"),
        ("array_mixed", #"[null, 1, "1", {}, true]"#), ("array_one_null", "[null]"),
        ("array_space_before", " [1]"), ("array_space_after", "[2] "), ("array_line_feed", "[1\n]"),
        ("array_several_null", "[1,null,null,null,2]"), ("array_false", "[false]"),
        ("number_zero", "0"), ("number_minus_zero", "-0"), ("number_int", "123"), ("number_minus", "-123"),
        ("number_minus_one", "[-1]"), ("number_fraction", "[123.456]"), ("number_zero_fraction", "0.10"),
        ("number_exponent", "[1e2]"), ("number_exponent_upper", "[1E22]"),
        ("number_exponent_minus", "[1e-2]"),
        ("number_exponent_plus", "[1E+2]"), ("number_zero_exponent", "[0e1]"),
        ("number_zero_exponent_plus", "[0e+1]"), ("number_fraction_exponent", "[123.456e78]"),
        ("number_exponent_zeros", "[1e007]"), ("number_near_zero", "[-0.0000000000000000000000000001]"),
        ("number_after_space", "[ 4]"), ("number_long", "[100000000000000000000000000000000001]"),
        ("object_empty", "{}"), ("object_one", #"{"a":"b"}"#), ("object_two", #"{"a":"b","c":"d"}"#),
        ("object_empty_key", #"{"":0}"#), ("object_spaces", "{ \"a\" : 1 ,\n\"b\"\t:\r2 }"),
        ("object_escaped_key", #"{"fo\u0000o\"":42}"#), ("object_nested", #"{"a":{"b":{"c":[]}}}"#),
        ("object_duplicate_key", #"{"a":1,"a":2}"#), ("object_same_value_twice", #"{"a":"b","a":"b"}"#),
        ("object_long_keys", "{\"\(String(repeating: "x", count: 500))\":1}"),
        ("object_unicode_key", #"{"\u043f\u043e":"По"}"#),
        ("string_empty", "\"\""), ("string_one_letter", #"["a"]"#), ("string_space", #"" ""#),
        ("string_all_escapes", #"["\"\\\/\b\f\n\r\t"]"#), ("string_escaped_quote", #"["\""]"#),
        ("string_backslashes", #"["\\\\"]"#), ("string_backslash_u", #"["\\u0041"]"#),
        ("string_u_escape", #"["\u0060\u012a\u12AB"]"#), ("string_u_null", #"["\u0000"]"#),
        ("string_u_pair", #"["\uD801\udc37"]"#), ("string_u_pairs", #"["\ud83d\ude39\ud83d\udc8d"]"#),
        ("string_u_last_pair", #"["\uDBFF\uDFFF"]"#), ("string_u_nonchar", #"["\uFFFF"]"#),
        ("string_u_nonchar_pair", #"["\uD83F\uDFFE"]"#), ("string_u_before_surrogates", #"["\uD7FF"]"#),
        ("string_u_after_surrogates", #"["\uE000"]"#), ("string_u_line_separator", #"["\u2028"]"#),
        ("string_u_bom", #"["\uFEFF"]"#), ("string_delete", "[\"\u{7F}\"]"), ("string_c1", "[\"\u{80}\"]"),
        ("string_two_bytes", "[\"é\"]"), ("string_three_bytes", "[\"€\"]"), ("string_four_bytes", "[\"😀\"]"),
        ("string_last_scalar", "[\"\u{10FFFF}\"]"), ("string_nonchar", "[\"\u{FFFF}\"]"),
        ("string_line_separator", "[\"\u{2028}\u{2029}\"]"), ("string_no_break_space", "[\"\u{A0}\"]"),
        ("string_bom_inside", "[\"\u{FEFF}\"]"), ("string_comment_inside", #"["a/*b*/c//d"]"#),
        ("string_combining", "[\"e\u{301}\"]"), ("string_slash", #"["/\/"]"#),
        ("word_true", "true"), ("word_false", "false"), ("word_null", "null"),
        ("word_in_spaces", "\n null\t"),
        ("root_string", #""abc""#), ("root_number", "42"), ("root_negative", "-0.1"),
    ]

    static let refused: [(name: String, text: String)] = [
        ("empty", ""), ("space", " "), ("array_comma", "[,]"), ("array_comma_first", "[,1]"),
        ("array_comma_last", "[1,]"), ("array_two_commas", "[1,,2]"), ("array_no_comma", "[1 true]"),
        ("array_colon", #"["a":1]"#), ("array_unclosed", "[1"), ("array_unclosed_comma", "[1,"),
        ("array_unclosed_new", "[1,\n1\n,1"), ("array_extra_close", "[1]]"), ("array_wrong_close", "[1}"),
        ("array_just_close", "]"), ("array_semicolon", "[1;2]"), ("array_star", "[*]"),
        ("array_inner_open", "[3[4]]"), ("array_deep_unclosed", "[[[[["), ("array_text_after", "[1]x"),
        ("array_form_feed", "[\u{C}]"), ("array_vertical_tab", "[\u{B}1]"), ("array_null_byte", "[\0]"),
        ("object_comma_last", #"{"a":0,}"#), ("object_comma_first", #"{,"a":0}"#),
        ("object_two_commas", #"{"a":0,,"b":1}"#), ("object_no_colon", #"{"a" 0}"#),
        ("object_two_colons", #"{"a"::0}"#), ("object_no_value", #"{"a":}"#), ("object_no_key", "{:0}"),
        ("object_bare_key", "{a:0}"), ("object_number_key", "{1:1}"), ("object_single_quotes", "{'a':0}"),
        ("object_null_key", "{null:0}"), ("object_comma_for_colon", #"{"a",0}"#),
        ("object_unclosed", #"{"a":0"#),
        ("object_unclosed_key", #"{"a"#), ("object_only_open", "{"), ("object_only_key", #"{"a"}"#),
        ("object_wrong_close", #"{"a":0]"#), ("object_text_after", #"{"a":0}#"#), ("object_two", "{}{}"),
        ("object_comment", #"{"a":/*x*/0}"#), ("object_comment_after", #"{"a":0}//"#),
        ("object_hash", "{} # x"),
        ("object_no_comma", #"{"a":0 "b":1}"#), ("object_equals", #"{"a"=0}"#),
        ("object_value_only", #"{"a":1,"b"}"#),
        ("number_plus", "+1"), ("number_leading_zero", "012"), ("number_minus_leading_zero", "-012"),
        ("number_two_zeros", "00"), ("number_bare_fraction", ".5"), ("number_minus_fraction", "-.5"),
        ("number_no_fraction", "1."), ("number_fraction_exponent", "1.e1"), ("number_exponent", "1e"),
        ("number_exponent_plus", "1e+"), ("number_exponent_minus", "1E-"), ("number_exponent_point", "1e2.5"),
        ("number_two_exponents", "1e1e1"), ("number_two_points", "1.2.3"), ("number_minus", "-"),
        ("number_two_minus", "--1"), ("number_minus_space", "- 1"), ("number_hex", "0x1F"),
        ("number_octal", "0o7"),
        ("number_underscore", "1_000"), ("number_comma", "1,5"), ("number_inner_space", "1 000"),
        ("number_nan", "NaN"),
        ("number_infinity", "Infinity"), ("number_minus_infinity", "-Infinity"), ("number_inf", "Inf"),
        ("number_letter_after", "1a"), ("number_full_width", "１"), ("number_expression", "1+2"),
        ("number_exponent_start", "e5"),
        ("string_unclosed", "\"a"), ("string_quote_only", "\""), ("string_single_quotes", "'a'"),
        ("string_curly_quotes", "“a”"), ("string_line_feed", "\"a\nb\""), ("string_return", "\"a\rb\""),
        ("string_tab", "\"a\tb\""), ("string_null_byte", "\"a\0b\""), ("string_escape_char", "\"\u{1B}\""),
        ("string_last_control", "\"\u{1F}\""), ("string_escape_x", #""\x41""#), ("string_escape_a", #""\a""#),
        ("string_escape_v", #""\v""#), ("string_escape_0", #""\0""#), ("string_escape_quote", #""\'""#),
        ("string_escape_upper_u", #""\U0041""#), ("string_escape_space", #""\ ""#),
        ("string_escape_emoji", "\"\\😀\""),
        ("string_escape_end", #""\"#), ("string_escape_last", #""abc\""#), ("string_u_short", #""\u12""#),
        ("string_u_none", #""\u""#), ("string_u_letter", #""\u12G4""#), ("string_u_sign", #""\u+123""#),
        ("string_u_braces", #""\u{41}""#), ("string_u_lone_high", #""\uD800""#),
        ("string_u_lone_low", #""\uDC00""#),
        ("string_u_two_high", #""\uD800\uD800""#), ("string_u_swapped", #""\uDC00\uD800""#),
        ("string_u_high_text", #""\uD800abc""#), ("string_u_high_escape", #""\uD800\n""#),
        ("string_u_half_second", #""\uD800\u""#), ("string_two", #""a" "b""#), ("string_joined", #""a""b""#),
        ("string_bare", "abc"), ("string_line_continuation", "\"a\\\nb\""),
        ("word_upper", "True"), ("word_capital_null", "NULL"), ("word_short", "tru"), ("word_long", "nullx"),
        ("word_undefined", "undefined"), ("word_two", "true false"), ("word_none", "None"),
        ("structure_bom", "\u{FEFF}{}"), ("structure_no_break_space", "[\u{A0}1]"),
        ("structure_line_separator", "[1]\u{2028}"), ("structure_null_after", "1\0"),
        ("structure_comma", ","),
        ("structure_angle", "<null>"), ("structure_comment", "/**/ 1"), ("structure_line_comment", "// a\n1"),
        ("structure_escape_outside", #"[\n]"#), ("structure_u_outside", #"\u0041"#),
        ("structure_ellipsis", "[1, ...]"),
    ]

    /// Bytes that no Swift string holds.
    static let refusedBytes: [(name: String, bytes: [UInt8])] = [
        ("utf8_lone_continuation", [0x22, 0x80, 0x22]), ("utf8_cut", [0x22, 0xE2, 0x82, 0x22]),
        ("utf8_overlong_2", [0x22, 0xC0, 0xAF, 0x22]), ("utf8_overlong_3", [0x22, 0xE0, 0x80, 0xAF, 0x22]),
        ("utf8_overlong_4", [0x22, 0xF0, 0x80, 0x80, 0xAF, 0x22]),
        ("utf8_surrogate", [0x22, 0xED, 0xBF, 0xBF, 0x22]),
        ("utf8_too_large", [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22]), ("utf8_fe", [0x22, 0xFE, 0x22]),
        ("utf16_little", [0x5B, 0x00, 0x5D, 0x00]), ("utf16_big", [0x00, 0x5B, 0x00, 0x5D]),
        ("utf16_mark", [0xFF, 0xFE, 0x5B, 0x00, 0x5D, 0x00]), ("latin1", [0x22, 0xE9, 0x22]),
        ("utf8_in_structure", [0x5B, 0xE5, 0x5D]), ("utf8_after_number", [0x31, 0xFF]),
        ("utf8_in_escape", [0x22, 0x5C, 0xE5, 0x22]),
        ("utf8_in_u", [0x22, 0x5C, 0x75, 0x30, 0x30, 0xE5, 0x35, 0x22]),
    ]

    @Test(arguments: accepted.indices)
    func accepts(_ number: Int) throws {
        let (name, text) = Self.accepted[number]
        let value = try JSONDocument(Array(text.utf8)).value
        var json = JSONWriter(pretty: false)
        json.value(value)
        #expect(try JSONDocument(Array(json.text.utf8)).value == value, "\(name)")
        // Another reader gets the same from the text and from what is written again. It keeps one of two
        // members with a name, and drops a byte order mark at the start of a string.
        guard !["object_duplicate_key", "object_same_value_twice", "string_u_bom"].contains(name) else {
            return
        }
        let options: JSONSerialization.ReadingOptions = [.fragmentsAllowed]
        let read = try JSONSerialization.jsonObject(with: Data(text.utf8), options: options)
        let again = try JSONSerialization.jsonObject(with: Data(json.text.utf8), options: options)
        #expect(read as? NSObject == again as? NSObject, "\(name)")
    }

    @Test(arguments: refused.indices)
    func refuses(_ number: Int) {
        let (name, text) = Self.refused[number]
        #expect(throws: JSONError.self, "\(name)") { try JSONDocument(Array(text.utf8)) }
    }

    @Test(arguments: refusedBytes.indices)
    func refusesBytes(_ number: Int) {
        let (name, bytes) = Self.refusedBytes[number]
        #expect(throws: JSONError.self, "\(name)") { try JSONDocument(bytes) }
    }

    /// `i_` cases of the public suites: numbers beyond a double are kept, depth beyond the limit is refused.
    @Test func leftToTheReader() throws {
        for number in ["1e9999", "-1e9999", "1e-9999", "0.4e00669999999999999999999999999999999999"] {
            #expect(try JSONDocument(Array(number.utf8)).value == .number(number))
        }
        let deep = Array(String(repeating: "[", count: 500) + String(repeating: "]", count: 500)).map(
            \.asciiValue)
        #expect(throws: JSONError.self) { try JSONDocument(deep.compactMap { $0 }) }
        _ = try JSONDocument(deep.compactMap { $0 }, limits: JSONLimits(depth: 500))
    }

    @Test func namesAreUnique() {
        #expect(Self.accepted.count + Self.refused.count + Self.refusedBytes.count >= 200)
        for names in [Self.accepted.map(\.name), Self.refused.map(\.name), Self.refusedBytes.map(\.name)] {
            #expect(Set(names).count == names.count)
        }
    }
}

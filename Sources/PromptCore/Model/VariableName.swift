// The rules for the names of variables.
//
// Format 1: an ASCII letter or `_`, then letters, digits and `_`. Format 2: XID_Start or `_`, then XID_Continue, with `-`
// inside (Unicode Standard Annex 31); compared and written in NFC.

extension Variable {
    /// True if `name` can name a variable in `format`.
    public static func isName(_ name: some StringProtocol, in format: Format) -> Bool {
        guard let first = name.utf8.first, let last = name.unicodeScalars.last else { return false }
        let isPlain = name.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
        if isPlain || format == .one { return isPlain && isLetter(first) }
        let scalars = Slug.nfc(String(name)).unicodeScalars
        guard let start = scalars.first, start == "_" || start.properties.isXIDStart else { return false }
        return last != "-" && scalars.allSatisfy { $0 == "-" || $0.properties.isXIDContinue }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte == 0x5F || (0x61...0x7A).contains(byte | 0x20) && byte < 0x80
    }

    /// Returns a name as `format` compares and writes it.
    static func canonicalName(_ name: String, in format: Format) -> String {
        format >= .two ? Slug.nfc(name) : name
    }

    /// Returns a name that can be declared in `format` and is as close to `name` as possible; `nil` if there is none that
    /// would be recognized.
    ///
    /// A long name may be a pasted key, which could not be masked in a changed form.
    static func declarableName(for name: String, in format: Format) -> String? {
        guard name.utf8.count <= 40 else { return nil }
        var found = ""
        for scalar in format == .one ? Slug.decomposed(name) : Array(Slug.nfc(name).unicodeScalars) {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_": found.unicodeScalars.append(scalar)
            case "-" where format >= .two: found.unicodeScalars.append(scalar)
            case _ where scalar.isASCII: found += "_"
            case _ where format >= .two && scalar.properties.isXIDContinue:
                found.unicodeScalars.append(scalar)
            // The marks of a Latin letter.
            case "\u{300}"..."\u{36F}" where found.utf8.last.map(isLetter) == true: continue
            default: return nil
            }
        }
        while found.utf8.first == 0x2D { found.removeFirst() }
        while found.utf8.last == 0x2D { found.removeLast() }
        if let first = found.unicodeScalars.first, first != "_", !first.properties.isXIDStart {
            found = "_" + found
        }
        return found.utf8.contains { $0 != 0x5F } && isName(found, in: format) ? found : nil
    }

    /// Returns the advice for a name that can't be declared: `advice`, and the migration if format 2 can declare it.
    static func help(forName name: String, in format: Format, advice: String) -> String {
        guard format == .one, isName(name, in: .two) else { return advice }
        let migration = "run `promptpal migrate`: format 2 can declare \(quoted(Slug.nfc(name)))"
        return advice.isEmpty ? migration : "\(advice), or \(migration)"
    }

    /// Returns the rule for names, and the migration if format 2 can declare this one.
    static func nameHelp(for name: String, in format: Format) -> String {
        help(forName: name, in: format, advice: nameRule(in: format))
    }

    /// The rule for names, as an advice.
    static func nameRule(in format: Format) -> String {
        format == .one
            ? "use a letter or `_` first, then letters, digits and `_`"
            : "use a letter or `_` first, then letters, digits, `_`, and `-` inside"
    }
}

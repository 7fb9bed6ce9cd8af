/// The name of a label, which is typed after the `@` of an address.
public enum LabelName {
    /// Returns the reason why a text can't be a label, as the end of a sentence (`it …`); `nil` if it can.
    ///
    /// A name starts with a letter, followed by letters of every script, digits, `-`, `_` and `.`. It must
    /// not read as a version: `v3`, `HEAD`, the digits of a commit.
    public static func problem(in name: String) -> String? {
        let scalars = name.unicodeScalars
        guard let first = scalars.first else { return "is empty" }
        guard first.properties.isAlphabetic else { return "must begin with a letter" }
        guard scalars.allSatisfy(isAllowed) else { return "may have letters, digits, `-`, `_` and `.` only" }
        if name.utf8.count > 100 { return "is longer than 100 bytes" }
        if name.hasSuffix(".") || name.contains("..") {
            return "must not end with a dot, or have two in a row"
        }
        if name.hasSuffix(".yaml") { return "reads like a file" }
        if name.uppercased() == "HEAD" { return "is what Git calls the last commit" }
        let rest = scalars.dropFirst()
        if first == "v", !rest.isEmpty, rest.allSatisfy({ ("0"..."9").contains($0) }) {
            return "is the number of a version"
        }
        if scalars.count >= 4, scalars.allSatisfy({ ("0"..."9").contains($0) || ("a"..."f").contains($0) }) {
            return "reads like the digits of a commit"
        }
        return nil
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "-" || scalar == "_" || scalar == "." { return true }
        switch scalar.properties.generalCategory {
        case .decimalNumber, .nonspacingMark, .spacingMark: return true
        default: return scalar.properties.isAlphabetic
        }
    }
}

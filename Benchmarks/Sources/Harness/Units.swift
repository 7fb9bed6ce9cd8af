/// Numbers as people read them: three figures that mean something, and a unit.
public enum Units {
    /// Seconds, as s, ms, µs or ns.
    public static func time(_ seconds: Double) -> String {
        switch seconds {
        case 1...: figures(seconds) + " s"
        case 1e-3...: figures(seconds * 1e3) + " ms"
        case 1e-6...: figures(seconds * 1e6) + " µs"
        default: figures(seconds * 1e9) + " ns"
        }
    }

    /// Bytes, as MB (10⁶) or kB.
    public static func size(_ bytes: Int) -> String {
        bytes >= 1_000_000 ? figures(Double(bytes) / 1e6) + " MB" : figures(Double(bytes) / 1e3) + " kB"
    }

    /// A ratio with a `×`.
    public static func times(_ ratio: Double) -> String { figures(ratio) + " ×" }

    /// Three significant figures, without an exponent.
    public static func figures(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        let decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2
        return fixed(value, decimals: decimals)
    }

    /// A number with so many decimals and a comma between thousands.
    public static func fixed(_ value: Double, decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = Int((value.magnitude * scale).rounded())
        let whole = grouped(scaled / Int(scale))
        let sign = value < 0 ? "-" : ""
        guard decimals > 0 else { return sign + whole }
        let rest = String(scaled % Int(scale))
        return sign + whole + "." + String(repeating: "0", count: decimals - rest.utf8.count) + rest
    }

    /// A whole number with commas: 100,000.
    public static func grouped(_ value: Int) -> String {
        var digits = String(value)
        var place = digits.utf8.count - 3
        while place > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
            place -= 3
        }
        return digits
    }
}

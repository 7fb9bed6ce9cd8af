/// The form of a variable's name without the differences that people overlook: `-` and `_`, case, and forms of
/// characters that look alike (NFKC and case folding), and invisible characters.
///
/// `Scripts/name-compatibility` generates the data: runs of scalars, separated by `;`. In a run, the form of each scalar
/// follows that of the one before. The data is read on first use.
enum NameSkeleton {
    /// Returns the skeleton of a name. Two names look alike if their skeletons are equal.
    static func of(_ name: String) -> String {
        var text = name
        if name.utf8.contains(where: { $0 >= 0x80 }) {
            var scalars = String.UnicodeScalarView()
            for scalar in Slug.nfc(name).unicodeScalars { scalars.append(contentsOf: form(of: scalar)) }
            text = String(scalars)
        }
        return Slug.foldingKey(text).replacing("-", with: "_")
    }

    private struct Run {
        let first: UInt32
        let count: UInt32
        let form: [Unicode.Scalar]
    }

    private static let runs: [Run] = {
        let text = data.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
        return text.split(separator: ";").compactMap { run in
            let numbers = run.split(separator: " ").compactMap { UInt32($0, radix: 16) }
            guard numbers.count > 2 else { return nil }
            return Run(
                first: numbers[0], count: numbers[1], form: numbers[2...].compactMap(Unicode.Scalar.init))
        }
    }()

    private static func form(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        if scalar.value < 0x80 { return [scalar] }
        if scalar.properties.isDefaultIgnorableCodePoint { return [] }
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].first <= scalar.value { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return [scalar] }
        let run = runs[low - 1]
        let offset = scalar.value - run.first
        guard offset < run.count, let first = run.form.first else { return [scalar] }
        if run.count == 1 { return run.form }
        return [Unicode.Scalar(first.value + offset)].compactMap(\.self)
    }
}

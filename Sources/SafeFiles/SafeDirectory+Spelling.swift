extension SafeDirectory {
    /// Returns `relative` as the disk spells it; `nil` if nothing has this name.
    ///
    /// Names are canonically equivalent if they differ only in the composition of accents (`é` as one scalar
    /// or two; some systems write the latter). An exact match takes precedence. A directory is listed only if
    /// a part beyond ASCII is not found as written.
    public func spelling(of relative: String) -> String? {
        var found = ""
        for part in relative.split(separator: "/") {
            let path = found.isEmpty ? String(part) : found + "/" + part
            if (try? entryType(path)) != nil {
                found = path
                continue
            }
            guard part.utf8.contains(where: { $0 >= 0x80 }),
                let names = try? entries(in: found.isEmpty ? "." : found).lazy.compactMap(\.name),
                // `==` on strings is canonical equivalence.
                let name = names.first(where: { $0 == part })
            else { return nil }
            found += found.isEmpty ? name : "/" + name
        }
        return found
    }
}

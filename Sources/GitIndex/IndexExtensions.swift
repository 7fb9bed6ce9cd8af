extension IndexFile {
    /// Returns the extensions to write after changes to some paths, each with its name and size.
    ///
    /// - Parameter touched: the paths whose id or mode has changed, sorted.
    /// - Throws: ``IndexError`` if an extension is damaged.
    func rewrittenExtensions(_ touched: [[UInt8]]) throws(IndexError) -> [UInt8] {
        let entriesEnd = offsets.last.map(Int.init) ?? IndexLayout.headerSize
        var out: [UInt8] = []
        for found in try IndexExtension.all(in: bytes, from: entriesEnd) {
            let content: [UInt8]? =
                switch found.name {
                case IndexExtension.resolveUndo: Array(bytes[found.content])
                case IndexExtension.cacheTree: CacheTree(bytes[found.content])?.invalidated(touched)
                case IndexExtension.untrackedCache:
                    UntrackedCache(bytes[found.content])?.invalidated(touched)
                default: nil
                }
            guard let content else { continue }
            for number in [found.name, UInt32(truncatingIfNeeded: content.count)] {
                out.append(contentsOf: withUnsafeBytes(of: number.bigEndian) { Array($0) })
            }
            out.append(contentsOf: content)
        }
        return out
    }
}

internal import PromptCore
internal import PromptIndex
internal import SafeFiles

/// All events, counted by prompt, user, action and day, and the counted length of each file: the content of a
/// cache.
struct UsageCounts: Sendable {
    var files: [UsageFile] = []
    var names = UsageNames()
    /// The rows of each month, and the checksum of the ids of its events.
    var months: [Int32: (rows: [UsageRow], ids: UInt64)] = [:]
}

/// Brings counts up to date with the files: reads only the bytes that were appended.
struct UsageRefresh {
    private let folders: UsageFolders
    private let cache: UsageCache?
    private(set) var counts: UsageCounts
    /// The months that are being counted, incrementally or from the beginning.
    private var open: [Int32: UsageMonth] = [:]
    private var newBytes = 0
    private var isRewritten = false
    /// True if the kept ids are missing or incomplete: then nothing that was kept is used.
    private var isDoubtful = false

    /// The number of bytes that are read at a time.
    private static let pieceBytes = 32 << 20
    /// For fewer new bytes the cache is not written again.
    private static let fewBytes = 64 << 10

    /// - Parameter cache: `nil` counts everything from the beginning and keeps nothing.
    init(_ folders: UsageFolders, cache: UsageCache?) {
        self.folders = folders
        self.cache = cache
        counts = cache?.load() ?? UsageCounts()
    }

    /// Counts the new events.
    mutating func run() {
        count()
        guard isDoubtful else { return }
        (counts, open, newBytes, isDoubtful) = (UsageCounts(), [:], 0, false)
        count()
    }

    private mutating func count() {
        var known: [UsageFile.Key: UsageFile] = [:]
        for file in counts.files { known[file.key] = file }
        var files = folders.files()
        var lost: Set<Int32> = []
        for index in files.indices {
            guard let old = known.removeValue(forKey: files[index].key) else { continue }
            let stamp = files[index].stamp
            let isSame = old.stamp == stamp
            let hasGrown =
                old.stamp.inode == stamp.inode && old.stamp.device == stamp.device
                && stamp.size > old.stamp.size && folders.tail(of: old, before: old.counted) == old.tail
            if isSame || hasGrown {
                files[index].counted = old.counted
                files[index].tail = old.tail
                files[index].tornCount = old.tornCount
                files[index].months = old.months
            } else {
                lost.formUnion(old.months)
            }
        }
        for gone in known.values { lost.formUnion(gone.months) }
        isRewritten = !lost.isEmpty || !known.isEmpty
        // The rest of such a month is counted again, from every file that has a part of it.
        while let index = files.firstIndex(where: { $0.counted > 0 && !$0.months.isDisjoint(with: lost) }) {
            lost.formUnion(files[index].months)
            files[index] = UsageFile(
                isShared: files[index].isShared, path: files[index].path, stamp: files[index].stamp)
        }
        for month in lost { counts.months[month] = nil }
        for index in files.indices where Int(files[index].stamp.size) > files[index].counted {
            read(&files[index])
        }
        if isDoubtful { return }
        counts.files = files
        for (month, counted) in open { counts.months[month] = (counted.rows, UsageCache.sum(counted.ids)) }
        guard newBytes > UsageRefresh.fewBytes || isRewritten else { return }
        cache?.save(counts, ids: open.mapValues(\.ids))
    }

    /// Counts the complete lines after the counted part of a file.
    private mutating func read(_ file: inout UsageFile) {
        while true {
            let bytes = folders.bytes(of: file, from: file.counted, limit: UsageRefresh.pieceBytes)
            guard let end = bytes.lastIndex(of: 0x0A) else {
                // A line that fills a whole piece was not written by promptpal.
                if bytes.count == UsageRefresh.pieceBytes { file.counted += bytes.count }
                break
            }
            for part in UsageRefresh.parts(bytes, upTo: end + 1) {
                file.tornCount += part.tornCount
                for month in part.months.keys.sorted() {
                    open(month)
                    file.months.insert(month)
                    let events = part.events(of: month, in: &counts.names)
                    open[month]?.add(events)
                }
            }
            file.counted += end + 1
            newBytes += end + 1
            if bytes.count < UsageRefresh.pieceBytes { break }
        }
        file.tail = folders.tail(of: file, before: file.counted)
    }

    /// Reads a month's ids, so that no event is counted twice.
    private mutating func open(_ month: Int32) {
        guard open[month] == nil else { return }
        guard let known = counts.months[month] else {
            open[month] = UsageMonth()
            return
        }
        let ids = cache?.ids(of: month, sum: known.ids)
        if ids == nil { isDoubtful = true }
        open[month] = UsageMonth(rows: known.rows, ids: ids ?? [])
    }

    /// Splits the bytes at line ends and reads the parts on all processors.
    private static func parts(_ bytes: [UInt8], upTo end: Int) -> [UsagePart] {
        var cuts = [0]
        let size = max(1 << 20, end / (Parallel.workerCount * 4))
        while let last = cuts.last, last < end {
            let cut =
                last + size < end
                ? bytes[(last + size)..<end].firstIndex(of: 0x0A).map { $0 + 1 } ?? end : end
            cuts.append(cut)
        }
        return Parallel.map(count: cuts.count - 1) { [cuts] index in
            bytes.withUnsafeBytes {
                UsagePart(UnsafeRawBufferPointer(rebasing: $0[cuts[index]..<cuts[index + 1]]))
            }
        }
    }
}

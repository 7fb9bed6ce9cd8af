internal import CLinux
internal import Glibc

/// An open file descriptor that is closed when its value ends.
struct Descriptor: ~Copyable {
    let raw: CInt

    /// Takes over `raw`, which must be open and nobody else's.
    init(owning raw: CInt) {
        self.raw = raw
    }

    deinit { _ = Glibc.close(raw) }

    /// Closes now and gives the error number, 0 for none. Some file systems report a
    /// failed write only here.
    consuming func close() -> CInt {
        let raw = raw
        discard self
        return Glibc.close(raw) < 0 ? errno : 0
    }

    /// `fstat(2)`.
    func status(path: String) throws(FileError) -> stat {
        var status = stat()
        guard fstat(raw, &status) == 0 else {
            throw FileError(call: "fstat", path: path, code: errno)
        }
        return status
    }

    /// All bytes from here to the end of the file.
    ///
    /// - Parameters:
    ///   - size: how many bytes to expect. With a right guess this is one `read(2)`.
    ///   - limit: more bytes than this are an error, also where the file grows while it is read.
    func readAll(size: Int, limit: Int, path: String) throws(FileError) -> [UInt8] {
        guard size <= limit else { throw .tooLarge(path: path, size: size, limit: limit) }
        var failure: CInt = 0
        // One byte more than expected: a read that doesn't fill it has met the end.
        var bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
            failure = Descriptor.fill(buffer, &count, from: raw)
        }
        guard failure == 0 else { throw FileError(call: "read", path: path, code: failure) }
        var isFull = bytes.count == size + 1
        while isFull {
            guard bytes.count <= limit else { throw .tooLarge(path: path, size: bytes.count, limit: limit) }
            let room = min(max(bytes.count, 4096), limit - bytes.count + 1)
            let more = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                failure = Descriptor.fill(buffer, &count, from: raw)
            }
            guard failure == 0 else { throw FileError(call: "read", path: path, code: failure) }
            bytes += more
            isFull = more.count == room
        }
        guard bytes.count <= limit else { throw .tooLarge(path: path, size: bytes.count, limit: limit) }
        return bytes
    }

    /// Reads until the buffer is full or the file ends; gives the error number, 0 for none.
    private static func fill(
        _ buffer: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int, from raw: CInt
    ) -> CInt {
        while count < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(
                rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
            let got = Glibc.read(raw, rest.baseAddress, rest.count)
            if got > 0 {
                count += got
                // As many bytes as expected, and room for one more was left: the end.
                if count == buffer.count - 1 { return 0 }
            } else if got == 0 {
                return 0
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }

    /// Writes all bytes, in as many `write(2)` calls as it takes.
    func writeAll(_ bytes: [UInt8], path: String) throws(FileError) {
        let code: CInt = bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
                let put = Glibc.write(raw, rest.baseAddress, rest.count)
                if put >= 0 {
                    done += put
                } else if errno != EINTR {
                    return errno
                }
            }
            return 0
        }
        guard code == 0 else { throw FileError(call: "write", path: path, code: code) }
    }
}

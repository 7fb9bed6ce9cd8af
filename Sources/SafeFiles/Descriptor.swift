internal import CLinux
internal import Glibc

/// An open file descriptor that is closed when its value ends.
struct Descriptor: ~Copyable {
    let raw: CInt

    /// Takes over `raw`, which must be open and have no other owner.
    init(owning raw: CInt) {
        self.raw = raw
    }

    deinit { _ = Glibc.close(raw) }

    /// Closes the descriptor now. Returns the error number, 0 for none. Some file systems report a failed
    /// write only here.
    consuming func close() -> CInt {
        let raw = raw
        discard self
        return Glibc.close(raw) < 0 ? errno : 0
    }

    /// Returns the result of `fstat(2)`.
    func status(path: String) throws(FileError) -> stat {
        var status = stat()
        guard fstat(raw, &status) == 0 else {
            throw FileError(call: "fstat", path: path, code: errno)
        }
        return status
    }

    /// Returns all bytes from the present offset to the end of the file.
    ///
    /// - Parameters:
    ///   - size: the expected number of bytes. If it is right, this is one `read(2)`.
    ///   - limit: more bytes than this are an error, also if the file grows while it is read.
    func readAll(size: Int, limit: Int, path: String) throws(FileError) -> [UInt8] {
        guard size <= limit else { throw .tooLarge(path: path, size: size, limit: limit) }
        var failure: CInt = 0
        // One byte more than expected: a read that does not fill it has reached the end.
        var bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
            failure = Descriptor.fill(buffer, count: &count, from: raw)
        }
        guard failure == 0 else { throw FileError(call: "read", path: path, code: failure) }
        var isFull = bytes.count == size + 1
        while isFull {
            guard bytes.count <= limit else { throw .tooLarge(path: path, size: bytes.count, limit: limit) }
            let room = min(max(bytes.count, 4096), limit - bytes.count + 1)
            let more = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                failure = Descriptor.fill(buffer, count: &count, from: raw)
            }
            guard failure == 0 else { throw FileError(call: "read", path: path, code: failure) }
            bytes += more
            isFull = more.count == room
        }
        guard bytes.count <= limit else { throw .tooLarge(path: path, size: bytes.count, limit: limit) }
        return bytes
    }

    /// Reads until the buffer is full or the file ends. Returns the error number, 0 for none.
    private static func fill(
        _ buffer: UnsafeMutableBufferPointer<UInt8>, count: inout Int, from raw: CInt
    ) -> CInt {
        while count < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(
                rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
            let got = Glibc.read(raw, rest.baseAddress, rest.count)
            if got > 0 {
                count += got
                // As many bytes as expected, with room for one more: the end of the file.
                if count == buffer.count - 1 { return 0 }
            } else if got == 0 {
                return 0
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }

    /// Writes all bytes, in as many `write(2)` calls as necessary.
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

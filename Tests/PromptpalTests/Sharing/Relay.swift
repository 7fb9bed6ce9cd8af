import Foundation
import Glibc

/// Relays between a client and a server on the loopback interface, and closes the connection after a number
/// of bytes from the server.
final class Relay: @unchecked Sendable {
    let port: UInt16
    private let listener: Int32
    private let target: UInt16
    /// Number of bytes from the server to pass on; the rest is dropped.
    private let limit: Int
    /// True if the connection then stays open without data.
    private let isSilent: Bool

    init(to target: UInt16, limit: Int, isSilent: Bool = false) throws {
        self.target = target
        self.limit = limit
        self.isSilent = isSilent
        port = try ServerProcess.freePort()
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var one: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, 4)
        var address = ServerProcess.loopback(port)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0, listen(listener, 8) == 0 else { throw POSIXError(.EADDRINUSE) }
        Thread { [self] in
            while true {
                let client = accept(listener, nil, nil)
                if client < 0 { return }
                Thread { [self] in serve(client) }.start()
            }
        }.start()
    }

    /// Stops accepting connections.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ client: Int32) {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer {
            close(server)
            close(client)
        }
        var address = ServerProcess.loopback(target)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else { return }
        var left = limit
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            var files = [
                pollfd(fd: client, events: Int16(POLLIN), revents: 0),
                pollfd(fd: server, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&files, 2, 30_000) > 0 else { return }
            if files[0].revents != 0 {
                let count = recv(client, &buffer, buffer.count, 0)
                guard count > 0 else { return }
                send(server, buffer, count, Int32(MSG_NOSIGNAL))
            }
            if files[1].revents != 0 {
                let count = recv(server, &buffer, min(buffer.count, max(left, 1)), 0)
                guard count > 0 else { return }
                send(client, buffer, min(count, left), Int32(MSG_NOSIGNAL))
                left -= count
                if left <= 0 {
                    // Until the client disconnects.
                    if isSilent { _ = recv(client, &buffer, buffer.count, 0) }
                    return
                }
            }
        }
    }
}

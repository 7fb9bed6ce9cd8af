internal import Glibc
internal import PromptStore

/// The clipboard: the desktop's own tool, else the terminal's (OSC 52).
enum Clipboard {
    static func copy(_ text: String) throws(Failure) {
        var tools: [[String]] = [["pbcopy"], ["clip.exe"]]
        if has("DISPLAY") {
            tools = [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]] + tools
        }
        if has("WAYLAND_DISPLAY") { tools.insert(["wl-copy"], at: 0) }
        for tool in tools where Subprocess.run(tool, input: text) == 0 { return }
        guard isatty(STDERR_FILENO) == 1 else {
            throw Failure(
                status: 2, message: "there is no clipboard here",
                help: "install wl-copy, xclip or xsel, or pipe the output where it should go")
        }
        Output.error.write("\u{1B}]52;c;\(base64(Array(text.utf8)))\u{07}")
        Output.error.flush()
    }

    private static func has(_ name: String) -> Bool { !(Host.environment(name) ?? "").isEmpty }

    /// RFC 4648.
    private static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for index in 0..<4 {
                let isPadding = index > group.count
                result.append(isPadding ? 0x3D : digits[Int(bits >> UInt32(18 - 6 * index) & 63)])
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

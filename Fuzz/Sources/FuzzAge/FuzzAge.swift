@testable import Age

// age files from any bytes: nothing may crash, hang or be taken for what it is not. The first byte of the
// input says what the rest is taken for: a header, an armor, a payload, the name of a key, or a whole file.

/// The entry libFuzzer calls.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzAge(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let mode = input.first else { return 0 }
    let rest = Array(input.dropFirst())
    switch mode % 5 {
    case 0: checkHeader(rest)
    case 1: checkArmor(rest)
    case 2: checkPayload(rest)
    case 3: checkNames(rest)
    default: checkFile(rest)
    }
    return 0
}

/// Of the thread that uses it: secrets are not shared.
private var fileKey: SecretBytes { SecretBytes(copying: Array("YELLOW SUBMARINE".utf8)) }

/// Numbers that are the same in each run.
private struct Counter: RandomNumberGenerator {
    var state: UInt64 = 1

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state
    }
}

/// A header that is read has one spelling: written again, it is the same bytes.
private func checkHeader(_ bytes: [UInt8]) {
    guard let (header, payload) = try? Header.read(bytes) else { return }
    precondition(Header.signed(header.stanzas) == header.signed)
    precondition(header.signed + Header.end(mac: header.mac) == Array(bytes[..<payload]))
    precondition(!header.stanzas.isEmpty && header.mac.count == 32)
}

/// So does an armor, but for white space around it and the kind of line ends.
private func checkArmor(_ bytes: [UInt8]) {
    precondition((try? Armor.decode(Armor.encode(bytes))) == bytes || bytes.isEmpty)
    guard let file = try? Armor.decode(bytes) else { return }
    func bare(_ text: [UInt8]) -> [UInt8] {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        let text = text.drop(while: blanks.contains)
        return text.reversed().drop(while: blanks.contains).reversed().filter { $0 != 0x0D }
    }
    precondition(bare(Armor.encode(file)) == bare(bytes))
}

/// A sealed payload opens; it does not with one bit changed, cut off or continued. Bytes that were never
/// sealed do not open.
private func checkPayload(_ bytes: [UInt8]) {
    let key = Primitives.key(fileKey)
    precondition((try? Payload.open(bytes[...], fileKey: key)) == nil)
    var sealed: [UInt8] = []
    let plain = SecretBytes(copying: bytes.dropFirst(2))
    guard
        (try? Payload.seal(plain, fileKey: key, nonce: [UInt8](repeating: 7, count: 16), into: &sealed))
            != nil
    else { preconditionFailure("it can't be sealed") }
    guard let opened = try? Payload.open(sealed[...], fileKey: key) else {
        preconditionFailure("it can't be opened")
    }
    precondition(opened.withBytes { $0.elementsEqual(bytes.dropFirst(2)) })
    guard bytes.count >= 2 else { return }
    let bit = (Int(bytes[0]) << 8 | Int(bytes[1])) % (sealed.count * 8)
    precondition((try? Payload.open(sealed[..<(bit / 8)], fileKey: key)) == nil)
    precondition((try? Payload.open((sealed + [bytes[0]])[...], fileKey: key)) == nil)
    sealed[bit / 8] ^= 1 << (bit % 8)
    precondition((try? Payload.open(sealed[...], fileKey: key)) == nil)
}

/// The name of a recipient or an identity has one spelling in each case.
private func checkNames(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let recipient = try? AgeRecipient(text) { precondition(recipient.description == text.lowercased()) }
    if let identity = try? AgeIdentity(bytes) {
        let written = identity.secretText.withBytes { String(decoding: $0, as: UTF8.self) }
        precondition(written == text.uppercased())
    }
    for padded in [true, false] {
        precondition(Base64.decode(Base64.encode(bytes, isPadded: padded)[...], isPadded: padded) == bytes)
        if let decoded = Base64.decode(bytes[...], isPadded: padded) {
            precondition(Base64.encode(decoded, isPadded: padded) == bytes)
        }
    }
}

/// Nobody's file opens; one with a right MAC around any stanzas opens only where it was wrapped rightly.
private func checkFile(_ bytes: [UInt8]) {
    var random = Counter()
    guard let identity = try? AgeIdentity(using: &random) else { preconditionFailure("no identity") }
    precondition((try? Age.open(bytes, with: [identity])) == nil)
    _ = try? Age.needsPassphrase(bytes)
    let key = Primitives.key(fileKey)
    var file = Header.version + bytes + [0x2D, 0x2D, 0x2D]
    file += Header.end(mac: Primitives.mac(file, fileKey: key))
    guard
        (try? Payload.seal(fileKey, fileKey: key, nonce: [UInt8](repeating: 7, count: 16), into: &file))
            != nil
    else { preconditionFailure("it can't be sealed") }
    precondition((try? Age.open(file, with: [identity])) == nil)
}

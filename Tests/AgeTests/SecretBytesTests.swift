import Testing

@testable import Age

@Suite struct SecretBytesTests {
    @Test func takesOverAndEmpties() {
        var taken: [UInt8] = [4, 5, 6]
        let secret = SecretBytes(taking: &taken)
        #expect(taken.isEmpty && secret.array == [4, 5, 6] && secret.count == 3)
        #expect(SecretBytes(copying: []).array == [])
    }

    /// Wiping overwrites the array's own storage.
    @Test func wipesInPlace() {
        var bytes = [UInt8](repeating: 0xAA, count: 64)
        bytes.withUnsafeMutableBytes { buffer in
            SecretBytes.wipe(buffer)
            #expect(buffer.allSatisfy { $0 == 0 })
        }
    }
}

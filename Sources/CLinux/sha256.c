#include "clinux_sha256.h"

#include <string.h>

// FIPS 180-4, section 6.2. The state is eight words; a block is 64 bytes.

#define BLOCK 64

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotated(uint32_t word, int by) { return word >> by | word << (32 - by); }

static uint32_t big_endian(const uint8_t *at) {
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void put_big_endian(uint8_t *at, uint32_t word) {
    at[0] = (uint8_t)(word >> 24), at[1] = (uint8_t)(word >> 16);
    at[2] = (uint8_t)(word >> 8), at[3] = (uint8_t)word;
}

static void compress(uint32_t state[8], const uint8_t *block, size_t blocks) {
    uint32_t w[64];
    for (; blocks > 0; blocks--, block += BLOCK) {
        for (int t = 0; t < 16; t++) w[t] = big_endian(block + 4 * t);
        for (int t = 16; t < 64; t++) {
            uint32_t near = w[t - 2], far = w[t - 15];
            w[t] = (rotated(near, 17) ^ rotated(near, 19) ^ near >> 10) + w[t - 7]
                + (rotated(far, 7) ^ rotated(far, 18) ^ far >> 3) + w[t - 16];
        }
        uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
        uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
        for (int t = 0; t < 64; t++) {
            uint32_t one = h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + (g ^ (e & (f ^ g)))
                + constants[t] + w[t];
            uint32_t two = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) | (c & (a | b)));
            h = g, g = f, f = e, e = d + one;
            d = c, c = b, b = a, a = one + two;
        }
        state[0] += a, state[1] += b, state[2] += c, state[3] += d;
        state[4] += e, state[5] += f, state[6] += g, state[7] += h;
    }
}

void clinux_sha256(const void *bytes, size_t count, uint8_t digest[32]) {
    uint32_t state[8] = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    };
    size_t whole = count / BLOCK, rest = count % BLOCK;
    if (whole) compress(state, bytes, whole);
    // The rest, a bit 1, zeros, and the number of bits in eight bytes: one block or two.
    uint8_t last[2 * BLOCK] = {0};
    if (rest) memcpy(last, (const uint8_t *)bytes + whole * BLOCK, rest);
    last[rest] = 0x80;
    size_t blocks = rest < BLOCK - 8 ? 1 : 2;
    uint64_t bits = (uint64_t)count * 8;
    put_big_endian(last + blocks * BLOCK - 8, (uint32_t)(bits >> 32));
    put_big_endian(last + blocks * BLOCK - 4, (uint32_t)bits);
    compress(state, last, blocks);
    for (int word = 0; word < 8; word++) put_big_endian(digest + 4 * word, state[word]);
}

#include "clinux_sha1.h"

#include <string.h>

// FIPS 180-4, section 6.1. The state is five words; a block is 64 bytes.

typedef void (*compress_blocks)(uint32_t state[5], const uint8_t *block, size_t blocks);

static uint32_t rotated(uint32_t word, int by) {
    return word << by | word >> (32 - by);
}

static uint32_t big_endian(const uint8_t *at) {
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

// One step. The five words are not moved; the next step names them in rotated order.
#define STEP(f, k, a, b, c, d, e, word) \
    (e) += rotated((a), 5) + (f) + (k) + (word); \
    (b) = rotated((b), 30)
#define CHOICE(b, c, d) ((d) ^ ((b) & ((c) ^ (d))))
#define PARITY(b, c, d) ((b) ^ (c) ^ (d))
#define MAJORITY(b, c, d) (((b) & (c)) | ((d) & ((b) | (c))))
#define GIVEN(t) (w[t] = big_endian(block + 4 * (t)))
#define MIXED(t) \
    (w[(t) & 15] = rotated(w[((t) + 13) & 15] ^ w[((t) + 8) & 15] ^ w[((t) + 2) & 15] ^ w[(t) & 15], 1))
#define FIVE(F, k, word, t) \
    STEP(F(b, c, d), k, a, b, c, d, e, word(t)); \
    STEP(F(a, b, c), k, e, a, b, c, d, word((t) + 1)); \
    STEP(F(e, a, b), k, d, e, a, b, c, word((t) + 2)); \
    STEP(F(d, e, a), k, c, d, e, a, b, word((t) + 3)); \
    STEP(F(c, d, e), k, b, c, d, e, a, word((t) + 4))

static void compress_portable(uint32_t state[5], const uint8_t *block, size_t blocks) {
    uint32_t w[16];
    for (; blocks > 0; blocks--, block += 64) {
        uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
        FIVE(CHOICE, 0x5a827999, GIVEN, 0);
        FIVE(CHOICE, 0x5a827999, GIVEN, 5);
        FIVE(CHOICE, 0x5a827999, GIVEN, 10);
        STEP(CHOICE(b, c, d), 0x5a827999, a, b, c, d, e, GIVEN(15));
        STEP(CHOICE(a, b, c), 0x5a827999, e, a, b, c, d, MIXED(16));
        STEP(CHOICE(e, a, b), 0x5a827999, d, e, a, b, c, MIXED(17));
        STEP(CHOICE(d, e, a), 0x5a827999, c, d, e, a, b, MIXED(18));
        STEP(CHOICE(c, d, e), 0x5a827999, b, c, d, e, a, MIXED(19));
        FIVE(PARITY, 0x6ed9eba1, MIXED, 20);
        FIVE(PARITY, 0x6ed9eba1, MIXED, 25);
        FIVE(PARITY, 0x6ed9eba1, MIXED, 30);
        FIVE(PARITY, 0x6ed9eba1, MIXED, 35);
        FIVE(MAJORITY, 0x8f1bbcdc, MIXED, 40);
        FIVE(MAJORITY, 0x8f1bbcdc, MIXED, 45);
        FIVE(MAJORITY, 0x8f1bbcdc, MIXED, 50);
        FIVE(MAJORITY, 0x8f1bbcdc, MIXED, 55);
        FIVE(PARITY, 0xca62c1d6, MIXED, 60);
        FIVE(PARITY, 0xca62c1d6, MIXED, 65);
        FIVE(PARITY, 0xca62c1d6, MIXED, 70);
        FIVE(PARITY, 0xca62c1d6, MIXED, 75);
        state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e;
    }
}

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

// One instruction does four steps. `w` holds the last 16 words, four per register; `sha1nexte` computes the
// fifth word from the first word of four steps ago.
#define LOADED(g) \
    _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(block + 16 * (g))), byte_order)
#define SCHEDULED(g) \
    _mm_sha1msg2_epu32( \
        _mm_xor_si128(_mm_sha1msg1_epu32(w[(g) & 3], w[((g) + 1) & 3]), w[((g) + 2) & 3]), w[((g) + 3) & 3])
#define FOUR(word, g) \
    w[(g) & 3] = word(g); \
    fifth = _mm_sha1nexte_epu32(before, w[(g) & 3]); \
    before = first; \
    first = _mm_sha1rnds4_epu32(first, fifth, (g) / 5)

__attribute__((target("sha,ssse3,sse4.1")))
static void compress_x86(uint32_t state[5], const uint8_t *block, size_t blocks) {
    const __m128i byte_order = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
    __m128i first = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)state), 0x1b);
    __m128i last = _mm_set_epi32((int)state[4], 0, 0, 0);
    __m128i w[4];
    for (; blocks > 0; blocks--, block += 64) {
        const __m128i old_first = first, old_last = last;
        __m128i before, fifth;
        // The first four steps use the fifth word unchanged.
        w[0] = LOADED(0);
        fifth = _mm_add_epi32(last, w[0]);
        before = first;
        first = _mm_sha1rnds4_epu32(first, fifth, 0);
        FOUR(LOADED, 1);
        FOUR(LOADED, 2);
        FOUR(LOADED, 3);
        FOUR(SCHEDULED, 4);
        FOUR(SCHEDULED, 5);
        FOUR(SCHEDULED, 6);
        FOUR(SCHEDULED, 7);
        FOUR(SCHEDULED, 8);
        FOUR(SCHEDULED, 9);
        FOUR(SCHEDULED, 10);
        FOUR(SCHEDULED, 11);
        FOUR(SCHEDULED, 12);
        FOUR(SCHEDULED, 13);
        FOUR(SCHEDULED, 14);
        FOUR(SCHEDULED, 15);
        FOUR(SCHEDULED, 16);
        FOUR(SCHEDULED, 17);
        FOUR(SCHEDULED, 18);
        FOUR(SCHEDULED, 19);
        last = _mm_sha1nexte_epu32(before, old_last);
        first = _mm_add_epi32(first, old_first);
    }
    _mm_storeu_si128((__m128i *)(void *)state, _mm_shuffle_epi32(first, 0x1b));
    state[4] = (uint32_t)_mm_extract_epi32(last, 3);
}

static int has_sha_instructions(void) {
    unsigned int a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d)) return 0;
    const unsigned int ssse3 = 1u << 9, sse41 = 1u << 19;
    if ((c & ssse3) == 0 || (c & sse41) == 0) return 0;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 0;
    return (b & 1u << 29) != 0;
}
#endif

static compress_blocks fastest(void) {
#if defined(__x86_64__)
    if (has_sha_instructions()) return compress_x86;
#endif
    return compress_portable;
}

static void digest_with(compress_blocks compress, const uint8_t *bytes, size_t count, uint8_t digest[20]) {
    uint32_t state[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    size_t whole = count / 64, rest = count % 64;
    if (whole > 0) compress(state, bytes, whole);
    // The remaining bytes, a single 1 bit, zeros, and the length in bits as the last eight bytes.
    uint8_t tail[128] = {0};
    if (rest > 0) memcpy(tail, bytes + 64 * whole, rest);
    tail[rest] = 0x80;
    size_t tail_blocks = rest < 56 ? 1 : 2;
    uint64_t bits = (uint64_t)count * 8;
    for (int place = 0; place < 8; place++) {
        tail[64 * tail_blocks - 1 - (size_t)place] = (uint8_t)(bits >> (8 * place));
    }
    compress(state, tail, tail_blocks);
    for (int place = 0; place < 20; place++) {
        digest[place] = (uint8_t)(state[place / 4] >> (24 - 8 * (place % 4)));
    }
}

void clinux_sha1(const void *bytes, size_t count, uint8_t digest[20]) {
    digest_with(fastest(), bytes, count, digest);
}

void clinux_sha1_portable(const void *bytes, size_t count, uint8_t digest[20]) {
    digest_with(compress_portable, bytes, count, digest);
}

int clinux_sha1_is_accelerated(void) {
    return fastest() != compress_portable;
}

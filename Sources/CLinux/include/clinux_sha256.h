#pragma once

/// SHA-256 (FIPS 180-4), for names that are computed from bytes. Keys and sealed files use swift-crypto's.

#include <stddef.h>
#include <stdint.h>

/// Writes the 32 bytes of SHA-256 of `count` bytes.
void clinux_sha256(const void *bytes, size_t count, uint8_t digest[32]);

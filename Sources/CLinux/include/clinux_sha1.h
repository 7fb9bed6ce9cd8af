#pragma once

/// SHA-1 without collision detection. It is used for the checksums of Git's index and of packs, for blob ids
/// that are compared with the index, and to find damaged files. It does not detect bytes that an attacker has
/// chosen to collide.

#include <stddef.h>
#include <stdint.h>

/// Writes the 20 bytes of SHA-1 of `count` bytes. Uses the processor's SHA instructions if it has them.
void clinux_sha1(const void *bytes, size_t count, uint8_t digest[20]);

/// The same in plain C, on any processor.
void clinux_sha1_portable(const void *bytes, size_t count, uint8_t digest[20]);

/// Returns 1 if `clinux_sha1` uses the processor's SHA instructions, else 0.
int clinux_sha1_is_accelerated(void);

#pragma once

/// SHA-1 as the checksum at the end of Git's index: it finds damage and keeps nobody out. Nothing
/// here looks for chosen collisions, so no object's id is computed with it.

#include <stddef.h>
#include <stdint.h>

/// Writes the 20 bytes of SHA-1 over `count` bytes, by the processor's own instructions where it has them.
void csys_sha1(const void *bytes, size_t count, uint8_t digest[20]);

/// The same in plain C, on any processor.
void csys_sha1_portable(const void *bytes, size_t count, uint8_t digest[20]);

/// Whether `csys_sha1` uses the processor's own instructions: 1 or 0.
int csys_sha1_is_accelerated(void);

#pragma once

#include "CLibGit2.h"

#include <stdint.h>

/// Returns 1 if the zlib that libgit2 links is available, else 0. The functions below may be called only if
/// it is.
int clibgit2_has_zlib(void);
/// Returns the maximum compressed size of `size` bytes.
size_t clibgit2_deflated_bound(size_t size);
/// Compresses bytes. `*count` is the capacity of `to`, and then the number of bytes written. Returns 0, or
/// -1.
int clibgit2_deflate(unsigned char *to, size_t *count, const void *data, size_t size);
uint32_t clibgit2_crc32(const unsigned char *bytes, size_t count);
/// Writes all bytes. Returns 0, or -1 with `errno` set.
int clibgit2_write_all(int file, const unsigned char *bytes, size_t count);

/// Reads and writes loose objects without libgit2.
///
/// libgit2 gives an object its name before its bytes are on the way to the disk. So a power cut can leave an
/// empty file with that name, which Git and libgit2 take for the object if the same content is written again.

/// Writes a loose object below `objects`. If `is_ordered`, its bytes are on the disk before it gets its name.
/// Returns 0; `GIT_PASSTHROUGH` if libgit2 must write it; `GIT_ERROR` with a message.
int clibgit2_write_loose(
    const char *objects, const git_oid *id, const void *data, size_t size, git_object_t type, int is_ordered);

/// Reads a loose object, for the guard of a repository's objects.
///
/// libgit2 1.5 loops for ever if the file of a loose object is truncated, because it keeps asking zlib for
/// more output. It also reports "not found" if the disk returns an error. So these files are read here.
///
/// - `path`: the object's file; `name`: its name in a message.
/// - `data`: gets the content, from `git_odb_backend_data_alloc`; NULL to read the header only.
/// - Returns 0; `GIT_PASSTHROUGH` if there is no such file, or no zlib to read it with; with a message,
///   `GIT_ERROR`, or `CLIBGIT2_DAMAGED` if the file is no complete object.
#define CLIBGIT2_DAMAGED (-1000)
int clibgit2_read_loose(
    void **data, size_t *size, git_object_t *type, git_odb_backend *backend, const char *path, const char *name);

#pragma once

#include "CLibGit2.h"

#include <stdint.h>

/// Whether zlib is there: the one that libgit2 brings along. The functions below are good only then.
int clibgit2_has_zlib(void);
/// The most bytes that so many can be packed to.
size_t clibgit2_deflated_bound(size_t size);
/// Packs bytes; `*count` is the room, then what was taken of it. 0, or -1.
int clibgit2_deflate(unsigned char *to, size_t *count, const void *data, size_t size);
uint32_t clibgit2_crc32(const unsigned char *bytes, size_t count);
/// Writes all. 0, or -1 with `errno`.
int clibgit2_write_all(int file, const unsigned char *bytes, size_t count);

/// Loose objects, read and written by us.
///
/// libgit2 gives an object its name without its bytes being on the way to the disk, so a power cut can leave an empty
/// file under it, which Git and libgit2 take for the object when the same content is written again.

/// Writes a loose object below `objects`. Where it `is_ordered`, its bytes are on the disk before its name is. Returns 0;
/// `GIT_PASSTHROUGH` where libgit2 must do it; `GIT_ERROR` with a message.
int clibgit2_write_loose(
    const char *objects, const git_oid *id, const void *data, size_t size, git_object_t type, int is_ordered);

/// Reads a loose object, for the guard of a repository's objects.
///
/// libgit2 1.5 never comes back from a loose object whose file is cut off: it asks zlib for more output for ever. It also
/// says "not found" where the disk refuses. So these files are read here.
///
/// - `path`: the object's file; `name`: what to call it in a message.
/// - `data`: gets the content, from `git_odb_backend_data_alloc`; NULL to read the header only.
/// - Returns 0; `GIT_PASSTHROUGH` where there is no such file, or no zlib to read it with; `GIT_ERROR`, or for a file that is
///   no whole object `CLIBGIT2_DAMAGED`, with a message.
#define CLIBGIT2_DAMAGED (-1000)
int clibgit2_read_loose(
    void **data, size_t *size, git_object_t *type, git_odb_backend *backend, const char *path, const char *name);

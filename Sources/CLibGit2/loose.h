#pragma once

#include "CLibGit2.h"

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

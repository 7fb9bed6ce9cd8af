#pragma once

#include "CLibGit2.h"

/// Reads a loose object, for the guard of a repository's objects.
///
/// libgit2 1.5 never comes back from a loose object whose file is cut off: it asks zlib for more output for ever. It also
/// says "not found" where the disk refuses. So these files are read here.
///
/// - `path`: the object's file; `name`: what to call it in a message.
/// - `data`: gets the content, from `git_odb_backend_data_alloc`; NULL to read the header only.
/// - Returns 0; `GIT_PASSTHROUGH` where there is no such file, or no zlib to read it with; `GIT_ERROR` with a message.
int clibgit2_read_loose(
    void **data, size_t *size, git_object_t *type, git_odb_backend *backend, const char *path, const char *name);

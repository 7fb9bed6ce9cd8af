#pragma once

#include "CLibGit2.h"

/// A pack that collects objects in memory instead of one file per object. To create, write and rename a file
/// takes ten times as long as to write its content.
struct clibgit2_pack;

/// Returns an empty pack; NULL if there is no memory or no zlib.
struct clibgit2_pack *clibgit2_pack_new(void);

/// Frees the pack and drops its objects.
void clibgit2_pack_free(struct clibgit2_pack *pack);

/// Returns 1 if the object is in the pack, else 0.
int clibgit2_pack_has(const struct clibgit2_pack *pack, const git_oid *id);

/// Adds an object that is not in the pack. Returns 0; `GIT_PASSTHROUGH` if it must be written as a file of
/// its own; `GIT_ERROR` with a message.
int clibgit2_pack_add(
    struct clibgit2_pack *pack, const git_oid *id, const void *data, size_t size, git_object_t type);

/// Reads an object of the pack.
///
/// - `data`: gets the content, from `git_odb_backend_data_alloc`; NULL to read the header only.
/// - Returns 0; `GIT_PASSTHROUGH` if the object is not in the pack; `GIT_ERROR` with a message.
int clibgit2_pack_read(
    struct clibgit2_pack *pack, void **data, size_t *size, git_object_t *type, git_odb_backend *backend, const git_oid *id);

/// Writes all objects as a pack and its index below `objects`, and empties the pack. If `is_ordered`, the
/// bytes of both files are on the disk before the files get their names. Returns 0, or `GIT_ERROR` with a
/// message.
int clibgit2_pack_write(struct clibgit2_pack *pack, const char *objects, int is_ordered);

#pragma once

#include "CLibGit2.h"

/// A pack that objects are collected for, in memory, instead of a file for each: making, writing and naming a file takes
/// ten times as long as what is in it.
struct clibgit2_pack;

/// An empty one; NULL where there is no memory, or no zlib.
struct clibgit2_pack *clibgit2_pack_new(void);

/// Drops what was collected.
void clibgit2_pack_free(struct clibgit2_pack *pack);

/// Whether an object was collected.
int clibgit2_pack_has(const struct clibgit2_pack *pack, const git_oid *id);

/// Collects an object that was not collected before. Returns 0; `GIT_PASSTHROUGH` where it must be written by itself;
/// `GIT_ERROR` with a message.
int clibgit2_pack_add(
    struct clibgit2_pack *pack, const git_oid *id, const void *data, size_t size, git_object_t type);

/// Reads an object that was collected.
///
/// - `data`: gets the content, from `git_odb_backend_data_alloc`; NULL to read the header only.
/// - Returns 0; `GIT_PASSTHROUGH` where it was not collected; `GIT_ERROR` with a message.
int clibgit2_pack_read(
    struct clibgit2_pack *pack, void **data, size_t *size, git_object_t *type, git_odb_backend *backend, const git_oid *id);

/// Writes all that was collected as a pack and its index below `objects`, and forgets it. Where it `is_ordered`, the bytes of both
/// are on the disk before they have their names. Returns 0, or `GIT_ERROR` with a message.
int clibgit2_pack_write(struct clibgit2_pack *pack, const char *objects, int is_ordered);

#pragma once

/// The few Linux system calls that Swift can't spell: those that glibc gives no
/// function for, and those with a variable number of arguments. Every function
/// gives its result, or minus the error number (`-ENOENT`).
///
/// No header of the system's is included here but those two: a type that one of them defines
/// (`timespec`) would be this module's in one file and Glibc's in another, as chance has it.

#include <stddef.h>
#include <stdint.h>

#include "csys_sha1.h"

/// `openat2(2)` that refuses every symbolic link, "magic" link and way out of
/// `directory`. `-ENOSYS` where the kernel (before 5.6) or the headers lack it.
int csys_open_beneath(int directory, const char *path, int flags);

/// `openat(2)`; `mode` counts only when `flags` create a file.
int csys_openat(int directory, const char *path, int flags, unsigned int mode);

/// `getdents64(2)`: bytes written to `buffer`, 0 at the end of the directory.
ptrdiff_t csys_getdents64(int fd, void *buffer, size_t size);

/// `renameat2(2)` that fails with `-EEXIST` where `to` is already there.
int csys_rename_new(int from_directory, const char *from, int to_directory, const char *to);

/// `renameat2(2)` that swaps two names of one directory in one step.
int csys_rename_exchange(int directory, const char *one, const char *other);

/// `syncfs(2)` on the file system that holds `fd`.
int csys_syncfs(int fd);

/// Starts what was written to a file on its way and waits until the file system has it, not the disk
/// (`sync_file_range(2)`). A journaling file system then has the bytes before a rename that comes after. 0 where there is no such call.
int csys_write_out(int fd);

/// How many processors this process may run on (`sched_getaffinity(2)`), at least 1.
int csys_processor_count(void);

/// Overwrites bytes with zeros; the compiler may not leave it out (`explicit_bzero(3)`).
void csys_wipe(void *start, size_t count);

/// Becomes another program, found in `PATH`, with this environment (`execvpe(3)`). Returns only where it can't.
int csys_exec(char *const arguments[], char *const environment[]);

/// No core dump of this process, and no debugger of the same user on it (`RLIMIT_CORE` 0, `PR_SET_DUMPABLE` 0).
int csys_no_core(void);

/// `O_PATH`, whose value depends on the processor and which glibc shows only to GNU sources.
extern const int csys_o_path;

#pragma once

/// The Linux system calls that Swift can't call: those without a glibc function, and those with a variable
/// number of arguments. Every function returns its result, or the negative error number (`-ENOENT`) if it
/// fails.
///
/// Only these two system headers may be included here. If a header defined a type such as `timespec`, Swift
/// would attribute that type to this module in one file and to Glibc in another.

#include <stddef.h>
#include <stdint.h>

#include "clinux_sha1.h"
#include "clinux_sha256.h"

/// `openat2(2)` that refuses every symbolic link, every "magic" link and every path that leaves `directory`.
/// Returns `-ENOSYS` if the kernel (before 5.6) or the headers lack the call.
int clinux_open_beneath(int directory, const char *path, int flags);

/// `openat(2)`; `mode` is used only if `flags` create a file.
int clinux_openat(int directory, const char *path, int flags, unsigned int mode);

/// `getdents64(2)`: returns the number of bytes written to `buffer`, 0 at the end of the directory.
ptrdiff_t clinux_getdents64(int fd, void *buffer, size_t size);

/// `renameat2(2)` that fails with `-EEXIST` if `to` exists.
int clinux_rename_new(int from_directory, const char *from, int to_directory, const char *to);

/// `renameat2(2)` that swaps two names of one directory atomically.
int clinux_rename_exchange(int directory, const char *one, const char *other);

/// `syncfs(2)` on the file system that holds `fd`.
int clinux_syncfs(int fd);

/// Starts writing a file's data to the disk and waits until the file system has accepted it, not until it is
/// on the disk (`sync_file_range(2)`). On a journaling file system the data then precedes a later rename.
/// Returns 0 if the system has no such call.
int clinux_write_out(int fd);

/// Returns the number of processors that this process may use (`sched_getaffinity(2)`), at least 1.
int clinux_processor_count(void);

/// Overwrites bytes with zeros; the compiler can't optimize this away (`explicit_bzero(3)`).
void clinux_wipe(void *start, size_t count);

/// Replaces this process by another program, found in `PATH`, with this environment (`execvpe(3)`). Returns
/// only if that fails.
int clinux_exec(char *const arguments[], char *const environment[]);

/// Disables core dumps of this process and debuggers of the same user (`RLIMIT_CORE` 0, `PR_SET_DUMPABLE` 0).
int clinux_no_core(void);

/// Gives SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV and SIGTRAP their default action again, unless
/// they are ignored. Every program's `main` begins with this: Swift's runtime sets handlers that start
/// `swift-backtrace`, and a program that was called by its bare name searches for it in the current
/// directory.
void clinux_default_crash_signals(void);

/// `O_PATH`: its value depends on the processor, and glibc defines it only for GNU sources.
extern const int clinux_o_path;

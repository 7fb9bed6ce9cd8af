#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if __has_include(<linux/openat2.h>)
#include <linux/openat2.h>
#endif

// From linux/fs.h, which conflicts with glibc's headers.
#ifndef RENAME_NOREPLACE
#define RENAME_NOREPLACE (1 << 0)
#endif
#ifndef RENAME_EXCHANGE
#define RENAME_EXCHANGE (1 << 1)
#endif

const int clinux_o_path = O_PATH;

int clinux_open_beneath(int directory, const char *path, int flags) {
#if defined(SYS_openat2) && defined(RESOLVE_BENEATH)
    struct open_how how;
    memset(&how, 0, sizeof how);
    how.flags = (uint64_t)(unsigned int)flags;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    long fd = syscall(SYS_openat2, directory, path, &how, sizeof how);
    return fd < 0 ? -errno : (int)fd;
#else
    (void)directory, (void)path, (void)flags;
    return -ENOSYS;
#endif
}

int clinux_openat(int directory, const char *path, int flags, unsigned int mode) {
    int fd = openat(directory, path, flags, mode);
    return fd < 0 ? -errno : fd;
}

ptrdiff_t clinux_getdents64(int fd, void *buffer, size_t size) {
    long count = syscall(SYS_getdents64, fd, buffer, size);
    return count < 0 ? -errno : count;
}

static int rename2(int from_directory, const char *from, int to_directory, const char *to, unsigned int flags) {
    return syscall(SYS_renameat2, from_directory, from, to_directory, to, flags) < 0 ? -errno : 0;
}

int clinux_rename_new(int from_directory, const char *from, int to_directory, const char *to) {
    return rename2(from_directory, from, to_directory, to, RENAME_NOREPLACE);
}

int clinux_rename_exchange(int directory, const char *one, const char *other) {
    return rename2(directory, one, directory, other, RENAME_EXCHANGE);
}

int clinux_syncfs(int fd) {
    return syncfs(fd) < 0 ? -errno : 0;
}

int clinux_write_out(int fd) {
#ifdef SYNC_FILE_RANGE_WRITE
    unsigned flags = SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER;
    int code;
    do code = sync_file_range(fd, 0, 0, flags);
    while (code < 0 && errno == EINTR);
    if (code < 0 && errno != ENOSYS && errno != EINVAL && errno != ESPIPE) return -errno;
#else
    (void)fd;
#endif
    return 0;
}

int clinux_processor_count(void) {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0) return CPU_COUNT(&set);
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (int)online : 1;
}

void clinux_wipe(void *start, size_t count) {
    explicit_bzero(start, count);
}

int clinux_exec(char *const arguments[], char *const environment[]) {
    execvpe(arguments[0], arguments, environment);
    return -errno;
}

int clinux_no_core(void) {
    // Sets the soft and the hard limit, so that a child can't raise it again.
    struct rlimit none = {0, 0};
    int code = setrlimit(RLIMIT_CORE, &none) < 0 ? -errno : 0;
    // This also stops a debugger of the same user from attaching, and makes /proc/PID/mem readable by root
    // only.
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0 && code == 0) code = -errno;
    return code;
}

void clinux_default_crash_signals(void) {
    static const int signals[] = {SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};
    for (size_t number = 0; number < sizeof signals / sizeof *signals; number++) {
        struct sigaction action;
        if (sigaction(signals[number], NULL, &action) < 0) continue;
        // A signal that the parent ignores (`nohup`, a shell's background job) stays ignored.
        if (!(action.sa_flags & SA_SIGINFO) && action.sa_handler == SIG_IGN) continue;
        memset(&action, 0, sizeof action);
        action.sa_handler = SIG_DFL;
        sigaction(signals[number], &action, NULL);
    }
}

#pragma once

#include "CLibGit2.h"

#include <poll.h>
#include <signal.h>

/// The limits of one transfer and its result. There is one transfer at a time per process.
struct clibgit2_network {
    /// Milliseconds without a byte after which the other side counts as gone. The first answer may take
    /// longer, because a person may have to type a passphrase before it.
    int patience, first_patience;
    /// The programs for fetching and for pushing, each with its arguments.
    char **fetching, **pushing;
    /// The only host and port that a socket may connect to.
    char host[256], port[16];
    /// The reason for a failure in our own words; empty if only libgit2's message is available.
    char failure[2048];
};

extern struct clibgit2_network clibgit2_network;

/// Records why a transfer failed (the first reason only) and sets libgit2's error too. Always returns -1.
int clibgit2_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/// `poll` that continues after a signal, unless the signal cancels the transfer. Returns 1 if ready, 0 if the
/// time is over, -1 for a failure, which is recorded.
int clibgit2_wait(struct pollfd *files, nfds_t count, int milliseconds);

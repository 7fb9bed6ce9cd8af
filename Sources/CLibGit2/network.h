#pragma once

#include "CLibGit2.h"

#include <poll.h>
#include <signal.h>

/// What one transfer may do, and what became of it. There is one transfer at a time in a process.
struct clibgit2_network {
    /// Milliseconds without a byte until the other side counts as gone; the first answer may take longer, since a
    /// person may have to type a passphrase before it.
    int patience, first_patience;
    /// What answers: the programs for fetching and for pushing, each with its arguments.
    char **fetching, **pushing;
    /// The one place that a socket may be connected to.
    char host[256], port[16];
    /// Why it failed, in our own words; empty where libgit2's must do.
    char failure[2048];
};

extern struct clibgit2_network clibgit2_network;

/// Remembers why a transfer failed, the first reason only, and gives it to libgit2 too. Always -1.
int clibgit2_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/// `poll` that goes on after a signal, unless the signal asked for the end. 1 for ready, 0 for the time is over, -1 for a
/// failure that is remembered.
int clibgit2_wait(struct pollfd *files, nfds_t count, int milliseconds);

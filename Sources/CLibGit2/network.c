#define _GNU_SOURCE
#include "network.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

struct clibgit2_network clibgit2_network;

static volatile sig_atomic_t is_cancelled = 0;

static void cancel(int signal) {
    (void)signal;
    is_cancelled = 1;
}

static struct sigaction before[3];
static const int signals[3] = {SIGINT, SIGTERM, SIGHUP};

static int depth = 0;

void clibgit2_signals_begin(void) {
    if (depth++ > 0) return;
    is_cancelled = 0;
    struct sigaction action = {.sa_handler = cancel};
    sigemptyset(&action.sa_mask);
    for (size_t index = 0; index < 3; index++) {
        sigaction(signals[index], NULL, &before[index]);
        // If somebody else handles or ignores a signal, that handler stays.
        if (before[index].sa_handler == SIG_DFL) sigaction(signals[index], &action, NULL);
    }
}

void clibgit2_signals_end(void) {
    if (--depth > 0) return;
    for (size_t index = 0; index < 3; index++) sigaction(signals[index], &before[index], NULL);
}

void clibgit2_network_begin(int patience, int first_patience) {
    memset(&clibgit2_network, 0, sizeof clibgit2_network);
    clibgit2_network.patience = patience;
    clibgit2_network.first_patience = first_patience;
    clibgit2_signals_begin();
}

void clibgit2_network_end(void) {
    clibgit2_signals_end();
    clibgit2_network.fetching = clibgit2_network.pushing = NULL;
}

void clibgit2_network_reach(const char *host, const char *port) {
    snprintf(clibgit2_network.host, sizeof clibgit2_network.host, "%s", host);
    snprintf(clibgit2_network.port, sizeof clibgit2_network.port, "%s", port);
}

void clibgit2_network_run(char **fetching, char **pushing) {
    clibgit2_network.fetching = fetching;
    clibgit2_network.pushing = pushing;
}

const char *clibgit2_network_failure(void) { return clibgit2_network.failure; }

int clibgit2_network_is_cancelled(void) { return is_cancelled; }

int clibgit2_fail(const char *format, ...) {
    char message[sizeof clibgit2_network.failure];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (!clibgit2_network.failure[0]) memcpy(clibgit2_network.failure, message, sizeof message);
    git_error_set_str(GIT_ERROR_NET, message);
    return -1;
}

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

int clibgit2_wait(struct pollfd *files, nfds_t count, int milliseconds) {
    long long end = now() + milliseconds;
    while (1) {
        if (is_cancelled) return clibgit2_fail("it was interrupted");
        long long left = end - now();
        // Waits in slices, because another thread may handle the signal.
        int ready = poll(files, count, left > 250 ? 250 : left > 0 ? (int)left : 0);
        if (ready > 0) return 1;
        if (ready < 0 && errno != EINTR) return clibgit2_fail("waiting for the other side failed: %s", strerror(errno));
        if (ready == 0 && left <= 0) return 0;
    }
}

#define _GNU_SOURCE
#include "network.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// libgit2 1.5 waits for a socket without a limit. These sockets time out, stop if the user cancels, and
// connect only to the one allowed host and port: if a server redirects to another host, the connection is
// refused, so that no password is sent there.
struct socket_stream {
    git_stream stream;
    int file;
    int has_answered;
    char host[256], port[16];
};

static int close_socket(git_stream *stream) {
    struct socket_stream *own = (struct socket_stream *)stream;
    if (own->file >= 0) close(own->file);
    own->file = -1;
    return 0;
}

static void free_socket(git_stream *stream) {
    close_socket(stream);
    free(stream);
}

// Connects to one address. Returns -1 with `errno` set if that fails, -2 if the user has cancelled.
static int connect_to(const struct addrinfo *address) {
    int file = socket(address->ai_family, address->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, address->ai_protocol);
    if (file < 0) return -1;
    if (connect(file, address->ai_addr, address->ai_addrlen) == 0) return file;
    int code = errno;
    if (code == EINPROGRESS) {
        struct pollfd poll = {file, POLLOUT, 0};
        int ready = clibgit2_wait(&poll, 1, clibgit2_network.patience);
        socklen_t size = sizeof code;
        if (ready < 0) {
            close(file);
            return -2;
        }
        if (ready == 0) {
            code = ETIMEDOUT;
        } else {
            getsockopt(file, SOL_SOCKET, SO_ERROR, &code, &size);
        }
        if (code == 0) return file;
    }
    close(file);
    errno = code;
    return -1;
}

static int connect_socket(git_stream *stream) {
    struct socket_stream *own = (struct socket_stream *)stream;
    if (strcasecmp(own->host, clibgit2_network.host) || strcmp(own->port, clibgit2_network.port))
        return clibgit2_fail("the server redirects to %s, port %s, which is not followed", own->host, own->port);
    struct addrinfo wanted = {.ai_socktype = SOCK_STREAM}, *found = NULL;
    int code = getaddrinfo(own->host, own->port, &wanted, &found);
    if (code) return clibgit2_fail("%s can't be found: %s", own->host, gai_strerror(code));
    for (struct addrinfo *address = found; address && own->file < 0; address = address->ai_next) {
        own->file = connect_to(address);
        if (own->file == -2) break;
    }
    code = errno;
    freeaddrinfo(found);
    if (own->file == -2) {
        own->file = -1;
        return -1;
    }
    if (own->file >= 0) return 0;
    return clibgit2_fail("no connection to %s, port %s: %s", own->host, own->port, strerror(code));
}

static ssize_t read_socket(git_stream *stream, void *buffer, size_t size) {
    struct socket_stream *own = (struct socket_stream *)stream;
    while (1) {
        struct pollfd poll = {own->file, POLLIN, 0};
        int ready = clibgit2_wait(&poll, 1, clibgit2_network.patience);
        if (ready == 0) return clibgit2_fail("no answer from %s for %d seconds", own->host, clibgit2_network.patience / 1000);
        if (ready < 0) return -1;
        ssize_t got = recv(own->file, buffer, size, 0);
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (got < 0) return clibgit2_fail("reading from %s failed: %s", own->host, strerror(errno));
        return got;
    }
}

static ssize_t write_socket(git_stream *stream, const char *bytes, size_t size, int flags) {
    struct socket_stream *own = (struct socket_stream *)stream;
    (void)flags;
    while (1) {
        struct pollfd poll = {own->file, POLLOUT, 0};
        int ready = clibgit2_wait(&poll, 1, clibgit2_network.patience);
        if (ready == 0) return clibgit2_fail("%s takes nothing for %d seconds", own->host, clibgit2_network.patience / 1000);
        if (ready < 0) return -1;
        ssize_t put = send(own->file, bytes, size, MSG_NOSIGNAL);
        if (put < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (put < 0) return clibgit2_fail("writing to %s failed: %s", own->host, strerror(errno));
        return put;
    }
}

static int make_socket(git_stream **out, const char *host, const char *port) {
    struct socket_stream *own = calloc(1, sizeof *own);
    if (!own) return clibgit2_fail("no memory");
    own->stream.version = GIT_STREAM_VERSION;
    own->stream.connect = connect_socket;
    own->stream.read = read_socket;
    own->stream.write = write_socket;
    own->stream.close = close_socket;
    own->stream.free = free_socket;
    own->file = -1;
    if ((size_t)snprintf(own->host, sizeof own->host, "%s", host) >= sizeof own->host ||
        (size_t)snprintf(own->port, sizeof own->port, "%s", port) >= sizeof own->port) {
        free(own);
        return clibgit2_fail("the name of the server is too long");
    }
    *out = &own->stream;
    return 0;
}

int clibgit2_register_sockets(void) {
    git_stream_registration registration = {.version = GIT_STREAM_VERSION, .init = make_socket};
    return git_stream_register(GIT_STREAM_STANDARD, &registration);
}

#define _GNU_SOURCE
#include "network.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// A transport whose other side is a program: `ssh`, or Git itself for a repository on this machine. libgit2
// 1.5 could use libssh2 for SSH, but that ignores the user's ~/.ssh/config, hardware keys, certificates and
// jump hosts, and uses RSA signatures that current servers refuse. Its own transport for a local repository
// moves a branch without checking if somebody else has moved it in the meantime.
struct process {
    git_smart_subtransport_stream stream;
    git_smart_subtransport subtransport;
    pid_t id;
    int input, output, errors;
    int has_answered, is_open;
    // The last bytes that the program wrote to standard error.
    char said[1024];
    size_t said_count;
};

extern char **environ;

static struct process *of_stream(git_smart_subtransport_stream *stream) { return (struct process *)stream; }

static struct process *of_subtransport(git_smart_subtransport *subtransport) {
    return (struct process *)((char *)subtransport - offsetof(struct process, subtransport));
}

static void hear(struct process *process) {
    char buffer[512];
    ssize_t count;
    while (process->errors >= 0 && (count = read(process->errors, buffer, sizeof buffer)) != 0) {
        if (count < 0) {
            if (errno == EINTR) continue;
            if (errno == EAGAIN) return;
            break;
        }
        size_t room = sizeof process->said - 1, new = (size_t)count;
        if (process->said_count + new > room) {
            size_t gone = process->said_count + new - room;
            memmove(process->said, process->said + gone, process->said_count - gone);
            process->said_count -= gone;
        }
        memcpy(process->said + process->said_count, buffer, new);
        process->said_count += new;
        process->said[process->said_count] = 0;
    }
    if (process->errors >= 0) {
        close(process->errors);
        process->errors = -1;
    }
}

// Waits up to `milliseconds` for the program to end, then kills it. Returns its status from waitpid, or -1.
static int reap(struct process *process, int milliseconds) {
    int status = -1;
    for (int waited = 0; process->id > 0; waited += 10) {
        hear(process);
        pid_t ended = waitpid(process->id, &status, WNOHANG);
        if (ended == process->id || (ended < 0 && errno != EINTR)) {
            process->id = 0;
            break;
        }
        if (waited >= milliseconds) kill(process->id, waited < milliseconds + 1000 ? SIGTERM : SIGKILL);
        nanosleep(&(struct timespec){.tv_nsec = 10 * 1000 * 1000}, NULL);
    }
    hear(process);
    return status;
}

static void close_file(int *file) {
    if (*file >= 0) close(*file);
    *file = -1;
}

// The program has ended, or its output is no longer read. Its standard error gives the reason.
static int fail_with_words(struct process *process) {
    int status = reap(process, 3000);
    while (process->said_count && strchr("\r\n \t", process->said[process->said_count - 1]))
        process->said[--process->said_count] = 0;
    if (process->said_count) return clibgit2_fail("%s", process->said);
    if (status >= 0 && WIFSIGNALED(status)) return clibgit2_fail("the connection was ended by signal %d", WTERMSIG(status));
    return clibgit2_fail("the other side closed the connection");
}

static int read_stream(git_smart_subtransport_stream *stream, char *buffer, size_t size, size_t *count) {
    struct process *process = of_stream(stream);
    int patience = process->has_answered ? clibgit2_network.patience : clibgit2_network.first_patience;
    while (1) {
        struct pollfd files[2] = {{process->output, POLLIN, 0}, {process->errors, POLLIN, 0}};
        int ready = clibgit2_wait(files, process->errors >= 0 ? 2 : 1, patience);
        if (ready == 0) return clibgit2_fail("no answer for %d seconds", patience / 1000);
        if (ready < 0) return -1;
        if (files[1].revents) hear(process);
        if (!files[0].revents) continue;
        ssize_t got = read(process->output, buffer, size);
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (got <= 0) return fail_with_words(process);
        process->has_answered = 1;
        *count = (size_t)got;
        return 0;
    }
}

static int write_stream(git_smart_subtransport_stream *stream, const char *bytes, size_t size) {
    struct process *process = of_stream(stream);
    while (size > 0) {
        struct pollfd files[2] = {{process->input, POLLOUT, 0}, {process->errors, POLLIN, 0}};
        int ready = clibgit2_wait(files, process->errors >= 0 ? 2 : 1, clibgit2_network.patience);
        if (ready == 0) return clibgit2_fail("nothing was taken for %d seconds", clibgit2_network.patience / 1000);
        if (ready < 0) return -1;
        if (files[1].revents) hear(process);
        if (!files[0].revents) continue;
        ssize_t put = send(process->input, bytes, size, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (put < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (put < 0) return fail_with_words(process);
        bytes += put;
        size -= (size_t)put;
    }
    return 0;
}

static void end(struct process *process) {
    close_file(&process->input);
    close_file(&process->output);
    reap(process, 3000);
    close_file(&process->errors);
    process->is_open = 0;
}

static void free_stream(git_smart_subtransport_stream *stream) { end(of_stream(stream)); }

// Returns the environment without Git's variables about the current repository.
static char **clean_environment(void) {
    static const char *const left_out[] = {
        "GIT_DIR=", "GIT_WORK_TREE=", "GIT_INDEX_FILE=", "GIT_OBJECT_DIRECTORY=", "GIT_COMMON_DIR=", "GIT_PREFIX=",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES=", "GIT_NAMESPACE=", "GIT_QUARANTINE_PATH=", "GIT_PROTOCOL=",
        "GIT_CONFIG=", "GIT_SHALLOW_FILE=", "GIT_GRAFT_FILE=", "GIT_REPLACE_REF_BASE=",
    };
    size_t count = 0;
    while (environ[count]) count++;
    char **kept = calloc(count + 1, sizeof *kept);
    size_t next = 0;
    for (size_t index = 0; kept && index < count; index++) {
        int is_kept = 1;
        for (size_t name = 0; name < sizeof left_out / sizeof *left_out; name++)
            if (!strncmp(environ[index], left_out[name], strlen(left_out[name]))) is_kept = 0;
        if (is_kept) kept[next++] = environ[index];
    }
    return kept;
}

static int start(struct process *process, char **arguments) {
    int input[2] = {-1, -1}, output[2] = {-1, -1}, errors[2] = {-1, -1};
    char **environment = clean_environment();
    int code = ENOMEM;
    if (!environment) goto done;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, input) || pipe2(output, O_CLOEXEC) || pipe2(errors, O_CLOEXEC)) {
        code = errno;
        goto done;
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input[1], 0);
    posix_spawn_file_actions_adddup2(&actions, output[1], 1);
    posix_spawn_file_actions_adddup2(&actions, errors[1], 2);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t usual;
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    code = posix_spawnp(&process->id, arguments[0], &actions, &attributes, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (code) process->id = 0;
done:
    free(environment);
    close_file(&input[1]);
    close_file(&output[1]);
    close_file(&errors[1]);
    process->input = input[0];
    process->output = output[0];
    process->errors = errors[0];
    if (code) {
        close_file(&process->input);
        close_file(&process->output);
        close_file(&process->errors);
        return clibgit2_fail("%s can't be started: %s", arguments[0], strerror(code));
    }
    fcntl(process->errors, F_SETFL, O_NONBLOCK);
    process->has_answered = 0;
    process->said_count = 0;
    process->said[0] = 0;
    process->is_open = 1;
    return 0;
}

static int act(
    git_smart_subtransport_stream **out, git_smart_subtransport *subtransport, const char *url, git_smart_service_t service) {
    (void)url;
    struct process *process = of_subtransport(subtransport);
    int code = 0;
    switch (service) {
    case GIT_SERVICE_UPLOADPACK_LS:
    case GIT_SERVICE_RECEIVEPACK_LS: {
        end(process);
        char **arguments =
            service == GIT_SERVICE_UPLOADPACK_LS ? clibgit2_network.fetching : clibgit2_network.pushing;
        code = arguments ? start(process, arguments) : clibgit2_fail("there is no program for this address");
        break;
    }
    default:
        if (!process->is_open) code = clibgit2_fail("the connection is closed");
    }
    if (code == 0) *out = &process->stream;
    return code;
}

static int close_subtransport(git_smart_subtransport *subtransport) {
    end(of_subtransport(subtransport));
    return 0;
}

static void free_subtransport(git_smart_subtransport *subtransport) {
    end(of_subtransport(subtransport));
    free(of_subtransport(subtransport));
}

static int make(git_smart_subtransport **out, git_transport *owner, void *parameter) {
    (void)owner;
    (void)parameter;
    struct process *process = calloc(1, sizeof *process);
    if (!process) return clibgit2_fail("no memory");
    process->input = process->output = process->errors = -1;
    process->stream.subtransport = &process->subtransport;
    process->stream.read = read_stream;
    process->stream.write = write_stream;
    process->stream.free = free_stream;
    process->subtransport.action = act;
    process->subtransport.close = close_subtransport;
    process->subtransport.free = free_subtransport;
    *out = &process->subtransport;
    return 0;
}

int clibgit2_process_transport(git_transport **out, git_remote *owner, void *payload) {
    (void)payload;
    git_smart_subtransport_definition definition = {.callback = make, .rpc = 0};
    return git_transport_smart(out, owner, &definition);
}

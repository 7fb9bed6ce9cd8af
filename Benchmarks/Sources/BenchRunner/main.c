// bench-runner: starts programs and says what each run cost. It is in C and small because Linux counts the
// memory of the starting process as the least that the started one ever held.
//
// Reads lines of words separated by spaces: a program and its arguments. Answers each with one line:
// wall nanoseconds, user plus system microseconds, peak kilobytes, wait status (negative: an error number).
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

#define MAX_WORDS 256

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static long long microseconds(struct timeval time) { return time.tv_sec * 1000000LL + time.tv_usec; }

int main(void) {
    static char line[65536];
    posix_spawn_file_actions_t actions;

    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    while (fgets(line, sizeof line, stdin)) {
        char *words[MAX_WORDS + 1];
        int count = 0;
        for (char *word = strtok(line, " \n"); word && count < MAX_WORDS; word = strtok(NULL, " \n"))
            words[count++] = word;
        words[count] = NULL;
        if (!count) continue;

        struct rusage usage = {0};
        pid_t process = 0;
        int status = 0;
        long long start = now();
        int error = posix_spawnp(&process, words[0], &actions, NULL, words, environ);
        if (error) status = -error;
        else while (wait4(process, &status, 0, &usage) < 0 && errno == EINTR) {}
        long long wall = now() - start;
        printf(
            "%lld %lld %ld %d\n", wall, microseconds(usage.ru_utime) + microseconds(usage.ru_stime),
            usage.ru_maxrss, status);
        fflush(stdout);
    }
    return 0;
}

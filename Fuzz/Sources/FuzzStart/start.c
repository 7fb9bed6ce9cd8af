#include <CLinux.h>

// libFuzzer calls this before all else, and sets its own signal handlers after it.
int LLVMFuzzerInitialize(int *count, char ***arguments);

int LLVMFuzzerInitialize(int *count, char ***arguments) {
    (void)count, (void)arguments;
    clinux_default_crash_signals();
    return 0;
}

internal import Glibc

/// Returns the processor time that this thread has used; other tests that run at the same time do not affect
/// it.
public func threadTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}

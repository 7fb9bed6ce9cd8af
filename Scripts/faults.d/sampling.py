"""Which points are tried, and trying them side by side."""

import os
import queue
import random
import signal
import threading


def sample(points, count, is_dangerous):
    """About `count` of the points, the same ones every time: of the dangerous ones as many as fit, then every n-th."""
    dangerous = [point for point in points if is_dangerous(point)]
    rest = [point for point in points if not is_dangerous(point)]
    chosen = _spread(dangerous, count * 4 // 5)
    return chosen + _spread(rest, count - len(chosen))


def _spread(points, count):
    if len(points) <= count:
        return points
    return [points[index * len(points) // count] for index in range(count)]


def each(scratch, report, points, body, name, workers=None):
    """Calls `body(point, place)` for every point, on all cores; each worker has a place of its own for a copy."""
    waiting = queue.SimpleQueue()
    # In the same order every time, and mixed: where it is interrupted, what was tried is a sample of all.
    points = [point for point in points if report.wants(name(point))]
    random.Random(1).shuffle(points)
    for point in points:
        waiting.put(point)

    def work(number):
        place = scratch.root / f"place-{report.kind}-{number}" / "repository"
        place.parent.mkdir(exist_ok=True)
        while True:
            try:
                point = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                body(point, place)
            except Exception as error:
                report.point(name(point), [f"the check itself failed: {type(error).__name__}: {error}"])

    threads = [threading.Thread(target=work, args=(n,)) for n in range(workers or os.cpu_count() or 1)]
    for thread in threads:
        thread.start()
    try:
        for thread in threads:
            thread.join()
    except KeyboardInterrupt:
        # Control-C: what was tried so far is shown. It may come twice, from a terminal or from timeout(1) and its child.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        while not waiting.empty():
            waiting.get()
        report.skip("the rest: interrupted")
        for thread in threads:
            thread.join()

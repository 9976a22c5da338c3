/*
 * Moves the clock on the wall of a program by so many seconds as the first eight bytes of the file LEDGER_CLOCK say, from the
 * moment on at which they say so. For bench/faults.py:
 *
 *     cc -shared -fPIC -o clock.so bench/clock.c && LEDGER_CLOCK=seconds LD_PRELOAD=./clock.so java ...
 *
 * Time that has passed, which waits are measured by, is left alone, as it is where a real clock is set.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *moved;

__attribute__((constructor)) static void find(void) {
    const char *name = getenv("LEDGER_CLOCK");
    int file = name == NULL ? -1 : open(name, O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
        void *there = mmap(NULL, sizeof *moved, PROT_READ, MAP_SHARED, file, 0);
        moved = there == MAP_FAILED ? NULL : there;
        close(file);
    }
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int failed = (int) syscall(SYS_clock_gettime, clock, now);
    if (failed == 0 && moved != NULL && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        now->tv_sec += *moved;
    }
    return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    (void) zone;
    struct timespec there;
    int failed = clock_gettime(CLOCK_REALTIME, &there);
    now->tv_sec = there.tv_sec;
    now->tv_usec = there.tv_nsec / 1000;
    return failed;
}

time_t time(time_t *now) {
    struct timespec there;
    clock_gettime(CLOCK_REALTIME, &there);
    if (now != NULL) {
        *now = there.tv_sec;
    }
    return there.tv_sec;
}

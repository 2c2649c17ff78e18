/* The time of day of one process, moved by the seconds in the file that CLOCK_SHIFT names; to be
 * preloaded. What counts the time that passes is left alone, as it is when a clock is set. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

typedef int (*clock_gettime_t)(clockid_t, struct timespec *);

static clock_gettime_t real_clock(void) {
  static clock_gettime_t found;
  if (!found) found = (clock_gettime_t)dlsym(RTLD_NEXT, "clock_gettime");
  return found;
}

/* Read again whenever a second has passed. */
static long shift(void) {
  static __thread long seconds;
  static __thread time_t read_at = -1;
  struct timespec now;
  real_clock()(CLOCK_MONOTONIC, &now);
  if (now.tv_sec != read_at) {
    read_at = now.tv_sec;
    FILE *file = fopen(getenv("CLOCK_SHIFT"), "r");
    if (file) {
      if (fscanf(file, "%ld", &seconds) != 1) seconds = 0;
      fclose(file);
    }
  }
  return seconds;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = real_clock()(clock, time);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    time->tv_sec += shift();
  }
  return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  (void)zone;
  struct timespec now;
  int result = clock_gettime(CLOCK_REALTIME, &now);
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return result;
}

time_t time(time_t *where) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (where) *where = now.tv_sec;
  return now.tv_sec;
}

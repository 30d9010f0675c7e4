/*
 * A file system that fails on order: preloaded into a process, it counts the calls that change files below one folder and
 * makes the Nth of them fail, as a bad disk (EIO) or a full one (ENOSPC) would.
 *
 *   FAULTY_DIR    the folder, absolute; calls on other files pass through uncounted
 *   FAULTY_PLAN   a file of four native 64-bit numbers, shared by mapping it: calls counted so far, the call to fail at (0:
 *                 none), whether every later one fails too (0 or 1), the errno to fail with. The test writes it, also while
 *                 the process runs.
 *
 * Build: cc -shared -fPIC -O2 -o libfaulty.so faulty.c -ldl
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

struct plan {
  uint64_t calls;
  uint64_t fail_at;
  uint64_t sticky;
  uint64_t error;
};

static struct plan *plan;
static const char *folder;
static size_t folder_length;

__attribute__((constructor)) static void load_plan(void) {
  const char *file = getenv("FAULTY_PLAN");
  folder = getenv("FAULTY_DIR");
  if (!file || !folder) return;
  folder_length = strlen(folder);
  int fd = open(file, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void *at = mmap(NULL, sizeof(struct plan), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (at != MAP_FAILED) plan = at;
  close(fd);
}

static int below(const char *path) {
  return strncmp(path, folder, folder_length) == 0 && (path[folder_length] == '/' || path[folder_length] == 0);
}

static int ours(int fd) {
  if (!plan) return 0;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n <= 0) return 0;
  path[n] = 0;
  return below(path);
}

/* Counts one call; returns 1, with errno set, if it is to fail. */
static int fails(void) {
  uint64_t call = __atomic_add_fetch(&plan->calls, 1, __ATOMIC_SEQ_CST);
  uint64_t at = __atomic_load_n(&plan->fail_at, __ATOMIC_SEQ_CST);
  if (at == 0 || call < at || (call > at && !plan->sticky)) return 0;
  errno = (int)plan->error;
  return 1;
}

#define REAL(name) \
  static __typeof__(name) *real; \
  if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

#define BY_DESCRIPTOR(type, name, parameters, arguments, fd) \
  type name parameters { \
    REAL(name); \
    int saved = errno; \
    if (ours(fd) && fails()) return -1; \
    errno = saved; \
    return real arguments; \
  }

BY_DESCRIPTOR(ssize_t, write, (int fd, const void *b, size_t n), (fd, b, n), fd)
BY_DESCRIPTOR(ssize_t, pwrite, (int fd, const void *b, size_t n, off_t o), (fd, b, n, o), fd)
BY_DESCRIPTOR(ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t o), (fd, b, n, o), fd)
BY_DESCRIPTOR(ssize_t, writev, (int fd, const struct iovec *v, int n), (fd, v, n), fd)
BY_DESCRIPTOR(ssize_t, pwritev, (int fd, const struct iovec *v, int n, off_t o), (fd, v, n, o), fd)
BY_DESCRIPTOR(ssize_t, pwritev64, (int fd, const struct iovec *v, int n, off64_t o), (fd, v, n, o), fd)
BY_DESCRIPTOR(int, fsync, (int fd), (fd), fd)
BY_DESCRIPTOR(int, fdatasync, (int fd), (fd), fd)
BY_DESCRIPTOR(int, ftruncate, (int fd, off_t n), (fd, n), fd)
BY_DESCRIPTOR(int, ftruncate64, (int fd, off64_t n), (fd, n), fd)

BY_DESCRIPTOR(int, fallocate, (int fd, int mode, off_t o, off_t n), (fd, mode, o, n), fd)
BY_DESCRIPTOR(int, fallocate64, (int fd, int mode, off64_t o, off64_t n), (fd, mode, o, n), fd)
BY_DESCRIPTOR(int, sync_file_range, (int fd, off64_t o, off64_t n, unsigned int flags), (fd, o, n, flags), fd)

int mkdir(const char *path, mode_t mode) {
  REAL(mkdir);
  if (plan && below(path) && fails()) return -1;
  return real(path, mode);
}

int unlink(const char *path) {
  REAL(unlink);
  if (plan && below(path) && fails()) return -1;
  return real(path);
}

int rename(const char *from, const char *to) {
  REAL(rename);
  if (plan && below(to) && fails()) return -1;
  return real(from, to);
}

/* Making a file is a change too. */
static int creates(const char *path, int flags) { return plan && (flags & O_CREAT) && below(path); }

#define OPENER(name) \
  int name(const char *path, int flags, ...) { \
    REAL(name); \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
      va_list rest; \
      va_start(rest, flags); \
      mode = va_arg(rest, mode_t); \
      va_end(rest); \
    } \
    if (creates(path, flags) && fails()) return -1; \
    return real(path, flags, mode); \
  }

OPENER(open)
OPENER(open64)

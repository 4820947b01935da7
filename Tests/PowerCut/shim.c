/* Preloaded into a process that writes a journal. Notes, in one order for all threads, every write, truncation and sync of
   the files under POWERCUT_FOLDER, and every line written to standard output, in the file POWERCUT_LOG. From that log a test
   rebuilds what a disk would hold after the power went.

   With POWERCUT_FULL (a file that stands for "the disk is full") and POWERCUT_ROOM (bytes), writes fail with ENOSPC once so
   many bytes have been written, for as long as the file is there.

   A record: kind (1 byte), length of the path (2), path, offset (8), length of the data (4), data. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define FILES 4096
static char *names[FILES];
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static int record_file = -1;
static const char *folder;
static const char *full_flag;
static uint64_t room, used;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("POWERCUT_LOG");
  folder = getenv("POWERCUT_FOLDER");
  full_flag = getenv("POWERCUT_FULL");
  if (getenv("POWERCUT_ROOM")) room = strtoull(getenv("POWERCUT_ROOM"), NULL, 10);
  if (path) record_file = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
}

static void put(const void *bytes, size_t count) {
  while (count > 0) {
    ssize_t done = syscall(SYS_write, record_file, bytes, count);
    if (done <= 0) abort();
    bytes = (const char *)bytes + done;
    count -= (size_t)done;
  }
}

static void note(char kind, const char *path, uint64_t offset, const void *data, uint32_t count) {
  if (record_file < 0) return;
  char head[1 + 2 + PATH_MAX + 8 + 4];
  uint16_t length = (uint16_t)strlen(path);
  head[0] = kind;
  memcpy(head + 1, &length, 2);
  memcpy(head + 3, path, length);
  memcpy(head + 3 + length, &offset, 8);
  memcpy(head + 11 + length, &count, 4);
  put(head, 15 + (size_t)length);
  if (count > 0) put(data, count);
}

static void opened(int file, const char *path) {
  if (file < 0 || file >= FILES) return;
  free(names[file]);
  names[file] = NULL;
  if (!folder || strncmp(path, folder, strlen(folder)) != 0) return;
  size_t length = strlen(path);
  if (length > 4 && strcmp(path + length - 4, "-shm") == 0) return;
  names[file] = strdup(path);
}

static const char *name_of(int file) { return file >= 0 && file < FILES ? names[file] : NULL; }

static int no_room(const char *name, size_t count) {
  if (!name || !full_flag) return 0;
  used += count;
  return used > room && syscall(SYS_faccessat, AT_FDCWD, full_flag, F_OK) == 0;
}

static int open_any(int at, const char *path, int flags, mode_t mode) {
  pthread_mutex_lock(&lock);
  int file = (int)syscall(SYS_openat, at, path, flags, mode);
  int saved = errno;
  opened(file, path);
  if (name_of(file) && (flags & O_TRUNC)) note('T', names[file], 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return file;
}

#define MODE(flags, mode) \
  mode_t mode = 0; \
  if (flags & O_CREAT) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { MODE(flags, mode) return open_any(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, mode) return open_any(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE(flags, mode) return open_any(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE(flags, mode) return open_any(at, path, flags, mode); }

int close(int file) {
  pthread_mutex_lock(&lock);
  if (file >= 0 && file < FILES) { free(names[file]); names[file] = NULL; }
  int result = (int)syscall(SYS_close, file);
  pthread_mutex_unlock(&lock);
  return result;
}

ssize_t pwrite64(int file, const void *data, size_t count, off64_t offset) {
  pthread_mutex_lock(&lock);
  const char *name = name_of(file);
  ssize_t done;
  if (no_room(name, count)) {
    errno = ENOSPC;
    done = -1;
  } else {
    done = syscall(SYS_pwrite64, file, data, count, offset);
    if (name && done > 0) note('W', name, (uint64_t)offset, data, (uint32_t)done);
  }
  int saved = errno;
  pthread_mutex_unlock(&lock);
  errno = saved;
  return done;
}
ssize_t pwrite(int file, const void *data, size_t count, off_t offset) { return pwrite64(file, data, count, offset); }

ssize_t write(int file, const void *data, size_t count) {
  pthread_mutex_lock(&lock);
  const char *name = name_of(file);
  off_t offset = name ? (off_t)syscall(SYS_lseek, file, 0, SEEK_CUR) : 0;
  ssize_t done;
  if (no_room(name, count)) {
    errno = ENOSPC;
    done = -1;
  } else {
    done = syscall(SYS_write, file, data, count);
    if (name && done > 0) note('W', name, (uint64_t)offset, data, (uint32_t)done);
    if (file == STDOUT_FILENO && done > 0) note('A', "", 0, data, (uint32_t)done);
  }
  int saved = errno;
  pthread_mutex_unlock(&lock);
  errno = saved;
  return done;
}

int ftruncate64(int file, off64_t length) {
  pthread_mutex_lock(&lock);
  int result = (int)syscall(SYS_ftruncate, file, length);
  int saved = errno;
  if (name_of(file) && result == 0) note('T', names[file], (uint64_t)length, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return result;
}
int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

static int sync_with(long call, int file) {
  pthread_mutex_lock(&lock);
  int result = (int)syscall(call, file);
  int saved = errno;
  if (name_of(file) && result == 0) note('S', names[file], 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return result;
}
int fsync(int file) { return sync_with(SYS_fsync, file); }
int fdatasync(int file) { return sync_with(SYS_fdatasync, file); }

int unlink(const char *path) {
  pthread_mutex_lock(&lock);
  int result = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
  int saved = errno;
  if (result == 0 && folder && strncmp(path, folder, strlen(folder)) == 0) note('U', path, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = saved;
  return result;
}

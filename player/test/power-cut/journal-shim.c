// Writes down, in order, what a process asks of one folder's disk, so that a test can build that folder as a power cut would have left it.
// For LD_PRELOAD on Linux: SQLite and libuv both go through the functions below. A sync is written down and not done: the disk that counts
// is the one that is built from the journal. GATECAST_CUT_FOLDER: the folder, as realpath gives it; GATECAST_CUT_JOURNAL: where to write.
//
// A record is a head of five words (kind, length of path, inode, offset, length of data), then the path, then the data: cut-journal.ts.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { CREATE = 1, WRITE, TRUNCATE, RENAME, UNLINK, MKDIR, RMDIR, SYNC, UNSEEN };
enum { MOST_FDS = 65536 };

// Which descriptors are of the folder. A hint: libuv closes by a bare system call, so that a number may be another file's by now.
struct known {
  ino_t inode;
  dev_t device;
  char is_append, is_shared_index;
};
static struct known known[MOST_FDS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char folder[4096];
static size_t folder_length;
static int journal = -1;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("GATECAST_CUT_FOLDER"), *to = getenv("GATECAST_CUT_JOURNAL");
  if (path == NULL || to == NULL || strlen(path) >= sizeof folder) return;
  strcpy(folder, path);
  folder_length = strlen(folder);
  int fd = (int)syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  // far from the numbers that a program expects to be its own
  journal = fd < 0 ? -1 : (int)syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, 900);
  if (journal < 0) abort();
  syscall(SYS_close, fd);
}

static void write_all(const void *bytes, size_t length) {
  while (length > 0) {
    ssize_t written = syscall(SYS_write, journal, bytes, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) abort();
    bytes = (const char *)bytes + written;
    length -= (size_t)written;
  }
}

// One write for the whole, so that a journal that ends in the middle of a process ends with a whole record or shows that it does not.
static void note(uint64_t kind, const char *path, size_t path_length, uint64_t inode, uint64_t offset, const struct iovec *data, int count) {
  int before = errno;
  uint64_t length = 0;
  for (int i = 0; i < count; i++) length += data[i].iov_len;
  uint64_t head[5] = {kind, path_length, inode, offset, length};
  char *record = malloc(sizeof head + path_length + length), *end = record;
  if (record == NULL) abort();
  end = mempcpy(end, head, sizeof head);
  if (path_length > 0) end = mempcpy(end, path, path_length);
  for (int i = 0; i < count; i++) end = mempcpy(end, data[i].iov_base, data[i].iov_len);
  write_all(record, (size_t)(end - record));
  free(record);
  errno = before;
}
static void note_path(uint64_t kind, const char *path, uint64_t inode) { note(kind, path, strlen(path), inode, 0, NULL, 0); }

// The whole path where it is of the folder, else NULL. Nobody here uses `..`.
static const char *ours(int at, const char *path, char *buffer) {
  if (journal < 0 || path == NULL) return NULL;
  if (path[0] != '/' && at == AT_FDCWD) {
    if (getcwd(buffer, 4096) == NULL) return NULL;
  } else if (path[0] != '/') {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", at);
    ssize_t length = readlink(link, buffer, 4095);
    if (length < 0) return NULL;
    buffer[length] = 0;
  } else {
    buffer[0] = 0;
  }
  if (strlen(buffer) + strlen(path) + 2 > 4096) return NULL;
  if (path[0] != '/') strcat(buffer, "/");
  strcat(buffer, path);
  int is_ours = strncmp(buffer, folder, folder_length) == 0 && (buffer[folder_length] == '/' || buffer[folder_length] == 0);
  return is_ours ? buffer : NULL;
}

static struct known *known_of(int fd) {
  if (journal < 0 || fd < 0 || fd >= MOST_FDS || known[fd].inode == 0) return NULL;
  struct stat now;
  if (fstat(fd, &now) == 0 && now.st_ino == known[fd].inode && now.st_dev == known[fd].device) return &known[fd];
  known[fd].inode = 0;
  return NULL;
}

static int ends_with(const char *path, const char *ending) {
  size_t length = strlen(path), tail = strlen(ending);
  return length >= tail && strcmp(path + length - tail, ending) == 0;
}

static int open_at(int at, const char *path, int flags, mode_t mode) {
  char buffer[4096] = "";
  const char *whole = ours(at, path, buffer);
  if (whole == NULL) {
    int fd = (int)syscall(SYS_openat, at, path, flags, mode);
    if (fd >= 0 && fd < MOST_FDS) known[fd].inode = 0;
    return fd;
  }
  pthread_mutex_lock(&lock);
  struct stat was, now;
  int was_there = stat(whole, &was) == 0;
  int fd = (int)syscall(SYS_openat, at, path, flags, mode);
  if (fd >= MOST_FDS) abort();
  if (fd >= 0 && fstat(fd, &now) == 0) {
    known[fd] = (struct known){now.st_ino, now.st_dev, (flags & O_APPEND) != 0, (char)ends_with(whole, "-shm")};
    if (!was_there) note_path(CREATE, whole, now.st_ino);
    else if ((flags & O_TRUNC) != 0 && was.st_size > 0) note(TRUNCATE, NULL, 0, now.st_ino, 0, NULL, 0);
  }
  pthread_mutex_unlock(&lock);
  return fd;
}
#define MODE_OF(flags, last) \
  mode_t mode = 0; \
  if (((flags) & (O_CREAT | __O_TMPFILE)) != 0) { \
    va_list more; \
    va_start(more, last); \
    mode = va_arg(more, mode_t); \
    va_end(more); \
  }
int open(const char *path, int flags, ...) { MODE_OF(flags, flags) return open_at(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_OF(flags, flags) return open_at(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE_OF(flags, flags) return open_at(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE_OF(flags, flags) return open_at(at, path, flags, mode); }
int creat(const char *path, mode_t mode) { return open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

// offset < 0: where the descriptor stands.
static ssize_t write_at(int fd, const struct iovec *data, int count, off_t offset) {
  struct known *file = known_of(fd);
  if (file != NULL) pthread_mutex_lock(&lock);
  ssize_t written = offset < 0 ? syscall(SYS_writev, fd, data, count) : syscall(SYS_pwritev, fd, data, count, offset, 0);
  if (file == NULL) return written;
  if (written > 0) {
    off_t from = offset < 0 ? lseek(fd, 0, SEEK_CUR) - written : offset;
    struct stat now;
    // Linux appends whatever offset it is told
    if (offset >= 0 && file->is_append && fstat(fd, &now) == 0) from = now.st_size - written;
    struct iovec kept[count];
    size_t left = (size_t)written;
    for (int i = 0; i < count; i++) {
      kept[i] = data[i];
      if (kept[i].iov_len > left) kept[i].iov_len = left;
      left -= kept[i].iov_len;
    }
    note(WRITE, NULL, 0, file->inode, (uint64_t)from, kept, count);
  }
  pthread_mutex_unlock(&lock);
  return written;
}
static ssize_t write_one(int fd, const void *bytes, size_t length, off_t offset) {
  struct iovec data = {(void *)bytes, length};
  return write_at(fd, &data, 1, offset);
}
ssize_t write(int fd, const void *bytes, size_t length) { return write_one(fd, bytes, length, -1); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return write_one(fd, bytes, length, offset); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset) { return write_one(fd, bytes, length, offset); }
ssize_t writev(int fd, const struct iovec *data, int count) { return write_at(fd, data, count, -1); }
ssize_t pwritev(int fd, const struct iovec *data, int count, off_t offset) { return write_at(fd, data, count, offset); }
ssize_t pwritev64(int fd, const struct iovec *data, int count, off_t offset) { return write_at(fd, data, count, offset); }

int ftruncate(int fd, off_t size) {
  struct known *file = known_of(fd);
  if (file == NULL) return (int)syscall(SYS_ftruncate, fd, size);
  pthread_mutex_lock(&lock);
  int result = (int)syscall(SYS_ftruncate, fd, size);
  if (result == 0) note(TRUNCATE, NULL, 0, file->inode, (uint64_t)size, NULL, 0);
  pthread_mutex_unlock(&lock);
  return result;
}
int ftruncate64(int fd, off_t size) { return ftruncate(fd, size); }

static int sync_one(int fd, long number) {
  struct known *file = known_of(fd);
  if (file == NULL) return (int)syscall(number, fd);
  pthread_mutex_lock(&lock);
  note(SYNC, NULL, 0, file->inode, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  return 0;
}
int fsync(int fd) { return sync_one(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_one(fd, SYS_fdatasync); }

static int rename_at(int at, const char *from, int to_at, const char *to, unsigned flags) {
  char first[4096] = "", second[4096] = "", both[8192];
  const char *ours_from = ours(at, from, first), *ours_to = ours(to_at, to, second);
  pthread_mutex_lock(&lock);
  int result = (int)syscall(SYS_renameat2, at, from, to_at, to, flags);
  if (result == 0 && ours_from != NULL && ours_to != NULL && flags == 0) {
    size_t length = strlen(ours_from) + 1;
    strcpy(both, ours_from);
    strcpy(both + length, ours_to);
    note(RENAME, both, length + strlen(ours_to), 0, 0, NULL, 0);
  } else if (result == 0 && (ours_from != NULL || ours_to != NULL)) {
    note_path(UNSEEN, "a rename into, out of, or with flags", 0);
  }
  pthread_mutex_unlock(&lock);
  return result;
}
int rename(const char *from, const char *to) { return rename_at(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int at, const char *from, int to_at, const char *to) { return rename_at(at, from, to_at, to, 0); }
int renameat2(int at, const char *from, int to_at, const char *to, unsigned flags) { return rename_at(at, from, to_at, to, flags); }

int unlinkat(int at, const char *path, int flags) {
  char buffer[4096] = "";
  const char *whole = ours(at, path, buffer);
  pthread_mutex_lock(&lock);
  int result = (int)syscall(SYS_unlinkat, at, path, flags);
  if (result == 0 && whole != NULL) note_path((flags & AT_REMOVEDIR) != 0 ? RMDIR : UNLINK, whole, 0);
  pthread_mutex_unlock(&lock);
  return result;
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
  int result = unlinkat(AT_FDCWD, path, 0);
  return result != 0 && (errno == EISDIR || errno == EPERM) ? unlinkat(AT_FDCWD, path, AT_REMOVEDIR) : result;
}

int mkdirat(int at, const char *path, mode_t mode) {
  char buffer[4096] = "";
  const char *whole = ours(at, path, buffer);
  pthread_mutex_lock(&lock);
  int result = (int)syscall(SYS_mkdirat, at, path, mode);
  struct stat now;
  if (result == 0 && whole != NULL && stat(whole, &now) == 0) note_path(MKDIR, whole, now.st_ino);
  pthread_mutex_unlock(&lock);
  return result;
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

// What this journal cannot tell must not pass for nothing.
static void unseen(int fd, const char *what) {
  struct known *file = known_of(fd);
  if (file == NULL || file->is_shared_index) return;
  pthread_mutex_lock(&lock);
  note_path(UNSEEN, what, file->inode);
  pthread_mutex_unlock(&lock);
}
void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset) {
  // the log's index is made again from the log after a cut, and is nobody's truth
  if ((flags & MAP_SHARED) != 0 && (protection & PROT_WRITE) != 0) unseen(fd, "a shared map");
  return (void *)syscall(SYS_mmap, address, length, protection, flags, fd, offset);
}
void *mmap64(void *address, size_t length, int protection, int flags, int fd, off_t offset) {
  return mmap(address, length, protection, flags, fd, offset);
}
int posix_fallocate(int fd, off_t offset, off_t length) {
  unseen(fd, "an allocation");
  return syscall(SYS_fallocate, fd, 0, offset, length) == 0 ? 0 : errno;
}
int posix_fallocate64(int fd, off_t offset, off_t length) { return posix_fallocate(fd, offset, length); }
ssize_t copy_file_range(int from, off_t *from_offset, int to, off_t *to_offset, size_t length, unsigned flags) {
  unseen(to, "a copy within the system");
  return syscall(SYS_copy_file_range, from, from_offset, to, to_offset, length, flags);
}
ssize_t sendfile(int to, int from, off_t *offset, size_t length) {
  unseen(to, "a copy within the system");
  return syscall(SYS_sendfile, to, from, offset, length);
}
ssize_t sendfile64(int to, int from, off_t *offset, size_t length) { return sendfile(to, from, offset, length); }

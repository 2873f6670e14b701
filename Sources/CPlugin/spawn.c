#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#include "plugin_host.h"

/* What one start needs, and its outcome. */
struct start {
    const char *path;
    char *const *arguments;
    char *const *environment;
    int streams[3];
    pid_t child;
    int failure;
};

/* Closes every descriptor from `first` on but `kept`. */
static void close_others(int first, int kept) {
    long limit = sysconf(_SC_OPEN_MAX);
    if (limit < 0 || limit > 4096) limit = 4096;
#if defined(__linux__) && defined(SYS_close_range)
    int below = kept > first ? (int)syscall(SYS_close_range, first, kept - 1, 0) : 0;
    if (below == 0 && syscall(SYS_close_range, kept + 1, ~0U, 0) == 0) return;
#endif
    for (int descriptor = first; descriptor < limit; descriptor++)
        if (descriptor != kept) close(descriptor);
}

/* Runs in the child, between fork and execve: only what is safe in a signal handler. */
static void become(const struct start *start, int report, pid_t parent) {
    setpgid(0, 0);
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);
#else
    (void)parent;
#endif
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    for (int number = 1; number < NSIG; number++)
        if (number != SIGKILL && number != SIGSTOP) sigaction(number, &action, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);

    /* Above the standard three first, so that one does not overwrite another. */
    int streams[3];
    int high = fcntl(report, F_DUPFD_CLOEXEC, 10);
    for (int i = 0; i < 3; i++) streams[i] = fcntl(start->streams[i], F_DUPFD_CLOEXEC, 10);
    int failure = high < 0 || streams[0] < 0 || streams[1] < 0 || streams[2] < 0 ? errno : 0;
    for (int i = 0; i < 3 && failure == 0; i++)
        if (dup2(streams[i], i) < 0) failure = errno;
    if (failure == 0) {
        close_others(3, high);
        execve(start->path, start->arguments, start->environment);
        failure = errno;
    }
    ssize_t written = write(high < 0 ? report : high, &failure, sizeof failure);
    (void)written;
    _exit(127);
}

static void run(struct start *start) {
    int report[2];
    start->failure = plugin_pipe(report, -1);
    if (start->failure != 0) return;
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0) become(start, report[1], parent);
    start->failure = child < 0 ? errno : 0;
    close(report[1]);
    if (child > 0) {
        setpgid(child, child);
        int failure = 0;
        ssize_t count;
        do count = read(report[0], &failure, sizeof failure);
        while (count < 0 && errno == EINTR);
        if (count == (ssize_t)sizeof failure) {
            start->failure = failure;
            while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
        }
    }
    close(report[0]);
    start->child = child;
}

#ifdef __linux__

/* PR_SET_PDEATHSIG goes by the thread that forked, not by the process: all children are started by one thread that stays. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static struct start *waiting;
static int finished;
static int running;

static void *starter(void *unused) {
    (void)unused;
    pthread_mutex_lock(&lock);
    for (;;) {
        while (waiting == NULL || finished) pthread_cond_wait(&changed, &lock);
        run(waiting);
        finished = 1;
        pthread_cond_broadcast(&changed);
    }
    return NULL;
}

static int run_in_starter(struct start *start) {
    pthread_mutex_lock(&lock);
    int failure = 0;
    if (!running) {
        sigset_t all, before;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        pthread_t thread;
        failure = pthread_create(&thread, NULL, starter, NULL);
        if (failure == 0) pthread_detach(thread);
        pthread_sigmask(SIG_SETMASK, &before, NULL);
        running = failure == 0;
    }
    if (failure == 0) {
        while (waiting != NULL) pthread_cond_wait(&changed, &lock);
        waiting = start;
        finished = 0;
        pthread_cond_broadcast(&changed);
        while (!finished || waiting != start) pthread_cond_wait(&changed, &lock);
        waiting = NULL;
        pthread_cond_broadcast(&changed);
    }
    pthread_mutex_unlock(&lock);
    return failure;
}

#endif

int plugin_spawn(const char *path, char *const arguments[], char *const environment[], int input, int output, int errors,
                 pid_t *child) {
    struct start start = {path, arguments, environment, {input, output, errors}, -1, 0};
#ifdef __linux__
    int failure = run_in_starter(&start);
    if (failure != 0) return failure;
#else
    run(&start);
#endif
    *child = start.child;
    return start.failure;
}

int plugin_pipe(int ends[2], int ours) {
#ifdef __linux__
    if (pipe2(ends, O_CLOEXEC) != 0) return errno;
    if (ours >= 0) fcntl(ends[0], F_SETPIPE_SZ, 1 << 20);
#else
    if (pipe(ends) != 0) return errno;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
#endif
    if (ours >= 0) fcntl(ends[ours], F_SETFL, O_NONBLOCK);
    return 0;
}

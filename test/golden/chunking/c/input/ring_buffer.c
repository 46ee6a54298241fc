/*
 * Copyright (c) the ring buffer authors.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>
#include <string.h>
#include "ring_buffer.h"

#define RING_MIN_SIZE 16
#define RING_MASK(ring) ((ring)->capacity - 1)

/* Rounds up to the next power of two. */
#define NEXT_POWER(n, out)          \
    do {                            \
        size_t power = 1;           \
        while (power < (n))         \
            power <<= 1;            \
        (out) = power;              \
    } while (0)

/** What a read or write came to. */
enum ring_status {
    RING_OK,
    RING_FULL,
    RING_EMPTY,
};

/**
 * A queue of bytes in a fixed block of memory.
 */
struct ring {
    unsigned char *data;
    size_t capacity;
    size_t head;
    size_t tail;
};

typedef struct {
    size_t reads;
    size_t writes;
} ring_stats;

typedef int (*ring_visitor)(unsigned char byte, void *context);

static size_t ring_count(const struct ring *ring);

static const char *const status_names[] = {
    "ok",
    "full",
    "empty",
};

static size_t ring_count(const struct ring *ring)
{
    return ring->head - ring->tail;
}

/*
 * Allocates a ring of at least `size` bytes.
 * Returns NULL when there is no memory.
 */
struct ring *ring_create(size_t size)
{
    struct ring *ring = malloc(sizeof(*ring));
    size_t capacity;

    if (ring == NULL)
        return NULL;
    NEXT_POWER(size < RING_MIN_SIZE ? RING_MIN_SIZE : size, capacity);
    ring->data = malloc(capacity);
    if (ring->data == NULL) {
        free(ring);
        return NULL;
    }
    ring->capacity = capacity;
    ring->head = ring->tail = 0;
    return ring;
}

#ifdef RING_THREADS
// Writes under the lock.
enum ring_status ring_write_locked(struct ring *ring, const void *bytes, size_t length)
{
    lock(&ring->mutex);
    enum ring_status status = ring_write(ring, bytes, length);
    unlock(&ring->mutex);
    return status;
}
#endif

const char *
ring_status_name(enum ring_status status)
{
    return status_names[status];
}

int (*ring_handler(int which))(int)
{
    return handlers[which];
}

// Walks over all bytes, the oldest first.
int ring_each(const struct ring *ring,
              ring_visitor visit, // called once a byte
              void *context)
{
    for (size_t at = ring->tail; at != ring->head; at++) {
        int stop = visit(ring->data[at & RING_MASK(ring)], context);
        if (stop)
            return stop;
    }
    return 0;
}

/*
 * Copyright 2020 the booking authors. Licensed under the MIT License.
 */
package com.example.booking;

import java.util.List;
import java.util.Optional;

/**
 * Books rooms.
 *
 * @since 1.2
 */
@Service
@Transactional(readOnly = true)
public class BookingService implements Closeable {

    private static final int MAX_NIGHTS = 30;

    private final RoomRepository rooms;

    private final Comparator<Room> byPrice = new Comparator<>() {
        @Override
        public int compare(Room a, Room b) {
            return Long.compare(a.price(), b.price());
        }
    };

    static {
        Locale.setDefault(Locale.ROOT);
    }

    /** Creates the service. */
    @Autowired
    public BookingService(RoomRepository rooms) {
        this.rooms = Objects.requireNonNull(rooms);
    }

    /**
     * Books a room if one is free.
     *
     * @param nights how long
     */
    @Override
    @Retry(times = 3)
    public Optional<Booking> book(@NonNull Guest guest, int nights)
            throws BookingException {
        if (nights > MAX_NIGHTS) {
            throw new BookingException("too long");
        }
        return rooms.free().stream()
                .sorted(byPrice)
                .findFirst()
                .map(room -> new Booking(guest, room, nights));
    }

    private <T extends Comparable<T>> T largest(List<T> items) {
        return Collections.max(items);
    }

    protected abstract void audit(Booking booking);

    @Override
    public void close() {}

    /** What a booking came to. */
    public enum Outcome {
        BOOKED,
        REFUSED {
            @Override
            public boolean isFinal() {
                return false;
            }
        };

        public boolean isFinal() {
            return true;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final class Builder {
        private int nights;

        Builder nights(int nights) {
            this.nights = nights;
            return this;
        }

        Booking build() {
            return new Booking(null, null, nights);
        }
    }
}

record Booking(Guest guest, Room room, int nights) {
    Booking {
        if (nights < 1) throw new IllegalArgumentException();
    }
}

interface RoomRepository {
    List<Room> free();

    default boolean isFull() {
        return free().isEmpty();
    }
}

@interface Retry {
    int times() default 1;
}

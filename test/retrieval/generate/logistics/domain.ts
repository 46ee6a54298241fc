import type { SourceFiles } from '../sourceFiles';

/** Java: rounds, loads, prices and rules. */
export const domain: SourceFiles = {
  'domain/src/main/java/com/parcelsight/routing/TwoOpt.java': `package com.parcelsight.routing;

public final class TwoOpt {
    private TwoOpt() {}

    /** Shortens a delivery round by turning stretches of it around for as long as that helps. */
    public static int[] improve(int[] tour, double[][] cost) {
        int[] best = tour.clone();
        boolean improved = true;
        while (improved) {
            improved = false;
            for (int i = 1; i < best.length - 2; i++) {
                for (int k = i + 1; k < best.length - 1; k++) {
                    double before = cost[best[i - 1]][best[i]] + cost[best[k]][best[k + 1]];
                    double after = cost[best[i - 1]][best[k]] + cost[best[i]][best[k + 1]];
                    if (after + 1e-9 < before) {
                        reverse(best, i, k);
                        improved = true;
                    }
                }
            }
        }
        return best;
    }

    private static void reverse(int[] tour, int from, int to) {
        for (int a = from, b = to; a < b; a++, b--) {
            int kept = tour[a];
            tour[a] = tour[b];
            tour[b] = kept;
        }
    }
}
`,
  'domain/src/main/java/com/parcelsight/routing/TimeWindows.java': `package com.parcelsight.routing;

import java.util.List;

public final class TimeWindows {
    public record Stop(String id, int opensAt, int closesAt, int serviceMinutes) {}

    private TimeWindows() {}

    public static int lateness(List<Stop> stops, int[] travelMinutes, int departure) {
        int clock = departure;
        int late = 0;
        for (int i = 0; i < stops.size(); i++) {
            Stop stop = stops.get(i);
            clock += travelMinutes[i];
            clock = Math.max(clock, stop.opensAt());
            late += Math.max(0, clock - stop.closesAt());
            clock += stop.serviceMinutes();
        }
        return late;
    }
}
`,
  'domain/src/main/java/com/parcelsight/loading/VanLoader.java': `package com.parcelsight.loading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

public class VanLoader {
    public record Box(String parcelId, int litres, int grams) {}

    public static final class Van {
        final List<Box> boxes = new ArrayList<>();
        int litresLeft;
        int gramsLeft;

        Van(int litres, int grams) {
            litresLeft = litres;
            gramsLeft = grams;
        }

        boolean fits(Box box) {
            return box.litres() <= litresLeft && box.grams() <= gramsLeft;
        }
    }

    /** Packs the bulky things first, so that as few vehicles as possible have to drive. */
    public List<Van> load(List<Box> boxes, int litres, int grams) {
        List<Van> vans = new ArrayList<>();
        List<Box> sorted = new ArrayList<>(boxes);
        sorted.sort(Comparator.comparingInt(Box::litres).reversed());
        for (Box box : sorted) {
            Van van = vans.stream().filter(v -> v.fits(box)).findFirst().orElse(null);
            if (van == null) {
                van = new Van(litres, grams);
                vans.add(van);
            }
            van.boxes.add(box);
            van.litresLeft -= box.litres();
            van.gramsLeft -= box.grams();
        }
        return vans;
    }
}
`,
  'domain/src/main/java/com/parcelsight/pricing/FuelSurcharge.java': `package com.parcelsight.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.NavigableMap;

public class FuelSurcharge {
    private final NavigableMap<BigDecimal, BigDecimal> percentByDieselPrice;

    public FuelSurcharge(NavigableMap<BigDecimal, BigDecimal> percentByDieselPrice) {
        this.percentByDieselPrice = percentByDieselPrice;
    }

    public BigDecimal apply(BigDecimal freight, BigDecimal dieselPrice) {
        var step = percentByDieselPrice.floorEntry(dieselPrice);
        if (step == null) {
            return BigDecimal.ZERO;
        }
        return freight.multiply(step.getValue()).divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP);
    }
}
`,
  'domain/src/main/java/com/parcelsight/pricing/VolumetricWeight.java': `package com.parcelsight.pricing;

public final class VolumetricWeight {
    private static final int DIVISOR = 5000;

    private VolumetricWeight() {}

    /** What is charged for: a large light parcel counts as heavy as the room that it takes. */
    public static int chargeableGrams(int lengthCm, int widthCm, int heightCm, int grams) {
        long volumetric = 1000L * lengthCm * widthCm * heightCm / DIVISOR;
        return (int) Math.max(volumetric, grams);
    }
}
`,
  'domain/src/main/java/com/parcelsight/cold/ColdChainMonitor.java': `package com.parcelsight.cold;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says when chilled goods were too warm for too long and must be thrown away. */
public class ColdChainMonitor {
    private final double maxCelsius;
    private final Duration tolerated;
    private Instant warmSince;

    public ColdChainMonitor(double maxCelsius, Duration tolerated) {
        this.maxCelsius = maxCelsius;
        this.tolerated = tolerated;
    }

    public Optional<Duration> observe(Instant at, double celsius) {
        if (celsius <= maxCelsius) {
            warmSince = null;
            return Optional.empty();
        }
        if (warmSince == null) {
            warmSince = at;
        }
        Duration warm = Duration.between(warmSince, at);
        return warm.compareTo(tolerated) > 0 ? Optional.of(warm) : Optional.empty();
    }
}
`,
  'domain/src/main/java/com/parcelsight/crew/DrivingHours.java': `package com.parcelsight.crew;

import java.time.Duration;
import java.util.List;

public class DrivingHours {
    private static final Duration BEFORE_BREAK = Duration.ofMinutes(270);
    private static final Duration BREAK = Duration.ofMinutes(45);

    public record Span(boolean driving, Duration length) {}

    /** How much longer somebody may stay at the wheel before the law asks for a pause. */
    public Duration untilBreak(List<Span> today) {
        Duration driven = Duration.ZERO;
        Duration rested = Duration.ZERO;
        for (Span span : today) {
            if (span.driving()) {
                driven = driven.plus(span.length());
                rested = Duration.ZERO;
                continue;
            }
            rested = rested.plus(span.length());
            if (rested.compareTo(BREAK) >= 0) {
                driven = Duration.ZERO;
            }
        }
        Duration left = BEFORE_BREAK.minus(driven);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
`,
  'domain/src/main/java/com/parcelsight/customs/DutyCalculator.java': `package com.parcelsight.customs;

import java.util.Map;

public class DutyCalculator {
    private final Map<String, Integer> permilleByHeading;
    private final long freeUpToCents;

    public DutyCalculator(Map<String, Integer> permilleByHeading, long freeUpToCents) {
        this.permilleByHeading = permilleByHeading;
        this.freeUpToCents = freeUpToCents;
    }

    public long dutyCents(String commodityCode, long valueCents) {
        if (valueCents <= freeUpToCents) {
            return 0;
        }
        for (int length = commodityCode.length(); length >= 2; length -= 2) {
            Integer permille = permilleByHeading.get(commodityCode.substring(0, length));
            if (permille != null) {
                return Math.round(valueCents * permille / 1000.0);
            }
        }
        throw new IllegalArgumentException("no heading for " + commodityCode);
    }
}
`,
  'domain/src/main/java/com/parcelsight/parcel/ParcelLifecycle.java': `package com.parcelsight.parcel;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which step of its journey may follow which. */
public final class ParcelLifecycle {
    public enum Step { ANNOUNCED, COLLECTED, SORTED, OUT_FOR_DELIVERY, DELIVERED, RETURNING, LOST }

    private static final Map<Step, Set<Step>> NEXT = new EnumMap<>(Step.class);

    static {
        NEXT.put(Step.ANNOUNCED, EnumSet.of(Step.COLLECTED));
        NEXT.put(Step.COLLECTED, EnumSet.of(Step.SORTED, Step.LOST));
        NEXT.put(Step.SORTED, EnumSet.of(Step.SORTED, Step.OUT_FOR_DELIVERY, Step.LOST));
        NEXT.put(Step.OUT_FOR_DELIVERY, EnumSet.of(Step.DELIVERED, Step.SORTED, Step.RETURNING));
        NEXT.put(Step.RETURNING, EnumSet.of(Step.SORTED, Step.DELIVERED));
    }

    private ParcelLifecycle() {}

    public static Step advance(Step from, Step to) {
        if (!NEXT.getOrDefault(from, Set.of()).contains(to)) {
            throw new IllegalStateException(from + " cannot become " + to);
        }
        return to;
    }
}
`,
};

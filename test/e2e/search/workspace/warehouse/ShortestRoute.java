package warehouse;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/** Finds the way a picker walks between shelves. */
public class ShortestRoute {
    private record Step(String shelf, int metres) {}

    /** Dijkstra's algorithm: metres from one shelf to every other that can be reached. */
    public static Map<String, Integer> distances(Map<String, Map<String, Integer>> aisles, String start) {
        Map<String, Integer> best = new HashMap<>();
        PriorityQueue<Step> open = new PriorityQueue<>(Comparator.comparingInt(Step::metres));
        open.add(new Step(start, 0));
        while (!open.isEmpty()) {
            Step step = open.poll();
            if (best.containsKey(step.shelf())) continue;
            best.put(step.shelf(), step.metres());
            aisles.getOrDefault(step.shelf(), Map.of())
                .forEach((next, metres) -> open.add(new Step(next, step.metres() + metres)));
        }
        return best;
    }
}

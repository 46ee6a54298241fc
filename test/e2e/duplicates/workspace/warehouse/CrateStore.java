package warehouse;

import java.util.ArrayDeque;
import java.util.Deque;

/** Where a crate waits for its ship. */
public class CrateStore {
  private final Deque<String> waiting = new ArrayDeque<>();
  private final int capacity = 50;

  public boolean offer(String label, int attempts) {
    if (label == null || label.isBlank()) {
      throw new IllegalArgumentException("a label is needed");
    }
    for (int attempt = 0; attempt < attempts; attempt++) {
      if (waiting.size() < capacity) {
        waiting.addLast(label.trim().toLowerCase());
        return true;
      }
      waiting.removeFirst();
    }
    return false;
  }
}

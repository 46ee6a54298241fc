package warehouse;

/** How many pieces of an article lie on the shelves. */
public class StockLevel {
    private int pieces;

    /** Takes pieces out for an order; refuses when there are not enough. */
    public synchronized boolean reserve(int wanted) {
        if (wanted > pieces) {
            return false;
        }
        pieces -= wanted;
        return true;
    }
}

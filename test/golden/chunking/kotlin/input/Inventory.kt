package shop.inventory

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/** How many pieces a shelf takes. */
const val SHELF_SIZE = 40

typealias Stock = Map<String, Int>

/** Something that can be sold. */
data class Item(val name: String, val price: Long)

sealed interface Event {
    data class Sold(val item: Item, val count: Int) : Event
    object Closed : Event
}

enum class Season(val months: IntRange) {
    SUMMER(6..8),
    WINTER(12..14);

    fun includes(month: Int): Boolean {
        return month in months
    }
}

/**
 * Keeps count of what is on the shelves.
 *
 * @property stock pieces by name
 */
@Singleton
open class Inventory @Inject constructor(
    private val stock: MutableMap<String, Int>,
) : Repository<Item>, AutoCloseable {

    private val listeners = mutableListOf<(Event) -> Unit>()

    val total: Int
        get() = stock.values.sum()

    var capacity: Int = 100
        set(value) {
            require(value >= total)
            field = value
        }

    constructor(names: List<String>) : this(mutableMapOf()) {
        names.forEach { stock[it] = 0 }
    }

    init {
        require(stock.values.all { it >= 0 }) { "A count is negative." }
    }

    /** Takes pieces from the shelf. */
    @Throws(OutOfStock::class)
    suspend fun take(item: Item, count: Int = 1): Int {
        val left = (stock[item.name] ?: 0) - count
        if (left < 0) throw OutOfStock(item)
        stock[item.name] = left
        listeners.forEach { it(Event.Sold(item, count)) }
        return left
    }

    override fun close() = listeners.clear()

    private val watcher = object : Watcher {
        override fun changed(name: String) {
            println(name)
        }
    }

    abstract fun audit(): Report

    companion object {
        private const val TAG = "Inventory"

        fun empty(): Inventory = Inventory(mutableMapOf())

        @JvmStatic
        fun of(vararg items: Item): Inventory {
            val counts = items.groupingBy { it.name }.eachCount()
            return Inventory(counts.toMutableMap())
        }
    }
}

object Prices {
    private val table = HashMap<String, Long>()

    fun lookup(name: String): Long? = table[name]

    fun raise(percent: Int) {
        for ((name, price) in table) {
            table[name] = price * (100 + percent) / 100
        }
    }

    fun reset() {
        table.clear()
    }
}

// Formats cents.
fun Long.asMoney(): String = "${this / 100}.${this % 100}"

fun <T : Comparable<T>> List<T>.isSorted(): Boolean {
    return zipWithNext().all { (a, b) -> a <= b }
}

fun interface Rule {
    fun applies(item: Item): Boolean
}

private fun ticks(): Flow<Long> = flow {
    var tick = 0L
    while (true) emit(tick++)
}

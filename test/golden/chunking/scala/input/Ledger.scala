package bank.ledger

import scala.collection.mutable
import scala.util.{Failure, Success, Try}

/** An amount in cents. */
final case class Money(cents: Long) extends AnyVal

sealed trait Entry {
  def amount: Money

  /** True for money that came in. */
  def isCredit: Boolean = amount.cents > 0
}

case class Deposit(amount: Money, from: String) extends Entry
case class Withdrawal(amount: Money) extends Entry

/**
 * Books entries and knows the balance.
 */
class Ledger(owner: String, limit: Money) extends Serializable {
  private val entries = mutable.ArrayBuffer.empty[Entry]
  private var closed = false

  def this(owner: String) = this(owner, Money(0))

  // The sum of all entries.
  def balance: Money = Money(entries.map(_.amount.cents).sum)

  /** Books one entry. */
  @throws[IllegalStateException]("when closed")
  def book(entry: Entry): Try[Money] = {
    def allowed(next: Long): Boolean =
      next >= -limit.cents

    if (closed) Failure(new IllegalStateException(owner))
    else if (!allowed(balance.cents + entry.amount.cents)) Failure(new Overdrawn(owner))
    else {
      entries += entry
      Success(balance)
    }
  }

  lazy val report: String = {
    val lines = entries.map(_.toString)
    lines.mkString("\n")
  }

  def close(): Unit = closed = true
}

object Ledger {
  val Empty = new Ledger("nobody")

  def apply(owner: String): Ledger = new Ledger(owner)

  implicit class RichMoney(private val money: Money) extends AnyVal {
    def +(other: Money): Money = Money(money.cents + other.cents)
  }

  def merge(left: Ledger, right: Ledger): Ledger = {
    val merged = new Ledger(left.owner)
    (left.entries ++ right.entries).foreach(merged.book)
    merged
  }
}

type Booked = Either[String, Money]

enum Currency(val symbol: String):
  case Euro extends Currency("€")
  case Pound extends Currency("£")

  def format(money: Money): String =
    s"$symbol${money.cents / 100.0}"

given Ordering[Money] with
  def compare(a: Money, b: Money): Int =
    a.cents.compare(b.cents)

extension (money: Money)
  def isZero: Boolean = money.cents == 0
  def times(factor: Int): Money =
    Money(money.cents * factor)

trait Auditor {
  def audit(ledger: Ledger): Unit
}

@main def run(name: String): Unit =
  val ledger = Ledger(name)
  ledger.book(Deposit(Money(100), "bank"))
  println(ledger.balance)

<?php

declare(strict_types=1);

namespace Shop\Billing;

use DateTimeImmutable;
use Shop\Database\Connection;

const CURRENCY = 'EUR';

/**
 * Finds and stores invoices.
 *
 * @template T of Invoice
 */
#[Repository(Invoice::class)]
final class InvoiceRepository extends BaseRepository implements Countable
{
    use LogsQueries;

    public const TABLE = 'invoices';

    private array $cache = [];

    public function __construct(
        private readonly Connection $connection,
        private readonly Clock $clock,
    ) {
        parent::__construct(self::TABLE);
    }

    /**
     * The invoices that are still to be paid.
     *
     * @return Invoice[]
     */
    public function findOpen(DateTimeImmutable $since, int $limit = 50): array
    {
        $rows = $this->connection->select(
            'SELECT * FROM invoices WHERE paid_at IS NULL AND created_at > ? LIMIT ?',
            [$since->format('c'), $limit],
        );

        return array_map(fn (array $row) => Invoice::fromRow($row), $rows);
    }

    // Counts without loading.
    public function count(): int
    {
        return (int) $this->connection->value('SELECT count(*) FROM invoices');
    }

    abstract protected function table(): string;

    public static function reset(): void
    {
        self::$instances = [];
    }
}

interface Payable
{
    public function amount(): int;

    public function pay(Payment $payment): void;
}

trait LogsQueries
{
    protected function log(string $query): void
    {
        $this->logger->debug($query);
    }

    /** Queries that took longer than a second. */
    protected function slow(): array
    {
        return array_filter(
            $this->queries,
            static function (Query $query): bool {
                return $query->seconds > 1;
            },
        );
    }
}

enum Status: string
{
    case Open = 'open';
    case Paid = 'paid';

    public function label(): string
    {
        return match ($this) {
            self::Open => 'Open',
            self::Paid => 'Paid',
        };
    }
}

/** Rounds to cents, half up. */
function round_to_cents(float $amount): int
{
    return (int) floor($amount * 100 + 0.5);
}

$formatter = function (int $cents): string {
    return number_format($cents / 100, 2) . ' ' . CURRENCY;
};

if (PHP_SAPI === 'cli') {
    echo $formatter(round_to_cents(12.345)), PHP_EOL;
}

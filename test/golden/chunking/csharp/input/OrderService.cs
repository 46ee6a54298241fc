using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Shop.Orders
{
    /// <summary>
    /// Takes orders and works out what they cost.
    /// </summary>
    /// <remarks>One instance per request.</remarks>
    [Service(Lifetime.Scoped)]
    public sealed class OrderService : IOrderService, IDisposable
    {
        private const decimal TaxRate = 0.2m;
        private readonly IRepository<Order> _orders;
        private readonly List<string> _log = new();

        public event EventHandler<OrderPlaced>? Placed;

        /// <summary>Creates the service.</summary>
        public OrderService(IRepository<Order> orders)
        {
            _orders = orders ?? throw new ArgumentNullException(nameof(orders));
        }

        static OrderService()
        {
            Defaults.Load();
        }

        ~OrderService() => Dispose();

        public int Count => _log.Count;

        /// <summary>What customers may spend, never less than nothing.</summary>
        public decimal Limit
        {
            get { return _limit; }
            set
            {
                if (value < 0) throw new ArgumentOutOfRangeException(nameof(value));
                _limit = value;
            }
        }

        public string Name { get; set; } = "default";

        public Order this[int index]
        {
            get => _orders[index];
        }

        /// <summary>Places an order.</summary>
        /// <param name="order">What is bought.</param>
        /// <returns>The order's number.</returns>
        [Audited, Retry(3)]
        public async Task<int> PlaceAsync(Order order)
        {
            decimal Total()
            {
                return order.Lines.Sum(line => line.Price * line.Quantity);
            }

            order.Total = Total() * (1 + TaxRate);
            await _orders.AddAsync(order);
            Placed?.Invoke(this, new OrderPlaced(order));
            return order.Id;
        }

        public static bool operator ==(OrderService a, OrderService b)
        {
            return ReferenceEquals(a, b);
        }

        public void Dispose() => _log.Clear();

        private enum State
        {
            Open,
            Closed,
        }
    }

    public record Order(int Id, string Customer, decimal Total);

    public record struct Money
    {
        public decimal Amount { get; init; }
    }

    public interface IOrderService
    {
        Task<int> PlaceAsync(Order order);
        int Count { get; }
    }

    public delegate void OrderHandler(Order order);

    internal static class OrderExtensions
    {
        public static bool IsLarge(this Order order) => order.Total > 1000m;
    }
}

// Dense matrices of small dimension.
#include "matrix.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>

namespace geometry {
namespace detail {

constexpr double epsilon = 1e-9;

bool close(double a, double b) { return std::fabs(a - b) < epsilon; }

} // namespace detail

/// Thrown when the dimensions of two operands differ.
class DimensionError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

enum class Order { RowMajor, ColumnMajor };

/**
 * A matrix with its dimensions fixed at compile time.
 * @tparam T the type of an element
 */
template <typename T, int Rows, int Columns>
class Matrix {
public:
    using value_type = T;

    Matrix() = default;

    explicit Matrix(std::initializer_list<T> values) : data_{}
    {
        int index = 0;
        for (const T& value : values) data_[index++] = value;
    }

    ~Matrix() { release(); }

    /// The element at a row and a column.
    T& at(int row, int column)
    {
        if (row >= Rows || column >= Columns) throw std::out_of_range("matrix");
        return data_[row * Columns + column];
    }

    const T& operator()(int row, int column) const noexcept
    {
        return data_[row * Columns + column];
    }

    Matrix<T, Columns, Rows> transposed() const;

    static constexpr int rows() { return Rows; }

private:
    T data_[Rows * Columns];
    Order order_ = Order::RowMajor;
};

template <typename T, int Rows, int Columns>
Matrix<T, Columns, Rows> Matrix<T, Rows, Columns>::transposed() const
{
    Matrix<T, Columns, Rows> result;
    for (int row = 0; row < Rows; ++row)
        for (int column = 0; column < Columns; ++column)
            result.at(column, row) = at(row, column);
    return result;
}

struct Point {
    double x = 0;
    double y = 0;
};

Camera::Camera(const Point& position)
    : position_(position), zoom_(1.0)
{
    update();
}

Camera::~Camera() = default;

// Moves the camera so that the target is in the middle.
void Camera::lookAt(const Point& target)
{
    auto distance = [&](const Point& p) {
        return std::hypot(p.x - position_.x, p.y - position_.y);
    };
    if (distance(target) > detail::epsilon) position_ = target;
    update();
}

Point& Camera::position() { return position_; }

bool operator==(const Point& a, const Point& b)
{
    return detail::close(a.x, b.x) && detail::close(a.y, b.y);
}

template <typename Visitor>
void visitAll(const std::vector<Point>& points, Visitor&& visitor)
{
    for (const auto& point : points) std::forward<Visitor>(visitor)(point);
}

template <typename T>
concept Drawable = requires(T shape) {
    shape.draw();
    shape.bounds();
};

namespace {
int counter = 0;

int next()
{
    return ++counter;
}
} // namespace

} // namespace geometry

extern "C" {
int geometry_version(void)
{
    return 3;
}
}

int main(int argc, char** argv)
{
    return argc > 1 ? std::atoi(argv[1]) : 0;
}

//! A bump allocator.
const std = @import("std");
const Allocator = std.mem.Allocator;

/// Bytes in a page.
pub const page_size: usize = 4096;

const Error = error{
    OutOfMemory,
    TooLarge,
};

/// Hands out memory from one block and frees it all at once.
pub const Bump = struct {
    buffer: []u8,
    used: usize = 0,

    const Self = @This();

    /// Takes over a buffer.
    pub fn init(buffer: []u8) Self {
        return .{ .buffer = buffer };
    }

    pub fn alloc(self: *Self, size: usize, alignment: u29) Error![]u8 {
        const start = std.mem.alignForward(usize, self.used, alignment);
        if (size > self.buffer.len) return error.TooLarge;
        if (start + size > self.buffer.len) return error.OutOfMemory;
        self.used = start + size;
        return self.buffer[start..self.used];
    }

    pub inline fn reset(self: *Self) void {
        self.used = 0;
    }
};

const Kind = enum {
    free,
    used,

    fn isFree(self: Kind) bool {
        return self == .free;
    }
};

const Value = union(enum) {
    integer: i64,
    text: []const u8,
};

pub fn Stack(comptime T: type) type {
    return struct {
        items: []T,
        len: usize,

        pub fn push(self: *@This(), item: T) void {
            self.items[self.len] = item;
            self.len += 1;
        }
    };
}

export fn add(a: i32, b: i32) i32 {
    return a + b;
}

extern fn getpid() c_int;

pub fn main() !void {
    var buffer: [page_size]u8 = undefined;
    var bump = Bump.init(&buffer);
    _ = try bump.alloc(16, 8);
}

test "allocates in order" {
    var buffer: [64]u8 = undefined;
    var bump = Bump.init(&buffer);
    const first = try bump.alloc(8, 8);
    const second = try bump.alloc(8, 8);
    try std.testing.expect(@intFromPtr(second.ptr) > @intFromPtr(first.ptr));
}

test add {
    try std.testing.expectEqual(@as(i32, 3), add(1, 2));
}

comptime {
    std.debug.assert(page_size > 0);
}

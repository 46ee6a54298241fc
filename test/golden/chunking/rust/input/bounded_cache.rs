//! A cache that forgets what was used least.

use std::collections::HashMap;
use std::fmt::{self, Display};
use std::hash::Hash;

/// Entries kept when nobody says otherwise.
pub const DEFAULT_CAPACITY: usize = 128;

const NAMES: [&str; 3] = [
    "hit",
    "miss",
    "evicted",
];

/// Why a value could not be stored.
#[derive(Debug, Clone, PartialEq)]
pub enum CacheError {
    /// The value alone is larger than the cache.
    TooLarge { size: usize, limit: usize },
    Closed,
}

impl Display for CacheError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CacheError::TooLarge { size, limit } => write!(f, "{size} exceeds {limit}"),
            CacheError::Closed => f.write_str("the cache is closed"),
        }
    }
}

impl std::error::Error for CacheError {}

/// Something that knows its own size in bytes.
pub trait Weighed {
    const UNIT: usize;

    fn weight(&self) -> usize;

    /// Whether there is nothing to store.
    fn is_empty(&self) -> bool {
        self.weight() == 0
    }

    fn describe(&self) -> String {
        let weight = self.weight();
        let units = weight / Self::UNIT;
        match units {
            0 => String::from("nothing"),
            1 => String::from("one unit"),
            n => format!("{n} units"),
        }
    }
}

/// Maps keys to values, at most `capacity` of them.
pub struct BoundedCache<K, V> {
    entries: HashMap<K, (V, u64)>,
    capacity: usize,
    clock: u64,
}

impl<K, V> BoundedCache<K, V>
where
    K: Eq + Hash + Clone,
    V: Weighed,
{
    /// Creates an empty cache.
    pub fn with_capacity(capacity: usize) -> Self {
        Self { entries: HashMap::new(), capacity, clock: 0 }
    }

    /// Looks a value up and marks it as used.
    #[inline]
    #[must_use]
    pub fn get(&mut self, key: &K) -> Option<&V> {
        self.clock += 1;
        let clock = self.clock;
        self.entries.get_mut(key).map(|entry| {
            entry.1 = clock;
            &entry.0
        })
    }

    pub async fn insert(&mut self, key: K, value: V) -> Result<(), CacheError> {
        fn oldest<K: Clone, V>(entries: &HashMap<K, (V, u64)>) -> Option<K> {
            entries.iter().min_by_key(|(_, (_, used))| *used).map(|(key, _)| key.clone())
        }
        if value.weight() > self.capacity {
            return Err(CacheError::TooLarge { size: value.weight(), limit: self.capacity });
        }
        if self.entries.len() == self.capacity {
            if let Some(key) = oldest(&self.entries) {
                self.entries.remove(&key);
            }
        }
        self.entries.insert(key, (value, self.clock));
        Ok(())
    }
}

pub type StringCache = BoundedCache<String, String>;

union Bits {
    float: f32,
    word: u32,
}

/// Builds a cache from literal pairs.
#[macro_export]
macro_rules! cache {
    ($($key:expr => $value:expr),* $(,)?) => {{
        let mut cache = BoundedCache::with_capacity(DEFAULT_CAPACITY);
        $(cache.insert($key, $value);)*
        cache
    }};
}

extern "C" {
    fn page_size() -> usize;
}

mod statistics {
    pub(crate) fn ratio(hits: u64, misses: u64) -> f64 {
        hits as f64 / (hits + misses) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forgets_the_oldest() {
        let mut cache = BoundedCache::with_capacity(1);
        cache.insert("a", 1);
        cache.insert("b", 2);
        assert!(cache.get(&"a").is_none());
    }
}

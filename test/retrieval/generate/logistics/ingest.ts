import type { SourceFiles } from '../sourceFiles';

/** Go: takes readings in, cleans and thins them. */
export const ingest: SourceFiles = {
  'ingest/window/ring.go': `package window

// Ring keeps the latest readings of one sensor; the oldest is written over when it is full.
type Ring struct {
	values []float64
	next   int
	filled bool
}

func NewRing(size int) *Ring {
	return &Ring{values: make([]float64, size)}
}

func (r *Ring) Push(v float64) {
	r.values[r.next] = v
	r.next = (r.next + 1) % len(r.values)
	if r.next == 0 {
		r.filled = true
	}
}

func (r *Ring) Snapshot() []float64 {
	if !r.filled {
		return append([]float64(nil), r.values[:r.next]...)
	}
	out := make([]float64, 0, len(r.values))
	out = append(out, r.values[r.next:]...)
	return append(out, r.values[:r.next]...)
}
`,
  'ingest/window/outlier.go': `package window

import (
	"math"
	"sort"
)

const scale = 1.4826

func median(sorted []float64) float64 {
	n := len(sorted)
	if n%2 == 1 {
		return sorted[n/2]
	}
	return (sorted[n/2-1] + sorted[n/2]) / 2
}

// Spikes reports which readings stand so far from their neighbours that the sensor must have been wrong.
func Spikes(values []float64, threshold float64) []int {
	if len(values) < 5 {
		return nil
	}
	sorted := append([]float64(nil), values...)
	sort.Float64s(sorted)
	centre := median(sorted)
	deviations := make([]float64, len(values))
	for i, v := range values {
		deviations[i] = math.Abs(v - centre)
	}
	spread := append([]float64(nil), deviations...)
	sort.Float64s(spread)
	mad := median(spread) * scale
	var found []int
	for i, d := range deviations {
		if mad > 0 && d/mad > threshold {
			found = append(found, i)
		}
	}
	return found
}
`,
  'ingest/pipeline/dedupe.go': `package pipeline

import "time"

type seenKey struct {
	device   string
	sequence uint64
}

// Deduper drops packets that a device sent again because it missed our acknowledgement.
type Deduper struct {
	ttl  time.Duration
	seen map[seenKey]time.Time
}

func NewDeduper(ttl time.Duration) *Deduper {
	return &Deduper{ttl: ttl, seen: map[seenKey]time.Time{}}
}

func (d *Deduper) Fresh(device string, sequence uint64, now time.Time) bool {
	key := seenKey{device, sequence}
	if at, ok := d.seen[key]; ok && now.Sub(at) < d.ttl {
		return false
	}
	d.seen[key] = now
	return true
}

func (d *Deduper) Sweep(now time.Time) {
	for key, at := range d.seen {
		if now.Sub(at) >= d.ttl {
			delete(d.seen, key)
		}
	}
}
`,
  'ingest/pipeline/shedder.go': `package pipeline

import "errors"

var ErrOverloaded = errors.New("overloaded")

type Shedder struct {
	queue chan []byte
	high  int
}

func NewShedder(capacity int) *Shedder {
	return &Shedder{queue: make(chan []byte, capacity), high: capacity * 9 / 10}
}

// Offer takes a packet unless the workers cannot keep up; urgent ones are let in a little longer.
func (s *Shedder) Offer(packet []byte, urgent bool) error {
	if len(s.queue) >= s.high && !urgent {
		return ErrOverloaded
	}
	select {
	case s.queue <- packet:
		return nil
	default:
		return ErrOverloaded
	}
}
`,
  'ingest/pipeline/reorder.go': `package pipeline

import "sort"

type Sample struct {
	Sequence uint64
	AtMs     int64
	Value    float64
}

type Reorderer struct {
	pending []Sample
	next    uint64
	maxHeld int
}

func NewReorderer(first uint64, maxHeld int) *Reorderer {
	return &Reorderer{next: first, maxHeld: maxHeld}
}

// Add puts packets that overtook each other on the way back in sequence, and gives up on a lost one after a while.
func (r *Reorderer) Add(s Sample) []Sample {
	if s.Sequence < r.next {
		return nil
	}
	r.pending = append(r.pending, s)
	sort.Slice(r.pending, func(i, j int) bool { return r.pending[i].Sequence < r.pending[j].Sequence })
	if len(r.pending) > r.maxHeld {
		r.next = r.pending[0].Sequence
	}
	var ready []Sample
	for len(r.pending) > 0 && r.pending[0].Sequence == r.next {
		ready = append(ready, r.pending[0])
		r.pending = r.pending[1:]
		r.next++
	}
	return ready
}
`,
  'ingest/geo/fence.go': `package geo

type Point struct{ Lat, Lon float64 }

type Fence struct {
	Name  string
	Ring  []Point
	Inner bool
}

// Contains tells whether a position lies inside a drawn area, by counting how often a ray crosses its border.
func (f Fence) Contains(p Point) bool {
	inside := false
	j := len(f.Ring) - 1
	for i := range f.Ring {
		a, b := f.Ring[i], f.Ring[j]
		if (a.Lat > p.Lat) != (b.Lat > p.Lat) {
			crossing := (b.Lon-a.Lon)*(p.Lat-a.Lat)/(b.Lat-a.Lat) + a.Lon
			if p.Lon < crossing {
				inside = !inside
			}
		}
		j = i
	}
	return inside
}

func Transitions(f Fence, track []Point) (entered, left int) {
	for i := 1; i < len(track); i++ {
		before, after := f.Contains(track[i-1]), f.Contains(track[i])
		if !before && after {
			entered++
		}
		if before && !after {
			left++
		}
	}
	return entered, left
}
`,
  'ingest/geo/distance.go': `package geo

import "math"

const earthRadiusM = 6_371_000

func Haversine(a, b Point) float64 {
	toRad := math.Pi / 180
	dLat := (b.Lat - a.Lat) * toRad
	dLon := (b.Lon - a.Lon) * toRad
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(a.Lat*toRad)*math.Cos(b.Lat*toRad)*math.Pow(math.Sin(dLon/2), 2)
	return 2 * earthRadiusM * math.Asin(math.Min(1, math.Sqrt(h)))
}
`,
  'ingest/geo/simplify.go': `package geo

import "math"

func Simplify(track []Point, tolerance float64) []Point {
	if len(track) < 3 {
		return track
	}
	first, last := track[0], track[len(track)-1]
	worst, at := 0.0, 0
	for i := 1; i < len(track)-1; i++ {
		if d := offLine(track[i], first, last); d > worst {
			worst, at = d, i
		}
	}
	if worst <= tolerance {
		return []Point{first, last}
	}
	left := Simplify(track[:at+1], tolerance)
	return append(left[:len(left)-1], Simplify(track[at:], tolerance)...)
}

func offLine(p, a, b Point) float64 {
	dx, dy := b.Lon-a.Lon, b.Lat-a.Lat
	length := math.Hypot(dx, dy)
	if length == 0 {
		return math.Hypot(p.Lon-a.Lon, p.Lat-a.Lat)
	}
	return math.Abs(dy*(p.Lon-a.Lon)-dx*(p.Lat-a.Lat)) / length
}
`,
  'ingest/presence/silence.go': `package presence

import "time"

type Watch struct {
	lastHeard map[string]time.Time
	patience  time.Duration
	told      map[string]bool
}

func NewWatch(patience time.Duration) *Watch {
	return &Watch{lastHeard: map[string]time.Time{}, patience: patience, told: map[string]bool{}}
}

func (w *Watch) Heard(device string, at time.Time) {
	w.lastHeard[device] = at
	delete(w.told, device)
}

// Missing names the trackers that have stopped reporting, each once until it is heard of again.
func (w *Watch) Missing(now time.Time) []string {
	var names []string
	for device, at := range w.lastHeard {
		if now.Sub(at) > w.patience && !w.told[device] {
			w.told[device] = true
			names = append(names, device)
		}
	}
	return names
}
`,
  'ingest/clock/skew.go': `package clock

import "time"

// Estimator learns how far a device's clock is off, from the packets that were least delayed.
type Estimator struct {
	offsets []time.Duration
	limit   int
}

func (e *Estimator) Observe(deviceTime, received time.Time) {
	e.offsets = append(e.offsets, received.Sub(deviceTime))
	if e.limit > 0 && len(e.offsets) > e.limit {
		e.offsets = e.offsets[1:]
	}
}

func (e *Estimator) Correct(deviceTime time.Time) time.Time {
	if len(e.offsets) == 0 {
		return deviceTime
	}
	least := e.offsets[0]
	for _, offset := range e.offsets[1:] {
		if offset < least {
			least = offset
		}
	}
	return deviceTime.Add(least)
}
`,
  'ingest/retention/rollup.go': `package retention

import "time"

type Bucket struct {
	Start time.Time
	Min   float64
	Max   float64
	Sum   float64
	Count int
}

type Reading struct {
	At    time.Time
	Value float64
}

// Rollup replaces old raw readings by one summary for each stretch of time, to save space.
func Rollup(readings []Reading, width time.Duration) []Bucket {
	var buckets []Bucket
	for _, r := range readings {
		start := r.At.Truncate(width)
		n := len(buckets)
		if n == 0 || !buckets[n-1].Start.Equal(start) {
			buckets = append(buckets, Bucket{Start: start, Min: r.Value, Max: r.Value})
			n++
		}
		b := &buckets[n-1]
		b.Min = min(b.Min, r.Value)
		b.Max = max(b.Max, r.Value)
		b.Sum += r.Value
		b.Count++
	}
	return buckets
}
`,
};

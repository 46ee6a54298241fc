import type { SourceFiles } from '../sourceFiles';

/** Go: what stands between the browsers and the services. */
export const gateway: SourceFiles = {
  'gateway/middleware/breaker.go': `package middleware

import (
	"errors"
	"sync"
	"time"
)

var ErrOpen = errors.New("the other side is given a rest")

type Breaker struct {
	mu        sync.Mutex
	failures  int
	threshold int
	coolDown  time.Duration
	openedAt  time.Time
}

// Call stops asking a service that keeps failing and tries it again after a pause.
func (b *Breaker) Call(now time.Time, act func() error) error {
	b.mu.Lock()
	if b.failures >= b.threshold && now.Sub(b.openedAt) < b.coolDown {
		b.mu.Unlock()
		return ErrOpen
	}
	b.mu.Unlock()
	err := act()
	b.mu.Lock()
	defer b.mu.Unlock()
	if err == nil {
		b.failures = 0
		return nil
	}
	b.failures++
	if b.failures >= b.threshold {
		b.openedAt = now
	}
	return err
}
`,
  'gateway/middleware/signature.go': `package middleware

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
)

func RequireSignature(secret []byte, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err != nil {
			http.Error(w, "too large", http.StatusRequestEntityTooLarge)
			return
		}
		mac := hmac.New(sha256.New, secret)
		mac.Write(body)
		given, err := hex.DecodeString(r.Header.Get("X-Partner-Signature"))
		if err != nil || !hmac.Equal(mac.Sum(nil), given) {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
`,
  'gateway/middleware/recoverer.go': `package middleware

import (
	"log/slog"
	"net/http"
	"runtime/debug"
)

// Recoverer keeps one request that panics from taking the whole process down.
func Recoverer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if cause := recover(); cause != nil {
				slog.Error("panic", "path", r.URL.Path, "cause", cause, "stack", string(debug.Stack()))
				w.WriteHeader(http.StatusInternalServerError)
			}
		}()
		next.ServeHTTP(w, r)
	})
}
`,
  'gateway/middleware/tenant.go': `package middleware

import (
	"context"
	"net/http"
	"strings"
)

type tenantKey struct{}

func TenantFrom(ctx context.Context) string {
	name, _ := ctx.Value(tenantKey{}).(string)
	return name
}

// WithTenant finds out which customer a call belongs to, from the first label of the host name.
func WithTenant(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		label, _, found := strings.Cut(r.Host, ".")
		if !found || label == "www" {
			http.NotFound(w, r)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), tenantKey{}, label)))
	})
}
`,
  'gateway/hub/broadcast.go': `package hub

import "sync"

type Hub struct {
	mu        sync.RWMutex
	listeners map[string]map[chan []byte]struct{}
}

func New() *Hub {
	return &Hub{listeners: map[string]map[chan []byte]struct{}{}}
}

func (h *Hub) Join(topic string) (chan []byte, func()) {
	feed := make(chan []byte, 16)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.listeners[topic] == nil {
		h.listeners[topic] = map[chan []byte]struct{}{}
	}
	h.listeners[topic][feed] = struct{}{}
	return feed, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.listeners[topic], feed)
	}
}

// Broadcast hands news to everybody who watches; a browser that is too slow misses some.
func (h *Hub) Broadcast(topic string, message []byte) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for feed := range h.listeners[topic] {
		select {
		case feed <- message:
		default:
		}
	}
}
`,
};

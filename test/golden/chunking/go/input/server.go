// Copyright The Server Authors.
// Use of this source code is governed by a licence that can be
// found in the LICENSE file.

// Package server answers requests.
package server

import (
	"context"
	"fmt"
	"net/http"
)

const DefaultPort = 8080

// States of a connection.
const (
	Idle State = iota
	Busy
	Closed
)

var ErrClosed = errors.New("server: closed")

var handlers = map[string]http.HandlerFunc{
	"/health": health,
	"/ready":  ready,
}

type State int

type Option func(*Server)

type (
	Middleware func(http.Handler) http.Handler

	// Route is a path and what answers it.
	Route struct {
		Path    string
		Handler http.Handler
	}
)

// Server answers requests until it is closed.
//
// The zero value is not usable.
type Server struct {
	addr   string
	routes []Route
}

// Store keeps sessions.
type Store[K comparable, V any] interface {
	Get(ctx context.Context, key K) (V, error)
	Set(ctx context.Context, key K, value V) error
}

// New returns a server that listens on addr.
func New(addr string, options ...Option) *Server {
	server := &Server{addr: addr}
	for _, option := range options {
		option(server)
	}
	return server
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for _, route := range s.routes {
		if route.Path == r.URL.Path {
			route.Handler.ServeHTTP(w, r)
			return
		}
	}
	http.NotFound(w, r)
}

func (s State) String() string { return fmt.Sprintf("State(%d)", int(s)) }

func (c *Cache[K, V]) Get(key K) (value V, ok bool) {
	value, ok = c.entries[key]
	return
}

var health = func(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusNoContent)
}

//go:noinline
func Map[T, U any](items []T, convert func(T) U) []U {
	result := make([]U, 0, len(items))
	for _, item := range items {
		result = append(result, convert(item))
	}
	return result
}

func init() {
	http.Handle("/", New(":8080"))
}

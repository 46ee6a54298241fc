package gateway

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"
)

// SendNotice sends a notice and tries again with growing pauses, no longer than a minute.
func SendNotice(ctx context.Context, client Client, notice Notice, attempts int) error {
	if attempts < 1 {
		return errors.New("at least one attempt is needed")
	}
	pause := 100 * time.Millisecond
	var last error
	for attempt := 0; attempt < attempts; attempt++ {
		last = client.Send(ctx, notice)
		if last == nil {
			return nil
		}
		log.Printf("attempt %d failed: %v", attempt, last)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
		pause *= 2
		if pause > time.Minute {
			pause = time.Minute
		}
	}
	return fmt.Errorf("giving up after %d attempts: %w", attempts, last)
}

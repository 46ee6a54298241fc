package gateway

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// SendReport sends a report and tries again with growing pauses.
func SendReport(ctx context.Context, client Client, report Report, attempts int) error {
	if attempts < 1 {
		return errors.New("at least one attempt is needed")
	}
	pause := 100 * time.Millisecond
	var last error
	for attempt := 0; attempt < attempts; attempt++ {
		last = client.Send(ctx, report)
		if last == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
		pause *= 2
	}
	return fmt.Errorf("giving up after %d attempts: %w", attempts, last)
}

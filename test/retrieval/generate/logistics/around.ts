import type { SourceFiles } from '../sourceFiles';

/** Tests, documents and examples: they speak of the same things as the code they are about. */
export const around: SourceFiles = {
  'ingest/geo/fence_test.go': `package geo

import "testing"

func TestContains(t *testing.T) {
	yard := Fence{Ring: []Point{{0, 0}, {0, 10}, {10, 10}, {10, 0}}}
	if !yard.Contains(Point{5, 5}) {
		t.Fatal("the middle lies inside of the drawn area")
	}
	if yard.Contains(Point{15, 5}) {
		t.Fatal("a position beyond the border lies outside")
	}
}
`,
  'ingest/pipeline/dedupe_test.go': `package pipeline

import (
	"testing"
	"time"
)

func TestPacketSentAgainIsDropped(t *testing.T) {
	d := NewDeduper(time.Minute)
	now := time.Unix(0, 0)
	if !d.Fresh("truck-1", 7, now) {
		t.Fatal("first packet must pass")
	}
	if d.Fresh("truck-1", 7, now.Add(time.Second)) {
		t.Fatal("the same packet of the same device must not pass again")
	}
}
`,
  'web/src/map/clusterMarkers.test.ts': `import { clusterMarkers } from './clusterMarkers';

test('pins on top of each other are drawn as one with their number', () => {
  const clusters = clusterMarkers(
    [
      { id: 'a', x: 1, y: 1 },
      { id: 'b', x: 2, y: 2 },
      { id: 'c', x: 200, y: 200 },
    ],
    40,
  );
  expect(clusters.map((cluster) => cluster.members.length)).toEqual([2, 1]);
});
`,
  'web/src/live/useLiveFeed.test.ts': `import { openLiveFeed } from './useLiveFeed';

test('connects again after the web socket breaks', () => {
  const states: string[] = [];
  const close = openLiveFeed({ url: 'ws://localhost', onMessage: () => undefined, onState: (s) => states.push(s) });
  close();
  expect(states).toEqual([]);
});
`,
  'domain/src/test/java/com/parcelsight/loading/VanLoaderTest.java': `package com.parcelsight.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class VanLoaderTest {
    @Test
    void asFewVehiclesAsPossibleDrive() {
        var boxes = List.of(new VanLoader.Box("a", 60, 1), new VanLoader.Box("b", 50, 1), new VanLoader.Box("c", 40, 1));
        assertEquals(2, new VanLoader().load(boxes, 100, 1000).size());
    }
}
`,
  'domain/src/test/java/com/parcelsight/cold/ColdChainMonitorTest.java': `package com.parcelsight.cold;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ColdChainMonitorTest {
    @Test
    void goodsThatWereTooWarmForTooLongAreReported() {
        var monitor = new ColdChainMonitor(8.0, Duration.ofMinutes(20));
        monitor.observe(Instant.EPOCH, 12.0);
        assertTrue(monitor.observe(Instant.EPOCH.plusSeconds(1800), 12.0).isPresent());
    }
}
`,
  'docs/overview.md': `# Overview

Trackers send packets over the radio. \`codec\` frames them, \`ingest\` takes them in, drops what was sent twice and puts
the rest in order; \`gateway\` serves browsers and partners; \`domain\` plans rounds and prices; \`web\` shows it all.

## Load

When the workers cannot keep up, packets are refused; urgent ones are let in longer.
`,
  'docs/runbook.md': `# Runbook

- A node has to be taken out of service: \`ops/drain_node.sh NODE\`.
- The database is lost: \`ops/restore_snapshot.sh SNAPSHOT\`.
- A new version: \`ops/canary.sh VERSION\`; it goes back by itself when too many calls fail.
- Certificates are renewed every night.
`,
  'examples/track_a_parcel.ts': `import { formatEta } from '../web/src/format/eta';

const parcel = { id: 'P-1', secondsLeft: 5400 };
console.log(parcel.id + ' arrives in ' + formatEta(parcel.secondsLeft));
`,
};

package storetest

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// Opener opens the same data each time it is called; the engine of the call
// before is closed by then.
type Opener func(limits store.Limits) (store.Engine, error)

// Run is the suite: fresh gives an opener for data that does not exist yet.
func Run(t *testing.T, fresh func(t *testing.T) Opener) {
	tests := []struct {
		name string
		test func(t *testing.T, open Opener)
	}{
		{"values", testValues},
		{"absent key", testAbsent},
		{"reads see writes before them", testOwnWrites},
		{"rollback on error", testRollback},
		{"rollback on panic", testPanic},
		{"rollback on a swallowed error", testSwallowed},
		{"rollback when cancelled", testCancelled},
		{"durable", testDurable},
		{"closed", testClosed},
		{"used after the end", testOver},
		{"views do not change", testSnapshot},
		{"views side by side", testParallel},
		{"slices are the caller's own", testSlices},
		{"limits of keys and values", testLimits},
		{"limits of a transaction", testTransactionLimits},
		{"limits are tunable", testTunable},
		{"scan ranges", testRanges},
		{"scan tells of a cancel", testScanCancelled},
		{"scan while deleting", testScanDeleting},
		{"scan while writing ahead", testScanWriting},
		{"scan in a scan", testNestedScan},
		{"backup", testBackup},
		{"check", testCheck},
		{"simulation", testSimulation},
		{"failed write at every place", testFailAnywhere},
		{"failed scan at every place", testScanFails},
		{"crash at every write", testCrashAnywhere},
		{"crash after every commit", testCrashCommit},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { tt.test(t, fresh(t)) })
	}
}

// opened opens the data and closes it when the test ends.
func opened(t *testing.T, open Opener) store.Engine {
	t.Helper()
	e, err := open(store.Limits{})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { _ = e.Close() }) // some tests close it themselves
	return e
}

// update writes or fails the test.
func update(t testing.TB, e store.Engine, fn func(store.Writer) error) {
	t.Helper()
	if err := e.Update(context.Background(), fn); err != nil {
		t.Fatalf("update: %v", err)
	}
}

// fill stores pairs of keys and values.
func fill(t testing.TB, e store.Engine, pairs map[string]string) {
	t.Helper()
	update(t, e, func(w store.Writer) error { return putAll(w, pairs) })
}

func putAll(w store.Writer, pairs map[string]string) error {
	for k, v := range pairs {
		if err := w.Put(k, []byte(v)); err != nil {
			return err
		}
	}
	return nil
}

// content is all that the engine holds.
func content(t testing.TB, e store.Engine) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := e.View(context.Background(), func(r store.Reader) error {
		for item, err := range r.Scan(store.Range{}) {
			if err != nil {
				return err
			}
			all[item.Key] = string(item.Value)
		}
		return nil
	})
	if err != nil {
		t.Fatalf("read all: %v", err)
	}
	return all
}

// holds fails the test unless the engine holds exactly the pairs.
func holds(t testing.TB, e store.Engine, want map[string]string) {
	t.Helper()
	if diff := cmp.Diff(want, content(t, e)); diff != "" {
		t.Fatalf("content differs (-want +got):\n%s", diff)
	}
}

// wantKind fails the test unless err is of the kind.
func wantKind(t testing.TB, err error, kind domain.Kind) {
	t.Helper()
	if !domain.Is(err, kind) {
		t.Fatalf("error is %v (kind %q), want kind %q", err, domain.KindOf(err), kind)
	}
}

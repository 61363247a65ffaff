package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// planDigest is one digest over every task, target and the plan of the weeks, byte
// for byte as they are kept or shown.
func planDigest(t testing.TB, d *Desk) string {
	t.Helper()
	sum := sha256.New()
	err := d.store.View(context.Background(), func(r *store.Read) error {
		for v, err := range r.TaskViews() {
			if err != nil {
				return err
			}
			keep(t, sum, v)
		}
		for v, err := range store.TargetsAs[domain.Target](r) {
			if err != nil {
				return err
			}
			keep(t, sum, v)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	plan, err := d.Schedule(context.Background(), 0, -1)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, sum, plan)
	return hex.EncodeToString(sum.Sum(nil))
}

func keep(t testing.TB, sum hash.Hash, v any) {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	sum.Write(append(data, '\n'))
}

// planAll plans everything again.
func (d *Desk) planAll(ctx context.Context) error {
	if err := d.pendAll(ctx); err != nil {
		return err
	}
	_, err := d.settle(ctx, func(domain.Progress) {})
	return err
}

// TestPlanIsTheSameToTheByte: two desks that came to the same in the same order have
// the same plan, and planning all of it again, in a new process as it were, changes
// no byte.
func TestPlanIsTheSameToTheByte(t *testing.T) {
	filled := func() *Desk {
		c := &clock{now: dayOne}
		h := &histories{t: t, c: c, d: memoryDesk(t, c), held: map[string]map[string]string{}}
		h.d.ids = &ids{now: h.d.now, entropy: rand.NewChaCha8([32]byte{})}
		for i := range 40 { // more than one batch
			name := fmt.Sprintf("A%02d", i)
			h.assets = append(h.assets, name)
			a := domain.Asset{Name: name, Criticality: []string{"", "low", "high"}[i%3]}
			if _, err := h.d.AddAsset(t.Context(), a); err != nil {
				t.Fatal(err)
			}
			h.held[name] = map[string]string{"alpha": fmt.Sprintf("1.%d.0", i%4), "beta": fmt.Sprintf("%d.0.0", i%3)}
			h.bringInventory(name)
		}
		for n, one := range []struct{ of, fixed string }{{"alpha", "1.2.1"}, {"alpha", "1.3.5"}, {"beta", "2.0.1"}, {"beta", ""}} {
			h.c.now = h.c.now.Add(time.Hour)
			events := []any{map[string]string{"introduced": "0"}}
			if one.fixed != "" {
				events = append(events, map[string]string{"fixed": one.fixed})
			}
			id := fmt.Sprintf("OSV-%d", n)
			h.bring(id+".json", map[string]any{"schema_version": "1.7.0", "id": id, "modified": "2026-06-01T00:00:00Z", "affected": []any{map[string]any{
				"package": map[string]string{"ecosystem": "PyPI", "name": one.of}, "ranges": []any{map[string]any{"type": "ECOSYSTEM", "events": events}}}}})
		}
		return h.d
	}
	one, other := filled(), filled()
	first := planDigest(t, one)
	tasks, err := one.Tasks(t.Context(), false)
	if err != nil || len(tasks) < 3 || !slices.ContainsFunc(tasks, func(v domain.TaskView) bool { return v.Total > 32 }) {
		t.Fatalf("%d tasks, %v: the test looks at too little", len(tasks), err)
	}
	if again := planDigest(t, one); again != first {
		t.Error("the same desk gives two plans")
	}
	if got := planDigest(t, other); got != first {
		t.Error("two equal desks have different plans")
	}
	if err := one.planAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := planDigest(t, one); got != first {
		t.Error("planning all of it again changed the plan")
	}
}

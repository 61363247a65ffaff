package store_test

import (
	"context"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// TestDuties: what is counted of assets, tasks and targets is counted anew after any
// of them was written, together with others or alone, and after nothing else.
func TestDuties(t *testing.T) { onEach(t, duties) }

func duties(t *testing.T, s *store.Store) {
	target := domain.Target{Task: "T-1", Asset: "a", State: domain.StateOpen}
	for _, c := range []struct {
		name  string
		write func(*store.Write) error
		duty  bool
	}{
		{"asset", func(w *store.Write) error { return w.PutAsset(domain.Asset{ID: "a", Name: "a"}) }, true},
		{"current", func(w *store.Write) error { return w.PutCurrent(store.Current{Asset: "a", Components: 1}) }, true},
		{"task", func(w *store.Write) error {
			return w.PutTaskView(domain.TaskView{PatchTask: domain.PatchTask{ID: "T-1"}})
		}, true},
		{"target", func(w *store.Write) error { return w.PutTarget(target) }, true},
		{"target gone", func(w *store.Write) error { return w.DeleteTarget("T-1", "a") }, true},
		{"task gone", func(w *store.Write) error { return w.DeleteTask("T-1") }, true},
		{"desk", func(w *store.Write) error { return w.PutDesk(domain.Desk{Operator: "x"}) }, false},
		{"receipt", func(w *store.Write) error { return w.PutReceipt(domain.Receipt{ID: "r"}) }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := s.Duties()
			if err := s.Update(t.Context(), c.write); err != nil {
				t.Fatal(err)
			}
			if counted := s.Duties() != before; counted != c.duty {
				t.Errorf("counted: %v, want %v", counted, c.duty)
			}
		})
	}
	held := uint64(0)
	err := s.Together(t.Context(), func(ctx context.Context) error {
		if err := s.Update(ctx, func(w *store.Write) error { return w.PutTarget(target) }); err != nil {
			return err
		}
		held = s.Duties() // read by others, who do not see the target yet
		return nil
	})
	if err != nil || s.Duties() == held {
		t.Errorf("what was written together was not counted when it was committed (%v)", err)
	}
}

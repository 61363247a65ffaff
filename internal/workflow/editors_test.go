package workflow

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// edit is one change by one of several people at once: it says what it did, so
// that it can be looked for afterwards.
type edit struct {
	kind, mark string
	target     int
}

// TestNoUpdateIsLost lets several people change the same tasks, targets and
// settings at once, in one program. Each edit is there afterwards or was refused
// with an error: what each adds to a record is in the record, and each has its
// entry in an unbroken log that rebuilds what is there.
func TestNoUpdateIsLost(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(rt *rapid.T) {
		h := drawnHistory(rt)
		for _, asset := range h.assets {
			h.held[asset] = map[string]string{"alpha": "1.0.0"}
		}
		doc := map[string]any{"schema_version": "1.7.0", "id": "OSV-1", "modified": "2026-06-01T00:00:00Z", "affected": []any{map[string]any{
			"package": map[string]string{"ecosystem": "PyPI", "name": "alpha"}, "ranges": []any{map[string]any{"type": "ECOSYSTEM",
				"events": []any{map[string]string{"introduced": "0"}, map[string]string{"fixed": "2.0.0"}}}}}}}
		h.bring("OSV-1.json", doc)
		for _, asset := range h.assets {
			h.bringInventory(asset)
		}
		tasks, err := h.d.Tasks(ctx, false)
		h.must(err)
		if len(tasks) != 1 || tasks[0].Total != 3 {
			rt.Fatalf("%+v", tasks)
		}
		var all [][]edit
		for who := range rapid.IntRange(2, 4).Draw(rt, "people") {
			var own []edit
			for n := range rapid.IntRange(1, 6).Draw(rt, "edits") {
				own = append(own, edit{kind: h.pick("kind", []string{"effort", "note", "rollback", "assign", "plan", "beds"}), mark: fmt.Sprintf("<%d.%d>", who, n),
					target: rapid.IntRange(0, 2).Draw(rt, "target")})
			}
			all = append(all, own)
		}
		var group sync.WaitGroup
		errs := make([]error, len(all))
		for who, own := range all {
			group.Go(func() {
				for _, e := range own {
					if err := h.take(tasks[0].ID, e); err != nil {
						errs[who] = err
						return
					}
				}
			})
		}
		group.Wait()
		for _, err := range errs {
			h.must(err)
		}
		h.checkEdits(tasks[0].ID, slices.Concat(all...))
	})
}

// bringInventory brings what an asset is said to hold.
func (h *histories) bringInventory(asset string) {
	h.bringSBOM(asset, libraries(h.held[asset]))
}

// libraries are components by their versions.
func libraries(held map[string]string) []any {
	var out []any
	for _, name := range slices.Sorted(maps.Keys(held)) {
		out = append(out, map[string]string{"type": "library", "bom-ref": name, "name": name, "version": held[name], "purl": "pkg:pypi/" + name + "@" + held[name]})
	}
	return out
}

func (h *histories) take(task string, e edit) error {
	ctx := context.Background()
	switch e.kind {
	case "effort":
		return h.d.SetTasks(ctx, []string{task}, func(w *domain.TaskWork) { w.Effort++ })
	case "rollback":
		return h.d.SetTasks(ctx, []string{task}, func(w *domain.TaskWork) { w.Rollback += e.mark })
	case "note":
		return h.d.Note(ctx, []string{task}, nil, e.mark)
	case "assign":
		return h.d.Assign(ctx, []string{task}, []string{h.assets[e.target]}, e.mark)
	case "beds":
		return h.d.Configure(ctx, func(s *domain.Desk) { s.Beds++ })
	}
	_, err := h.d.Move(ctx, domain.Move{Intent: domain.IntentPlan, Tasks: []string{task}, Assets: []string{h.assets[e.target]}, Reason: e.mark, Planned: "2026-12-01"})
	if domain.Is(err, domain.Conflict) { // planned already
		return nil
	}
	return err
}

// checkEdits: sums and marks are whole, and each edit that was taken is an entry.
func (h *histories) checkEdits(task string, all []edit) {
	ctx := context.Background()
	detail, err := h.d.Task(ctx, task)
	h.must(err)
	events, err := h.d.EventsFrom(ctx, 1, "")
	h.must(err)
	var log strings.Builder
	for _, e := range events {
		fmt.Fprintf(&log, "%s %s %s %s\n", e.Verb, e.Subject, e.After, e.Reason)
	}
	count := map[string]int{}
	for _, e := range all {
		count[e.kind]++
		text := log.String()
		if e.kind == "rollback" {
			text = detail.Rollback
		}
		if slices.Contains([]string{"rollback", "note", "assign"}, e.kind) && !strings.Contains(text, e.mark) {
			h.t.Fatalf("%s %s is lost", e.kind, e.mark)
		}
	}
	h.must(h.d.store.View(ctx, func(r *store.Read) error {
		desk, err := r.Desk()
		if desk.Beds != count["beds"] || detail.Effort != count["effort"] {
			h.t.Fatalf("%d beds of %d, effort %d of %d", desk.Beds, count["beds"], detail.Effort, count["effort"])
		}
		return err
	}))
	for _, e := range all {
		if target := detail.Targets[slices.IndexFunc(detail.Targets, func(v domain.TargetView) bool { return v.AssetName == h.assets[e.target] })]; e.kind == "plan" && target.State != domain.StatePlanned {
			h.t.Fatalf("%s is %s", target.AssetName, target.State)
		}
	}
	_, err = h.d.VerifyLog(ctx)
	h.must(err)
}

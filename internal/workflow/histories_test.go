package workflow

import (
	"context"
	"encoding/json"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// parts are the digests of all derived parts of the store.
func (h *histories) parts() map[string]string {
	_, parts, err := h.d.store.Digest(context.Background(), true)
	h.must(err)
	return parts
}

// tasks are all tasks and targets as they are stored, without their revisions.
func (h *histories) tasks() map[string]string {
	out := map[string]string{}
	h.must(h.d.store.View(context.Background(), func(r *store.Read) error {
		for v, err := range r.TaskViews() {
			if err != nil {
				return err
			}
			out[v.ID] = h.text(v)
		}
		for t, err := range r.AllTargets() {
			if err != nil {
				return err
			}
			out[t.Task+" "+t.Asset] = h.text(t)
		}
		return nil
	}))
	return out
}

// reasoned: no finding without a task or a reason.
func (h *histories) reasoned() {
	ctx := context.Background()
	all, _, err := h.d.Findings(ctx, FindingFilter{})
	h.must(err)
	on := map[string]bool{}
	h.must(h.d.store.View(ctx, func(r *store.Read) error {
		clear(on)
		for t, err := range r.AllTargets() {
			if err != nil {
				return err
			}
			for _, f := range t.Findings {
				if f.Open && (!t.State.Done() || t.Decided()) {
					for _, name := range append(f.Aliases, f.Vulnerability) {
						on[f.Component+" "+name] = true
					}
				}
			}
		}
		return nil
	}))
	for _, f := range all {
		a, err := h.d.findAsset(ctx, f.AssetName)
		h.must(err)
		switch {
		case f.Reason.Code == "":
			h.t.Fatalf("%s on %s is %s without a reason", f.Vulnerability, f.AssetName, f.Verdict)
		case f.Verdict == domain.Affected && f.Confidence != domain.NameOnly && a.Retired.IsZero() && !on[f.Component+" "+f.Vulnerability]:
			h.t.Fatalf("%s on %s is affected and on no task", f.Vulnerability, f.AssetName)
		}
	}
}

func (h *histories) text(v any) string {
	data, err := json.Marshal(v)
	h.must(err)
	return string(data)
}

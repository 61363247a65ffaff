package workflow

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// TestNameOnlyATargetCarries: the names of a flaw part while its version is not
// known, so that an open target carries a name that no finding has any more. What
// KEV says of that name moves the target's date with the import that brings it.
func TestNameOnlyATargetCarries(t *testing.T) {
	ctx := context.Background()
	c := &clock{now: dayOne}
	h := &histories{t: t, c: c, d: memoryDesk(t, c)}
	a, err := h.d.AddAsset(ctx, domain.Asset{Name: "A1"})
	h.must(err)
	record := func(modified string, aliases ...string) {
		c.now = c.now.Add(time.Hour)
		h.bring("OSV-1.json", map[string]any{"schema_version": "1.7.0", "id": "OSV-1", "published": "2026-06-01T00:00:00Z", "modified": modified, "aliases": aliases,
			"affected": []any{map[string]any{"package": map[string]string{"ecosystem": "PyPI", "name": "alpha"},
				"ranges": []any{map[string]any{"type": "ECOSYSTEM", "events": []any{map[string]string{"introduced": "0"}, map[string]string{"fixed": "2.0.0"}}}}}}})
	}
	inventory := func(version, purl string) {
		c.now = c.now.Add(time.Hour)
		h.bringSBOM("A1", []any{map[string]any{"type": "library", "bom-ref": "alpha", "name": "alpha", "version": version, "purl": purl}})
	}
	target := func() (out domain.Target) {
		h.must(h.d.store.View(ctx, func(r *store.Read) error {
			for got, err := range r.TargetsOf(a.ID) {
				if err != nil {
					return err
				}
				out = got
			}
			return nil
		}))
		return out
	}
	inventory("1.0.0", "pkg:pypi/alpha@1.0.0")
	record("2026-06-01T00:00:00Z", "CVE-2026-1", "CVE-2026-2")
	inventory("", "pkg:pypi/alpha")
	record("2026-06-02T00:00:00Z", "CVE-2026-1")
	before := target()
	finds, _, err := h.d.Findings(ctx, FindingFilter{})
	h.must(err)
	if len(finds) != 1 || slices.Contains(finds[0].Aliases, "CVE-2026-2") || len(before.Findings) != 1 || !before.Findings[0].Open || !slices.Contains(before.Findings[0].Aliases, "CVE-2026-2") {
		t.Fatalf("the history does not lead there: findings %+v, target %+v", finds, before)
	}
	c.now = c.now.Add(time.Hour)
	h.bring("kev.json", map[string]any{"title": "CISA Catalog of Known Exploited Vulnerabilities", "catalogVersion": c.now.Format("2006.01.02"),
		"dateReleased": c.now.Format(time.RFC3339), "count": 1, "vulnerabilities": []any{map[string]string{"cveID": "CVE-2026-2", "vendorProject": "V", "product": "P",
			"vulnerabilityName": "N", "dateAdded": "2026-11-20", "shortDescription": "D", "requiredAction": "A", "dueDate": "2026-12-11", "knownRansomwareCampaignUse": "Unknown", "notes": ""}}})
	if after := target(); after.Due.Tier == before.Due.Tier {
		t.Errorf("the target's tier stays %v", after.Due.Tier)
	}
	parts, tasks := h.parts(), h.tasks()
	h.must(h.d.pendAll(ctx))
	_, err = h.d.settle(ctx, func(domain.Progress) {})
	h.must(err)
	if diff := cmp.Diff(parts, h.parts()); diff != "" {
		t.Errorf("the full run differs in\n%s", diff)
	}
	if diff := cmp.Diff(tasks, h.tasks()); diff != "" {
		t.Errorf("the full run changes tasks\n%s", diff)
	}
}

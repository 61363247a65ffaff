package workflow

import (
	"testing"

	"fenceline/internal/domain"
)

// TestStatusIsCountedAnew: what the desk remembers of its last status is worth
// nothing as soon as anything was written.
func TestStatusIsCountedAnew(t *testing.T) {
	d := openDesk(t, t.TempDir(), &clock{now: dayOne})
	ctx := t.Context()
	status := func() domain.DeskStatus {
		t.Helper()
		s, err := d.Status(ctx)
		if err != nil {
			t.Fatal(err)
		}
		fresh, err := d.Today(ctx) // counts with the same memory
		if err != nil || fresh.Coverage.Assets != s.Coverage.Assets {
			t.Fatalf("Today counts %d assets, the status %d (%v)", fresh.Coverage.Assets, s.Coverage.Assets, err)
		}
		return s
	}
	if n := status().Coverage.Assets; n != 0 {
		t.Fatalf("%d assets on an empty desk", n)
	}
	listed := func() int {
		t.Helper()
		all, err := d.Assets(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	for n := range 3 {
		if had := listed(); had != n {
			t.Errorf("%d assets are listed, %d were added", had, n)
		}
		if _, err := d.AddAsset(ctx, domain.Asset{Name: "host-" + string(rune('a'+n)), Kind: "server"}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			s := status()
			if s.Coverage.Assets != n+1 {
				t.Errorf("%d assets, %d were added", s.Coverage.Assets, n+1)
			}
			s.Findings[domain.Affected]++ // a reader's own copy
			s.Coverage.NoSource = append(s.Coverage.NoSource, "x")
		}
	}
	if _, err := d.RetireAsset(ctx, "host-a"); err != nil {
		t.Fatal(err)
	}
	if had := listed(); had != 2 {
		t.Errorf("%d assets are listed, one of three is out of use", had)
	}
	if s := status(); s.Findings[domain.Affected] != 0 {
		t.Error("a reader changed what the desk remembers")
	}
}

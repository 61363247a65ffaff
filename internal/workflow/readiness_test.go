package workflow

import (
	"slices"
	"testing"
	"time"

	"fenceline/internal/domain"
	"fenceline/testdata/sample"
)

// TestReadiness follows checks from an empty desk to one that is used.
func TestReadiness(t *testing.T) {
	c := &clock{now: dayOne}
	d := openDesk(t, t.TempDir(), c)
	ctx := t.Context()
	marks := func() map[domain.Code]domain.ReadinessCheck {
		t.Helper()
		r, err := d.Readiness(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Contacts) != len(domain.ContactRoles()) {
			t.Fatalf("contacts %v", r.Contacts)
		}
		out := map[domain.Code]domain.ReadinessCheck{}
		for _, check := range r.Checks {
			if check.Evidence.Screen == "" || check.Group == "" {
				t.Errorf("%s has no evidence or no part", check.Code)
			}
			out[check.Code] = check
		}
		return out
	}
	empty := marks()
	for code, want := range map[domain.Code]domain.CheckMark{"ready_operator": domain.CheckGap, "ready_assets": domain.CheckGap, "ready_software": domain.CheckUnknown,
		"ready_kev": domain.CheckUnknown, "ready_overdue": domain.CheckUnknown, "ready_quarantine": domain.CheckUnknown, "ready_backup": domain.CheckGap, "ready_contacts": domain.CheckGap, "ready_log": domain.CheckMet} {
		if empty[code].Mark != want {
			t.Errorf("empty desk: %s is %s, not %s", code, empty[code].Mark, want)
		}
	}
	if _, err := d.OpenSample(ctx, Sample{Tree: sample.FS}, nil); err != nil {
		t.Fatal(err)
	}
	full := marks()
	for code, want := range map[domain.Code]domain.CheckMark{"ready_operator": domain.CheckMet, "ready_assets": domain.CheckMet, "ready_software": domain.CheckGap,
		"ready_kev": domain.CheckMet, "ready_forensic": domain.CheckGap, "ready_keys": domain.CheckGap, "ready_people": domain.CheckGap} {
		if full[code].Mark != want {
			t.Errorf("sample: %s is %s, not %s", code, full[code].Mark, want)
		}
	}
	for code, only := range map[domain.Code]string{"ready_software": domain.OnlyWithoutSoftware, "ready_overdue": "", "ready_owners": domain.OnlyWithoutOwner, "ready_exceptions": domain.OnlyExceptions} {
		if e := full[code].Evidence; e.ID != only {
			t.Errorf("the evidence of %s is %+v", code, e)
		}
	}
	for _, code := range []domain.Code{"ready_inventories", "ready_upgrades"} {
		c := full[code]
		want := c.Have
		if c.Of > 0 {
			want = c.Of - c.Have
		}
		if c.Mark != domain.CheckGap || len(c.Evidence.Things) != want {
			t.Errorf("%s is %s with %d of %d and names %v", code, c.Mark, c.Have, c.Of, c.Evidence.Things)
		}
	}
	status, err := d.Status(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if s := full["ready_software"]; s.Have != status.Coverage.SoftwareKnown || s.Of != status.Coverage.Assets {
		t.Errorf("software %d of %d, the coverage says %+v", s.Have, s.Of, status.Coverage)
	}
	if err := d.Backup(ctx, Destination{Path: t.TempDir() + "/a.backup"}); err != nil {
		t.Fatal(err)
	}
	if got := marks()["ready_backup"]; got.Mark != domain.CheckMet || got.Have != 0 {
		t.Errorf("after a backup: %+v", got)
	}
	c.now = c.now.Add(9 * 24 * time.Hour)
	if got := marks()["ready_backup"]; got.Mark != domain.CheckGap || got.Have != 9 {
		t.Errorf("nine days later: %+v", got)
	}
}

// TestSoftwareKnown: what a person typed about a device counts as known software only
// with a version; coverage, the list of assets and Readiness say the same.
func TestSoftwareKnown(t *testing.T) {
	d := openDesk(t, t.TempDir(), &clock{now: dayOne})
	ctx := t.Context()
	known := func(want ...string) {
		t.Helper()
		status, err := d.Status(ctx)
		if err != nil {
			t.Fatal(err)
		}
		assets, err := d.Assets(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range assets {
			if !a.Inventory.IsZero() {
				got = append(got, a.Name)
			}
		}
		ready, err := d.Readiness(ctx)
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(ready.Checks, func(c domain.ReadinessCheck) bool { return c.Code == "ready_inventories" })
		if !slices.Equal(got, want) || status.Coverage.SoftwareKnown != len(want) || ready.Checks[at].Have != len(want) {
			t.Errorf("known: %v, coverage %d, fresh %d; want %v", got, status.Coverage.SoftwareKnown, ready.Checks[at].Have, want)
		}
	}
	for _, a := range []domain.Asset{{Name: "A-NOTHING"}, {Name: "B-TYPED", Manufacturer: "Alder", Model: "Gate"},
		{Name: "C-FIRMWARE", Manufacturer: "Alder", Model: "Gate", Firmware: "4.1"}} {
		if _, err := d.AddAsset(ctx, a); err != nil {
			t.Fatal(err)
		}
	}
	known("C-FIRMWARE")
	putSBOM(t, d, "A-NOTHING", "gate")
	known("A-NOTHING", "C-FIRMWARE")
	if _, err := d.SetAsset(ctx, "B-TYPED", func(a *domain.Asset) error { a.Firmware = "4.0"; return nil }); err != nil {
		t.Fatal(err)
	}
	known("A-NOTHING", "B-TYPED", "C-FIRMWARE")
}

// TestContacts: a card is written, changed, taken away, and logged each time.
func TestContacts(t *testing.T) {
	c := &clock{now: dayOne}
	d := openDesk(t, t.TempDir(), c)
	ctx := t.Context()
	if err := d.SetContact(ctx, domain.Contact{Role: "mayor", Name: "X"}); codeOf(err) != "contact_role_unknown" {
		t.Errorf("a role of nobody: %v", err)
	}
	for i, role := range domain.ContactRoles() {
		if err := d.SetContact(ctx, domain.Contact{Role: role, Name: "N", Phone: "555-010" + string(rune('0'+i))}); err != nil {
			t.Fatal(err)
		}
	}
	check := func() (domain.Readiness, domain.ReadinessCheck) {
		t.Helper()
		r, err := d.Readiness(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range r.Checks {
			if x.Code == "ready_contacts" {
				return r, x
			}
		}
		t.Fatal("no check of the contacts")
		return r, domain.ReadinessCheck{}
	}
	r, got := check()
	if got.Mark != domain.CheckMet || got.Have != 4 || r.Contacts[1].By == "" || !r.Contacts[1].Changed.Equal(c.now.UTC()) {
		t.Errorf("%+v, %+v", got, r.Contacts)
	}
	if err := d.SetContact(ctx, domain.Contact{Role: domain.ContactISAC}); err != nil {
		t.Fatal(err)
	}
	if r, got = check(); got.Mark != domain.CheckGap || got.Have != 3 || r.Contacts[1].Name != "" {
		t.Errorf("%+v, %+v", got, r.Contacts)
	}
	c.now = c.now.Add(400 * 24 * time.Hour)
	if err := d.SetContact(ctx, domain.Contact{Role: domain.ContactISAC, Name: "N", Mail: "x@example.org"}); err != nil {
		t.Fatal(err)
	}
	if _, got = check(); got.Mark != domain.CheckGap || got.Have != 4 {
		t.Errorf("cards nobody looked at for a year: %+v", got)
	}
	events, err := d.EventsFrom(ctx, 1, "isac")
	if err != nil || len(events) != 3 {
		t.Errorf("%d events, %v", len(events), err)
	}
}

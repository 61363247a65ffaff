package workflow

import (
	"context"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// onlyAlpha is a desk with one flaw in what three assets hold.
func onlyAlpha(t *testing.T) *histories {
	t.Helper()
	c := &clock{now: dayOne}
	h := &histories{t: t, c: c, d: memoryDesk(t, c), assets: []string{"A1", "A2", "A3"}, held: map[string]map[string]string{}}
	for _, asset := range h.assets {
		if _, err := h.d.AddAsset(t.Context(), domain.Asset{Name: asset}); err != nil {
			t.Fatal(err)
		}
		h.held[asset] = map[string]string{"alpha": "1.0.0"}
	}
	h.alpha("2026-06-01T00:00:00Z", "2.0.0")
	return h
}

// alpha brings a revision of the flaw; fixed "" takes the fix back.
func (h *histories) alpha(modified, fixed string) {
	events := []any{map[string]string{"introduced": "0"}}
	if fixed != "" {
		events = append(events, map[string]string{"fixed": fixed})
	}
	h.bring("OSV-1.json", map[string]any{"schema_version": "1.7.0", "id": "OSV-1", "modified": modified, "affected": []any{map[string]any{
		"package": map[string]string{"ecosystem": "PyPI", "name": "alpha"}, "ranges": []any{map[string]any{"type": "ECOSYSTEM", "events": events}}}}})
}

func (h *histories) later(by time.Duration) { h.c.now = h.c.now.Add(by) }

// said are the log's sentences, oldest first.
func (h *histories) said() string {
	events, err := h.d.EventsFrom(context.Background(), 1, "")
	h.must(err)
	var out strings.Builder
	for _, e := range events {
		out.WriteString(words.Event(e) + "\n")
	}
	return out.String()
}

func (h *histories) wantSaid(texts ...string) {
	h.t.Helper()
	all := h.said()
	for _, text := range texts {
		if !strings.Contains(all, text) {
			h.t.Fatalf("the log does not say %q:\n%s", text, all)
		}
	}
}

// TestClockSetBack: the log says so once, its order stays that of its numbers, ids
// keep their order, and what is due stays due.
func TestClockSetBack(t *testing.T) {
	h := onlyAlpha(t)
	h.bringInventory("A1")
	before := h.tasks()
	h.later(-72 * time.Hour)
	if err := h.d.Note(t.Context(), []string{"T-1"}, nil, "first after"); err != nil {
		t.Fatal(err)
	}
	if err := h.d.Note(t.Context(), []string{"T-1"}, nil, "second after"); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(h.said(), "The computer's clock was set back: the entry before is of 2026-11-24T21:05:00Z, this one of 2026-11-21T21:05:00Z"); got != 1 {
		t.Errorf("said %d times:\n%s", got, h.said())
	}
	if after := h.tasks(); after["T-1"] != before["T-1"] {
		t.Error("the task changed by it")
	}
	h.bringInventory("A2") // brought in before the first one, as its time says
	if _, err := h.d.VerifyLog(t.Context()); err != nil {
		t.Error(err)
	}
	if detail, err := h.d.Task(t.Context(), "T-1"); err != nil || detail.Total != 2 {
		t.Errorf("%+v %v", detail.TaskView, err)
	}
}

// TestOlderInventory: what was made before the inventory in force is taken, and
// said; it proves no fix of what the desk learned after it was made.
func TestOlderInventory(t *testing.T) {
	h := onlyAlpha(t)
	mended := h.document("A1", libraries(map[string]string{"alpha": "2.0.0"}), h.c.now.Add(-time.Hour))
	h.bringInventory("A1")
	h.later(48 * time.Hour)
	got, err := h.d.importSBOMFS(t.Context(), "A1", mended, "x.cdx.json")
	if err != nil || !got.Stale || len(got.Warnings) == 0 {
		t.Fatalf("%+v %v", got, err)
	}
	if text := words.Warning(got.Warnings[0]); !strings.Contains(text, "made on 2026-11-24T20:05:00Z, before the one of 2026-11-24T21:05:00Z") {
		t.Error(text)
	}
	state := func() domain.State {
		t.Helper()
		detail, err := h.d.Task(t.Context(), "T-1")
		if err != nil {
			t.Fatal(err)
		}
		return detail.Targets[0].State
	}
	if got := state(); got != domain.StateOpen {
		t.Errorf("an older inventory makes it %s", got)
	}
	h.later(time.Hour)
	h.held["A1"]["alpha"] = "2.0.0"
	h.bringInventory("A1")
	if got := state(); got != domain.StateVerified {
		t.Errorf("a newer one makes it %s", got)
	}
	if out, err := h.d.Reindex(t.Context(), nil); err != nil || !out.Identical {
		t.Errorf("%+v %v", out, err)
	}
}

// TestSameInventoryTwice: one document for two assets is taken, and said.
func TestSameInventoryTwice(t *testing.T) {
	h := onlyAlpha(t)
	doc := h.document("A1", libraries(map[string]string{"alpha": "1.0.0"}), h.c.now)
	if first, err := h.d.importSBOMFS(t.Context(), "A1", doc, "x.cdx.json"); err != nil || len(first.Warnings) == 0 || first.Warnings[0].Code == "same_inventory" {
		t.Fatal(first.Warnings, err)
	}
	second, err := h.d.importSBOMFS(t.Context(), "A2", doc, "x.cdx.json")
	if err != nil || len(second.Warnings) < 2 || !strings.Contains(words.Warning(second.Warnings[0]), "an inventory of A1 too") {
		t.Fatal(second.Warnings, err)
	}
	if detail, err := h.d.Task(t.Context(), "T-1"); err != nil || detail.Total != 2 {
		t.Errorf("%+v %v", detail.TaskView, err)
	}
	if out, err := h.d.Reindex(t.Context(), nil); err != nil || !out.Identical {
		t.Errorf("%+v %v", out, err)
	}
}

// TestFixTakenBack: a revision that knows no fix any more takes what was to be
// updated to a task that watches, and takes up again what was closed by that fix.
func TestFixTakenBack(t *testing.T) {
	h := onlyAlpha(t)
	h.bringInventory("A1")
	h.bringInventory("A2")
	h.later(24 * time.Hour)
	h.held["A2"]["alpha"] = "2.0.0"
	h.bringInventory("A2")
	h.later(24 * time.Hour)
	h.alpha("2026-11-26T00:00:00Z", "")
	var watch domain.TaskView
	tasks, err := h.d.Tasks(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range tasks {
		if v.Kind == domain.FixWatch && !v.State.Done() {
			watch = v
		}
	}
	if watch.ID == "" || watch.Total != 2 || watch.Done != 0 {
		t.Fatalf("%+v", tasks)
	}
	h.wantSaid("another task takes care of it now", "New task "+watch.ID)
	h.reasoned()
}

// TestZoneAndDaylightSaving: a date is a day of the desk's zone, whatever the
// clocks do that night; another zone is an entry and dates are reckoned anew.
func TestZoneAndDaylightSaving(t *testing.T) {
	h := onlyAlpha(t)
	chicago, err := time.LoadLocation("America/Chicago")
	if err != nil {
		t.Fatal(err)
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	h.c.now = time.Date(2027, 3, 13, 23, 30, 0, 0, chicago) // the night in which 02:00 becomes 03:00
	h.bringInventory("A1")
	due := func() domain.Due {
		t.Helper()
		detail, err := h.d.Task(t.Context(), "T-1")
		if err != nil {
			t.Fatal(err)
		}
		return detail.Targets[0].Due
	}
	if got := due(); domain.DayOf(got.Start, chicago) != "2027-03-13" || got.Date != domain.Day("2027-03-13").Add(60) {
		t.Errorf("from %s, due %s", got.Start, got.Date)
	}
	if err := h.d.Configure(t.Context(), func(s *domain.Desk) { s.Zone = "Europe/Berlin" }); err != nil {
		t.Fatal(err)
	}
	if got := due(); domain.DayOf(got.Start, berlin) != "2027-03-14" || got.Date != domain.Day("2027-03-14").Add(60) {
		t.Errorf("in Berlin from %s, due %s", got.Start, got.Date)
	}
	h.wantSaid("Desk settings changed: zone", "due date moved from 12 May 2027 to 13 May 2027")
	for _, tt := range []struct {
		at   time.Time
		want string
	}{{time.Date(2027, 5, 13, 23, 59, 59, 0, berlin), "yes"}, {time.Date(2027, 5, 14, 0, 0, 0, 0, berlin), "no"}} {
		target := domain.Target{State: domain.StateVerified, Detected: h.c.now, Closed: tt.at.UTC(), Due: due()}
		if _, got := tookAndOnTime(&target, berlin); got != tt.want {
			t.Errorf("closed %s: on time %s, want %s", tt.at, got, tt.want)
		}
	}
}

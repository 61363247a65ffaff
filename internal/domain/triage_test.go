package domain

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestTriageClocks: two hours, a day and three days from the instant the duty was
// held, and beside them from the start of CISA's day, in the desk's zone.
func TestTriageClocks(t *testing.T) {
	zone, err := time.LoadLocation("America/Chicago")
	if err != nil {
		t.Fatal(err)
	}
	held := time.Date(2026, 11, 24, 21, 5, 0, 0, time.UTC)
	duty := Triage{Held: held, Listed: "2026-11-22"}
	duty.Records = []TriageRecord{{Step: TriageScope, At: held.Add(90 * time.Minute)}, {Step: TriageVolatile, At: held.Add(26 * time.Hour)}}
	got := duty.Clocks(zone, held.Add(25*time.Hour), held.Add(30*time.Hour))
	want := []struct {
		step                        TriageStep
		due, policy                 string
		recorded, late, over, after bool
	}{
		{TriageScope, "2026-11-24T23:05:00Z", "2026-11-22T08:00:00Z", true, false, true, false},
		{TriageVolatile, "2026-11-25T21:05:00Z", "2026-11-23T06:00:00Z", true, true, true, true},
		{TriageDecision, "2026-11-27T21:05:00Z", "2026-11-25T06:00:00Z", false, false, false, false},
	}
	if len(got) != len(want) {
		t.Fatal(got)
	}
	for i, w := range want {
		g := got[i]
		if g.Step != w.step || g.Due.UTC().Format(time.RFC3339) != w.due || g.PolicyDue.UTC().Format(time.RFC3339) != w.policy ||
			(g.Record != nil) != w.recorded || g.Late != w.late || g.OverOnArrival != w.over || g.AfterInstall != w.after {
			t.Errorf("%+v, want %+v", g, w)
		}
	}
	if left := duty.Outstanding(); len(left) != 1 || left[0] != TriageDecision {
		t.Errorf("outstanding: %v", left)
	}
	if never := (&Triage{}).Clocks(zone, time.Time{}, held); never != nil {
		t.Errorf("clocks without a duty: %v", never)
	}
}

// TestTriageNewestCounts: a step is outstanding until it has a record, whatever
// came in between, and the newest record of a step is the one that counts.
func TestTriageNewestCounts(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var duty Triage
		last := map[TriageStep]string{}
		for range rapid.IntRange(0, 8).Draw(rt, "records") {
			r := TriageRecord{Step: rapid.SampledFrom(TriageSteps()).Draw(rt, "step"), Note: rapid.String().Draw(rt, "note")}
			duty.Records = append(duty.Records, r)
			last[r.Step] = r.Note
		}
		if len(duty.Outstanding()) != len(TriageSteps())-len(last) {
			rt.Fatalf("%v outstanding of %v", duty.Outstanding(), last)
		}
		for step, note := range last {
			if r, ok := duty.Record(step); !ok || r.Note != note {
				rt.Fatalf("%s: %q, want %q", step, r.Note, note)
			}
		}
	})
}

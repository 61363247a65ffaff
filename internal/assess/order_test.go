package assess

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// TestOrderIsTheTable: what is known is looked up in the published table, row by
// row, for the two exposures that an answer can give.
func TestOrderIsTheTable(t *testing.T) {
	table, _ := domain.Policy(domain.PolicyDeployer)
	looked := 0
	for row, cells := range table.Rows {
		exposed := map[string]domain.Answer{"open": domain.Yes, "small": domain.No}[cells[1]]
		if exposed == "" {
			continue // controlled: no answer gives it
		}
		looked++
		exploitation := map[string]string{"none": "none", "public poc": "poc", "active": "active"}[cells[0]]
		a := domain.Asset{ID: "a", Criticality: cells[3], Exposure: []domain.Stated{{Value: exposed, At: monday, By: "J.M."}}}
		if cells[3] == "very high" {
			a.Criticality, a.Safety.Value, a.Mission.Value = "high", domain.Yes, domain.Yes
		}
		facts := Facts{Exploitation: []domain.Known{{Value: exploitation, At: monday, Source: "CISA SSVC"}}, Automatable: []domain.Known{{Value: cells[2], At: monday, Source: "CISA SSVC"}}}
		got := orderOf(orderInput(&a, facts, time.UTC, monday.Add(time.Hour)))
		if got.Outcome != cells[4] || got.Row != row || got.Assumed {
			t.Errorf("row %d %v gives %+v", row, cells, got)
		}
		if explained := explainedOrder(&a, []Facts{{}, facts}, time.UTC, monday.Add(time.Hour)); explained.Compare(got) > 0 || len(explained.Facts) != 4 {
			t.Errorf("row %d explained as %+v", row, explained)
		}
	}
	if looked != 48 {
		t.Errorf("%d rows", looked)
	}
}

// TestOrderByHand: missing facts are said, and what is in KEV is exploited.
func TestOrderByHand(t *testing.T) {
	public := domain.Asset{ID: "a", Criticality: "high", Exposure: []domain.Stated{{Value: domain.Yes, At: monday, By: "J.M."}}}
	ssvc := func(exploitation, automatable string) Facts {
		return Facts{Exploitation: []domain.Known{{Value: exploitation, At: monday, Source: "CISA SSVC"}}, Automatable: []domain.Known{{Value: automatable, At: monday, Source: "CISA SSVC"}}}
	}
	listed := Facts{KEV: []domain.Known{{Value: "2026-05-30", At: monday, Source: "CISA KEV"}}, Automatable: []domain.Known{{Value: "yes", At: monday, Source: "CISA SSVC"}}}
	for _, tt := range []struct {
		name  string
		asset domain.Asset
		facts Facts
		want  string
	}{
		{"all known", public, ssvc("poc", "yes"), "Among what is due on the same day: out-of-cycle, by ssvc-deployer, row 46 (proof of concept public, public, automatable, human impact high)."},
		{"in KEV is exploited", public, listed, "Among what is due on the same day: immediate, by ssvc-deployer, row 70 (exploited, public, automatable, human impact high)."},
		{"nothing known of the flaw", public, Facts{}, "Among what is due on the same day: scheduled, by ssvc-deployer, row 22 (public, human impact high). This order is assumed: exploitation and automation not known."},
		{"nothing known at all", domain.Asset{ID: "b"}, Facts{}, "Among what is due on the same day: out-of-cycle, by ssvc-deployer, row 23. This order is assumed: exploitation, public exposure, automation and human impact not known."},
		{"a missing fact that changes nothing", domain.Asset{ID: "c", Criticality: "medium", Exposure: public.Exposure}, Facts{Exploitation: ssvc("poc", "no").Exploitation}, "Among what is due on the same day: scheduled, by ssvc-deployer, row 45 (proof of concept public, public, human impact medium)."},
	} {
		if got := words.OrderWhy(explainedOrder(&tt.asset, []Facts{tt.facts}, time.UTC, monday.Add(time.Hour))); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
	if words.OrderWhy(domain.Order{}) != "" {
		t.Error("an order of nothing is explained")
	}
}

// TestOrderOfATarget: the stored order is that of the most pressing open finding,
// it moves no date, and the plan takes what is due on one day by it.
func TestOrderOfATarget(t *testing.T) {
	p := newPlans("web", "db")
	web, db := p.hold("web", "x", "1.0.0"), p.hold("db", "y", "1.0.0")
	p.facts["B"] = Facts{Exploitation: []domain.Known{{Value: "none", At: monday, Source: "CISA SSVC"}}, Automatable: []domain.Known{{Value: "no", At: monday, Source: "CISA SSVC"}}}
	p.facts["C"] = Facts{Exploitation: []domain.Known{{Value: "active", At: monday, Source: "CISA SSVC"}}, Automatable: []domain.Known{{Value: "no", At: monday, Source: "CISA SSVC"}}}
	for _, id := range []string{"web", "db"} {
		a := p.assets[id]
		a.Criticality = "medium"
		p.assets[id] = a
	}
	p.find(p.affected(web, "B", "2.0.0"), p.affected(db, "B", "2.0.0"), p.affected(db, "C", "2.0.0"))
	p.plan()
	one, other := p.target("T-1", "web"), p.target("T-2", "db")
	if one.Due.Order.Outcome != "scheduled" || !one.Due.Order.Assumed || other.Due.Order.Outcome != "out-of-cycle" {
		t.Errorf("%+v, %+v", one.Due.Order, other.Due.Order)
	}
	in := ScheduleInput{From: "2026-06-01", Weeks: 2, Jobs: []Job{{Task: "T-1", Asset: "web", Minutes: 60, Due: "2026-06-05", Tier: domain.Tier14Days, Order: one.Due.Order},
		{Task: "T-2", Asset: "db", Minutes: 60, Due: "2026-06-05", Tier: domain.Tier14Days, Order: other.Due.Order}}, Capacity: func(string, domain.Day) int { return 60 }}
	if got := Schedule(in); got.Placed[0].Job != 1 || got.Slots[got.Placed[0].Slot].Week != 0 || got.Slots[got.Placed[1].Slot].Week != 1 {
		t.Errorf("%+v", got.Placed)
	}
	p.find(p.affected(web, "B", "2.0.0"), p.affected(db, "B", "2.0.0"))
	p.plan()
	if got := p.target("T-2", "db").Due.Order.Outcome; got != "scheduled" {
		t.Errorf("with the pressing one gone it is %s", got)
	}
}

// TestOrderLaws: orders are a total preorder; what is stored is what is explained;
// more exploited, exposed, automatable or important is never less pressing; and an
// order is assumed where, and only where, some answer to what is missing changes it.
func TestOrderLaws(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		value := func(name string, of ...string) string { return rapid.SampledFrom(of).Draw(rt, name) }
		make := func(exploitation, exposure, automatable, importance string, kev bool) (domain.Asset, Facts) {
			a := domain.Asset{ID: "a", Criticality: importance}
			if exposure != "" {
				a.Exposure = []domain.Stated{{Value: domain.Answer(exposure), At: monday}}
			}
			var f Facts
			if exploitation != "" {
				f.Exploitation = []domain.Known{{Value: exploitation, At: monday, Source: "CISA SSVC"}}
			}
			if automatable != "" {
				f.Automatable = []domain.Known{{Value: automatable, At: monday, Source: "CISA SSVC"}}
			}
			if kev {
				f.KEV = []domain.Known{{Value: "2026-05-01", At: monday, Source: "CISA KEV"}}
			}
			return a, f
		}
		all := [][]string{{"none", "poc", "active"}, {"no", "yes"}, {"no", "yes"}, {"low", "medium", "high"}}
		drawn := []string{value("exploitation", "", "none", "poc", "active"), value("exposure", "", "no", "yes"), value("automatable", "", "no", "yes"), value("importance", "", "low", "medium", "high")}
		kev := rapid.Bool().Draw(rt, "kev")
		order := func(v []string) domain.Order {
			a, f := make(v[0], v[1], v[2], v[3], kev)
			stored := orderOf(orderInput(&a, f, time.UTC, monday.Add(time.Hour)))
			shown := explainedOrder(&a, []Facts{f}, time.UTC, monday.Add(time.Hour))
			if stored.Compare(shown) != 0 || stored.Row != shown.Row {
				rt.Fatalf("%v: stored %+v, shown %+v", v, stored, shown)
			}
			return stored
		}
		got := order(drawn)
		outcomes := map[string]bool{}
		var fill func(at int, v []string)
		fill = func(at int, v []string) {
			if at == len(v) {
				outcomes[order(v).Outcome] = true
				return
			}
			values := []string{v[at]}
			if v[at] == "" {
				values = all[at]
			}
			for _, one := range values {
				next := append([]string(nil), v...)
				next[at] = one
				fill(at+1, next)
			}
		}
		fill(0, drawn)
		if drawn[3] != "" && got.Assumed != (len(outcomes) > 1) { // very high human impact takes more than one answer
			rt.Fatalf("%s: %+v, answers give %v", strings.Join(drawn, "/"), got, outcomes)
		}
		at := rapid.IntRange(0, 3).Draw(rt, "raise")
		for i, v := range all[at] {
			if v == drawn[at] && i+1 < len(all[at]) {
				more := append([]string(nil), drawn...)
				more[at] = all[at][i+1]
				a, b := got, order(more)
				if a.Assumed = b.Assumed; b.Compare(a) > 0 {
					rt.Fatalf("%v gives %s, %v %s", drawn, got.Outcome, more, b.Outcome)
				}
			}
		}
	})
}

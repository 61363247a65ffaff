package assess

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

// scheduleSeeds is how many instances the planner is held against the optimum on;
// instance n is smallInstance(n).
const scheduleSeeds = 1500

// smallInstance makes a desk of up to ten targets on a few assets, with windows,
// shared restarts, a freeze now and then, and days that are hard to meet.
func smallInstance(seed uint64) ScheduleInput {
	r := rand.New(rand.NewPCG(seed, 26))
	in := ScheduleInput{From: "2026-11-24", Weeks: 5, Restart: r.IntN(4) * 10, Search: 300_000}
	week, helper := 60+r.IntN(5)*30, r.IntN(3)*60
	in.Capacity = func(who string, monday domain.Day) int {
		if who == "R.T." {
			return helper
		}
		return week
	}
	for _, text := range []string{"Sun 02:00-03:30", "2nd Tue 22:00-23:00", "Thu 20:00-20:40"} {
		if r.IntN(2) == 0 {
			w, err := domain.ParseWindow(text)
			if err != nil {
				panic(err)
			}
			in.Windows = append(in.Windows, GroupWindow{Group: []string{"wards", "lab"}[r.IntN(2)], Text: text, Window: w})
		}
	}
	if r.IntN(4) == 0 {
		from := in.From.Add(r.IntN(20))
		in.Freezes = []domain.Freeze{{From: from, To: from.Add(r.IntN(10)), Group: []string{"", "wards"}[r.IntN(2)]}}
	}
	for n := range 1 + r.IntN(10) {
		tier := domain.Tiers()[r.IntN(5)]
		j := Job{Task: fmt.Sprintf("T-%d", n+1), Asset: fmt.Sprintf("asset-%d", r.IntN(4)), Minutes: 10 + r.IntN(6)*10, Restart: r.IntN(2) == 0,
			Tier: tier, KEV: r.IntN(3) == 0, Criticality: r.IntN(4), Due: in.From.Add(r.IntN(30) - 3)}
		j.Group = []string{"", "wards", "lab", ""}[slices.Index([]string{"asset-0", "asset-1", "asset-2", "asset-3"}, j.Asset)]
		if r.IntN(5) == 0 {
			j.Who = "R.T."
		}
		if tier == domain.TierUpgrade && r.IntN(2) == 0 {
			j.Due = ""
		}
		in.Jobs = append(in.Jobs, j)
	}
	return in
}

const nowhere = 100 // days late that what is not planned at all counts as; more than any plan of these can be

// optimum is the least lateness, job by job in the order of urgency, by trying
// everything.
func optimum(in ScheduleInput) []int {
	s := &scheduler{in: in, outages: map[outage]int{}, used: map[bucket]int{}, inSlot: map[int]int{}}
	s.makeSlots()
	s.at = make([]int, len(in.Jobs))
	order := make([]int, len(in.Jobs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return compareJobs(&in.Jobs[a], &in.Jobs[b]) })
	places := make([][]int, len(in.Jobs))
	for i := range in.Jobs {
		places[i] = s.placesOf(&in.Jobs[i])
	}
	var best []int
	now := make([]int, 0, len(order))
	var try func()
	try = func() {
		if best != nil && slices.Compare(now, best[:len(now)]) > 0 {
			return
		}
		if len(now) == len(order) {
			if best == nil || slices.Compare(now, best) < 0 {
				best = slices.Clone(now)
			}
			return
		}
		j := order[len(now)]
		for _, place := range places[j] {
			if s.fits(j, place) {
				s.put(j, place)
				now = append(now, s.late(&in.Jobs[j], place))
				try()
				now = now[:len(now)-1]
				s.take(j)
			}
		}
		now = append(now, nowhere)
		try()
		now = now[:len(now)-1]
	}
	try()
	return best
}

// lateness is what a plan comes to, job by job in the order of urgency.
func lateness(p Scheduled) []int {
	var out []int
	for _, placed := range p.Placed {
		if placed.Slot < 0 {
			placed.Late = nowhere
		}
		out = append(out, placed.Late)
	}
	return out
}

// TestScheduleAgainstTheOptimum: what can be on time is on time, and what cannot
// is hardly later than it must be. With the exact search small plans are the
// optimum; without it, as among many targets, the difference is printed.
func TestScheduleAgainstTheOptimum(t *testing.T) {
	for _, search := range []int{300_000, 0} {
		met, tight, exact := 0, 0, 0
		extra, worst, worstSeed := 0.0, 0.0, uint64(0)
		for seed := range uint64(scheduleSeeds) {
			in := smallInstance(seed)
			in.Search = search
			got, best := lateness(Schedule(in)), optimum(in)
			sum, must := 0, 0
			for i := range best {
				sum += got[i]
				must += best[i]
			}
			if slices.Equal(got, best) {
				exact++
			}
			if must == 0 {
				met++
				if sum > 0 && search > 0 {
					t.Errorf("instance %d could be on time, the plan is %d days late", seed, sum)
				}
				continue
			}
			tight++
			more := float64(sum-must) / float64(must)
			extra += more
			if more > worst {
				worst, worstSeed = more, seed
			}
		}
		mean := extra / float64(tight)
		t.Logf("search %d: %d of %d plans are the optimum; %d could be on time; over the %d others %.2f %% later in the mean, worst %.1f %% (instance %d)",
			search, exact, scheduleSeeds, met, tight, 100*mean, 100*worst, worstSeed)
		if met < 100 || tight < 100 {
			t.Errorf("the instances are too alike: %d can be met, %d cannot", met, tight)
		}
		if search > 0 && mean > 0.05 {
			t.Errorf("%.1f %% later than need be", 100*mean)
		}
	}
}

// TestScheduleLaws: nothing is overbooked but by a person's hand, nothing lies
// outside its windows, in a freeze or in the past, each job is there once, and the
// order of the input changes nothing.
func TestScheduleLaws(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		in := smallInstance(rapid.Uint64().Draw(rt, "seed"))
		for i := range in.Jobs {
			if rapid.IntRange(0, 9).Draw(rt, "hand") == 0 {
				in.Jobs[i].Week = in.From.Monday().Add(7 * rapid.IntRange(-1, 5).Draw(rt, "week"))
			}
		}
		got := Schedule(in)
		check := &scheduler{in: in, outages: map[outage]int{}, used: map[bucket]int{}, inSlot: map[int]int{}, at: make([]int, len(in.Jobs))}
		check.makeSlots()
		seen := map[int]bool{}
		for _, hand := range []bool{true, false} {
			for _, p := range got.Placed {
				j := &in.Jobs[p.Job]
				if (j.Week != "") != hand {
					continue
				}
				seen[p.Job] = true
				if p.Slot < 0 {
					if p.Why == domain.PlanFits || hand {
						rt.Fatalf("%s is nowhere: %s", j.Task, p.Why)
					}
					continue
				}
				slot := got.Slots[p.Slot]
				if hand {
					if week := min(max(j.Week.Sub(in.From.Monday())/7, 0), in.Weeks-1); slot.Week != week {
						rt.Fatalf("%s was moved to week %d and is in %d", j.Task, week, slot.Week)
					}
				} else if !slices.Contains(check.placesOf(j), p.Slot) || !check.fits(p.Job, p.Slot) || slot.To < in.From {
					rt.Fatalf("%s does not fit where it is: %+v", j.Task, slot)
				}
				if p.Late != check.late(j, p.Slot) || (p.Late > 0) == (p.Why == domain.PlanFits) {
					rt.Fatalf("%s is %d days late because %s", j.Task, p.Late, p.Why)
				}
				check.put(p.Job, p.Slot)
			}
		}
		if len(seen) != len(in.Jobs) {
			rt.Fatalf("%d of %d jobs", len(seen), len(in.Jobs))
		}
		shuffled := in
		shuffled.Jobs = rapid.Permutation(in.Jobs).Draw(rt, "order")
		if a, b := shownPlan(in, got), shownPlan(shuffled, Schedule(shuffled)); a != b {
			rt.Fatalf("another order gives\n%s\nnot\n%s", b, a)
		}
	})
}

func shownPlan(in ScheduleInput, p Scheduled) string {
	var b strings.Builder
	for _, placed := range p.Placed {
		where := "nowhere"
		if placed.Slot >= 0 {
			s := p.Slots[placed.Slot]
			where = fmt.Sprintf("%d %s", s.Week, s.To)
			if s.Window >= 0 {
				where += " " + in.Windows[s.Window].Text
			}
		}
		fmt.Fprintf(&b, "%s %s: %s, %d late, %s\n", in.Jobs[placed.Job].Task, in.Jobs[placed.Job].Asset, where, placed.Late, placed.Why)
	}
	return b.String()
}

// TestScheduleByHand works small desks through by hand.
func TestScheduleByHand(t *testing.T) {
	window := func(group, text string) GroupWindow {
		w, err := domain.ParseWindow(text)
		if err != nil {
			t.Fatal(err)
		}
		return GroupWindow{Group: group, Text: text, Window: w}
	}
	hour := func(string, domain.Day) int { return 60 }
	job := func(task, asset string, minutes int, tier domain.Tier, due domain.Day) Job {
		return Job{Task: task, Asset: asset, Minutes: minutes, Tier: tier, Due: due}
	}
	tests := []struct {
		name string
		in   ScheduleInput
		want string
	}{
		{"urgent first, then what is due first", ScheduleInput{Jobs: []Job{job("T-1", "a", 40, domain.Tier14Days, "2026-12-03"), job("T-2", "a", 40, domain.Tier3Days, "2026-11-27")}},
			"T-2 a: 0 2026-11-27, 0 late, plan_fits\nT-1 a: 1 2026-12-04, 0 late, plan_fits\n"},
		{"a loose day of an urgent tier leaves room for a tight one", ScheduleInput{Jobs: []Job{job("T-1", "a", 60, domain.Tier3Days, "2026-12-10"), job("T-2", "b", 60, domain.Tier14Days, "2026-11-26")}},
			"T-1 a: 1 2026-12-04, 0 late, plan_fits\nT-2 b: 0 2026-11-27, 0 late, plan_fits\n"},
		{"no time before its day", ScheduleInput{Jobs: []Job{job("T-1", "a", 60, domain.Tier3Days, "2026-11-27"), job("T-2", "b", 30, domain.Tier14Days, "2026-11-27")}},
			"T-1 a: 0 2026-11-27, 0 late, plan_fits\nT-2 b: 1 2026-12-04, 7 late, plan_capacity\n"},
		{"its day is over", ScheduleInput{Jobs: []Job{job("T-1", "a", 30, domain.Tier3Days, "2026-11-20")}},
			"T-1 a: 0 2026-11-27, 7 late, plan_overdue\n"},
		{"no window before its day", ScheduleInput{Windows: []GroupWindow{window("wards", "Sun 02:00-05:00")}, Jobs: []Job{{Task: "T-1", Asset: "a", Group: "wards", Minutes: 30, Tier: domain.Tier3Days, Due: "2026-11-27"}}},
			"T-1 a: 0 2026-11-29 Sun 02:00-05:00, 2 late, plan_window\n"},
		{"a freeze takes the window away", ScheduleInput{Windows: []GroupWindow{window("wards", "Sun 02:00-05:00")}, Freezes: []domain.Freeze{{From: "2026-11-28", To: "2026-12-01"}},
			Jobs: []Job{{Task: "T-1", Asset: "a", Group: "wards", Minutes: 30, Tier: domain.Tier14Days, Due: "2026-12-08"}}},
			"T-1 a: 1 2026-12-06 Sun 02:00-05:00, 0 late, plan_fits\n"},
		{"one outage for two", ScheduleInput{Restart: 20, Jobs: []Job{{Task: "T-1", Asset: "a", Minutes: 20, Restart: true, Tier: domain.Tier3Days, Due: "2026-11-27"}, {Task: "T-2", Asset: "a", Minutes: 20, Restart: true, Tier: domain.Tier14Days, Due: "2026-11-27"}}},
			"T-1 a: 0 2026-11-27, 0 late, plan_fits\nT-2 a: 0 2026-11-27, 0 late, plan_fits\n"},
		{"what can wait gives way to what is urgent", ScheduleInput{Jobs: []Job{job("T-1", "a", 50, domain.Tier3Days, "2026-12-10"), job("T-2", "b", 50, domain.Tier14Days, "2026-12-18"), job("T-3", "c", 50, domain.Tier60Days, "")}},
			"T-1 a: 0 2026-11-27, 0 late, plan_fits\nT-2 b: 1 2026-12-04, 0 late, plan_fits\nT-3 c: 2 2026-12-11, 0 late, plan_fits\n"},
		{"a window that has begun is gone", ScheduleInput{Minute: 22*60 + 1, Windows: []GroupWindow{window("wards", "Tue 22:00-23:00")}, Jobs: []Job{{Task: "T-1", Asset: "a", Group: "wards", Minutes: 30, Tier: domain.Tier14Days, Due: "2026-12-03"}}},
			"T-1 a: 1 2026-12-01 Tue 22:00-23:00, 0 late, plan_fits\n"},
		{"too large for any week", ScheduleInput{Jobs: []Job{job("T-1", "a", 90, domain.Tier3Days, "2026-11-27")}},
			"T-1 a: nowhere, 0 late, plan_too_large\n"},
		{"moved by hand, and kept", ScheduleInput{Jobs: []Job{{Task: "T-1", Asset: "a", Minutes: 60, Tier: domain.Tier3Days, Due: "2026-11-27", Week: "2026-11-30"}, job("T-2", "b", 60, domain.Tier14Days, "2026-12-04")}},
			"T-1 a: 1 2026-12-04, 7 late, plan_hand\nT-2 b: 0 2026-11-27, 0 late, plan_fits\n"},
		{"no room in the weeks looked at", ScheduleInput{Weeks: 1, Jobs: []Job{job("T-1", "a", 60, domain.Tier3Days, "2026-11-27"), job("T-2", "b", 60, domain.Tier14Days, "2026-12-09")}},
			"T-1 a: 0 2026-11-27, 0 late, plan_fits\nT-2 b: nowhere, 0 late, plan_no_room\n"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			tc.in.From, tc.in.Capacity, tc.in.Search = "2026-11-24", hour, 1000
			if tc.in.Weeks == 0 {
				tc.in.Weeks = 4
			}
			if got := shownPlan(tc.in, Schedule(tc.in)); got != tc.want {
				t.Errorf("got\n%swant\n%s", got, tc.want)
			}
		})
	}
}

// BenchmarkSchedule fills half a year for 100,000 targets on 10,000 assets.
func BenchmarkSchedule(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	in := ScheduleInput{From: "2026-11-24", Weeks: 26, Restart: 15, Search: 20_000, Capacity: func(string, domain.Day) int { return 40 * 60 }}
	w, err := domain.ParseWindow("Sun 02:00-05:00")
	if err != nil {
		b.Fatal(err)
	}
	in.Windows = []GroupWindow{{Group: "wards", Text: "Sun 02:00-05:00", Window: w}}
	for n := range 100_000 {
		in.Jobs = append(in.Jobs, Job{Task: fmt.Sprintf("T-%d", n/50), Asset: fmt.Sprint(r.IntN(10_000)), Minutes: 5, Restart: n%3 == 0, Group: []string{"", "wards"}[n%2],
			Tier: domain.Tiers()[r.IntN(5)], Due: in.From.Add(r.IntN(60))})
	}
	for b.Loop() {
		Schedule(in)
	}
}

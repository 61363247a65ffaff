package assess

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

// TestEveryRow asks the clock for every row of the program's tables: the row and
// the outcome must be those of the table, and the date the day held and its days.
func TestEveryRow(t *testing.T) {
	asked := 0
	for _, table := range domain.Policies() {
		rules := mustRules(table.Name)
		for row, cells := range table.Rows {
			in := DueInput{Received: at(t, 24), Detected: at(t, 1), Evaluate: at(t, 26), Rules: rules, Others: map[domain.FactName][]domain.Known{}}
			reachable := true
			for n, one := range table.Inputs {
				fact := slices.IndexFunc(domain.Facts(), func(f domain.Fact) bool { return f.Name == one.Fact })
				i := slices.IndexFunc(domain.Facts()[fact].Values, func(v string) bool { return one.Column(v) == cells[n] })
				if i < 0 {
					reachable = false // a value that this desk has no fact for, as an exposure that is controlled
					continue
				}
				k := domain.Known{Value: domain.Facts()[fact].Values[i], At: at(t, 1), Source: "CISA X"}
				switch one.Fact {
				case domain.FactKEV:
					if k.Value == "yes" {
						in.KEV = []domain.Known{{Value: "2026-11-24", At: at(t, 24), Source: "CISA KEV"}}
					}
				case domain.FactExposure:
					in.Exposure = []domain.Known{k}
				case domain.FactAutomatable:
					in.Automatable = []domain.Known{k}
				case domain.FactImpact:
					in.Impact = []domain.Known{k}
				default:
					in.Others[one.Fact] = []domain.Known{k}
				}
			}
			if !reachable {
				continue
			}
			asked++
			due := DueFor(in)
			want := domain.Day("")
			if days, ok := table.Tier(row).Days(); ok {
				want = domain.Day("2026-11-24").Add(days)
			}
			if due.Row != row || due.Tier != table.Tier(row) || due.Date != want || due.Assumed || due.Policy != table.Name || due.Outcome != table.Said(row) {
				t.Errorf("%s row %d %v: row %d, %s %q, due %s, assumed %v", table.Name, row, cells, due.Row, due.Tier, due.Outcome, due.Date, due.Assumed)
			}
			if len(due.Facts) != len(table.Inputs) {
				t.Errorf("%s row %d has %d facts", table.Name, row, len(due.Facts))
			}
		}
	}
	if asked != 16+48+5 {
		t.Errorf("%d rows were asked for", asked)
	}
}

// anyTable draws a table over some of the facts with outcomes as they come.
func anyTable(rt *rapid.T) domain.Table {
	t := domain.Table{Name: "drawn", Version: "1", Outcome: "When"}
	facts := rapid.Permutation(domain.Facts()).Draw(rt, "facts")[:rapid.IntRange(1, 3).Draw(rt, "inputs")]
	for _, f := range facts {
		in := domain.Input{Name: string(f.Name), Fact: f.Name, Values: f.Values}
		if rapid.Bool().Draw(rt, "says") {
			in.Missing = rapid.SampledFrom(f.Values).Draw(rt, "missing")
		}
		t.Inputs = append(t.Inputs, in)
	}
	outcomes := []string{"2 days & forensic investigation", "2 days", "7 days", "30 days", "365 days", string(domain.TierUpgrade)}
	var add func(row []string)
	add = func(row []string) {
		if len(row) == len(t.Inputs) {
			t.Rows = append(t.Rows, append(slices.Clone(row), rapid.SampledFrom(outcomes).Draw(rt, "outcome")))
			return
		}
		for _, v := range t.Inputs[len(row)].Values {
			add(append(slices.Clone(row), v))
		}
	}
	add(nil)
	return t
}

// TestAnyTable: whatever the table, its rows are found, a missing fact says that it
// was assumed exactly where an answer would change the tier, and forensic duty never
// rests on a guess.
func TestAnyTable(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		table := anyTable(rt)
		rules, err := NewRules(table)
		if err != nil {
			rt.Fatal(err)
		}
		var a answers
		for _, in := range rules.inputs {
			low := -1
			if in.fact == factKEV {
				low = 0
			}
			a[in.fact] = int8(rapid.IntRange(low, len(factValues[in.fact])-1).Draw(rt, string(factNames[in.fact])))
		}
		kev := a[factKEV] == 1
		setting := rapid.SampledFrom(domain.MissingSettings()).Draw(rt, "setting")
		got := rules.of(a, setting)
		var tiers []domain.Tier
		known := true
		for row, cells := range table.Rows {
			fits := true
			for n, in := range table.Inputs {
				fact := rules.inputs[n].fact
				value := a[fact]
				if fact == factExploitation && kev {
					value = 2
				}
				known = known && value != missing
				fits = fits && (value == missing || in.Column(factValues[fact][value]) == cells[n])
			}
			if fits {
				tiers = append(tiers, table.Tier(row))
			}
		}
		is := rules.tiers[got.tier]
		slices.SortFunc(tiers, func(a, b domain.Tier) int { return a.Rank() - b.Rank() })
		switch {
		case known != rules.complete(&a):
			rt.Fatalf("complete is %v", !known)
		case known && (is != tiers[0] || got.row < 0 || table.Tier(got.row) != is):
			rt.Fatalf("%v is %s, want %s", a, is, tiers[0])
		case rules.tiers[got.strictest] != tiers[0] || rules.tiers[got.loosest] != tiers[len(tiers)-1]:
			rt.Fatalf("%v lies between %s and %s, want %v", a, rules.tiers[got.strictest], rules.tiers[got.loosest], tiers)
		case setting == domain.MissingWorstCase && is != tiers[0] && !got.suggested:
			rt.Fatalf("%v at worst is %s, want %s", a, is, tiers[0])
		}
		if _, forensic := is.Plain(); forensic && is != tiers[len(tiers)-1] {
			rt.Fatalf("%v: the duty of %s rests on a guess", a, is)
		}
	})
}

// TestFirstMissingValue: a table's own word for a missing fact counts, but where the
// worst is assumed.
func TestFirstMissingValue(t *testing.T) {
	rules := mustRules(domain.PolicySeverity)
	for setting, want := range map[domain.MissingSetting]domain.Tier{domain.MissingFlat60: domain.Tier60Days, domain.MissingTableReading: domain.Tier60Days, domain.MissingWorstCase: domain.Tier3Days} {
		due := DueFor(DueInput{Received: at(t, 24), Detected: at(t, 1), Missing: setting, Rules: rules})
		if due.Tier != want || !due.Assumed || due.Strictest != domain.Tier3Days || due.Facts[0].Filled == "" {
			t.Errorf("%s: %+v", setting, due)
		}
	}
}

// TestSeverityIsRemembered: a severity that rises later starts its shorter clock
// on the day the desk came to know it, and one that falls keeps the older start.
func TestSeverityIsRemembered(t *testing.T) {
	p := newPlans("web")
	web := p.hold("web", "x", "1.0.0")
	scored := func(score float64) domain.Finding {
		f := p.affected(web, "A", "2.0.0")
		f.Severity = score
		return f
	}
	in := func() PlanInput {
		i := p.input()
		i.Rules = &RulesSet{Desk: mustRules(domain.PolicySeverity)}
		return i
	}
	plan := func(score float64) domain.Target {
		p.find(scored(score))
		got := Plan(in())
		for _, task := range got.Tasks {
			p.tasks = []domain.PatchTask{task}
		}
		if len(got.Targets) > 0 {
			p.targets = got.Targets
		}
		if again := Plan(in()); len(again.Targets) > 0 || len(again.Events) > 0 {
			t.Errorf("planning again at %v changed %+v", score, again.Events)
		}
		return p.targets[0]
	}
	first := plan(5.0)
	if first.Due.Tier != domain.Tier60Days || first.Due.Date != domain.DayOf(monday, p.input().Zone).Add(60) {
		t.Fatalf("medium: %s %s", first.Due.Tier, first.Due.Date)
	}
	p.now = monday.AddDate(0, 0, 10)
	if up := plan(9.8); up.Due.Tier != domain.Tier3Days || up.Due.Date != domain.DayOf(p.now, p.input().Zone).Add(3) {
		t.Fatalf("critical since today: %s %s", up.Due.Tier, up.Due.Date)
	}
	p.now = monday.AddDate(0, 0, 11)
	down := plan(7.5)
	if down.Due.Tier != domain.Tier14Days || down.Due.Date != domain.DayOf(monday, p.input().Zone).Add(10+14) {
		t.Fatalf("high since yesterday's critical: %s %s", down.Due.Tier, down.Due.Date)
	}
	if n := len(down.Findings[0].Noted[domain.FactSeverity]); n != 3 {
		t.Errorf("%d severities are noted", n)
	}
}

func TestReadPolicy(t *testing.T) {
	good := `{"name":"ours","version":"2","title":"Ours","source":"us","outcome":"When",
"inputs":[{"name":"Severity","fact":"severity","values":["none","low","medium","high","critical"],"missing":"high"}],
"rows":[["none","fix on system upgrade"],["low","90 days"],["medium","45 days"],["high","soon"],["critical","2 days & forensic investigation"]],
"timelines":{"soon":"7 days"}}`
	table, err := ReadPolicy(strings.NewReader("\ufeff" + good))
	if err != nil || len(table.Rows) != 5 || table.Tier(3) != "7 days" || table.Said(3) != "soon" {
		t.Fatalf("%+v, %v", table, err)
	}
	for name, tc := range map[string]struct{ old, new, place, cause string }{
		"no JSON":             {good, "severity,days\n", "line 1", "invalid character"},
		"cut off":             {`["critical","2 days`, "", "line 3", ""},
		"something behind":    {`"7 days"}}`, `"7 days"}} {}`, "line 4", "something follows"},
		"an unknown member":   {`"version":"2"`, `"version":"2","colour":"red"`, "line 1", "colour"},
		"a name of spaces":    {`"ours"`, `"our table"`, "name", "our table"},
		"no version":          {`"version":"2"`, `"version":""`, "version", ""},
		"an unknown fact":     {`"fact":"severity"`, `"fact":"weather"`, "inputs[0]", "weather"},
		"a value gone":        {`"low","medium","high","critical"],"m`, `"low","medium","high"],"m`, "inputs[0]", "critical"},
		"an odd missing":      {`"missing":"high"`, `"missing":"huge"`, "inputs[0]", "huge"},
		"a value unknown":     {`["low",`, `["lowest",`, "rows[1]", "lowest"},
		"a row twice":         {`["low","90 days"]`, `["medium","90 days"]`, "rows[2]", "rows[1]"},
		"a row gone":          {`["low","90 days"],`, ``, "rows", "low"},
		"a row too long":      {`["low","90 days"]`, `["low","90 days","x"]`, "rows[1]", "3 values"},
		"an outcome unknown":  {`"90 days"`, `"next year"`, "rows[1]", "next year"},
		"days without end":    {`"90 days"`, `"99999 days"`, "rows[1]", "99999 days"},
		"a timeline unknown":  {`"7 days"`, `"quickly"`, "timelines", "quickly"},
		"no outcome's name":   {`"outcome":"When"`, `"outcome":""`, "outcome", ""},
		"the same fact twice": {`"missing":"high"}`, `"missing":"high"},{"name":"S2","fact":"severity","values":["none","low","medium","high","critical"]}`, "inputs[1]", "twice"},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(good, tc.old) {
				t.Fatal("the case changes nothing")
			}
			refusedAt(t, func() error {
				_, err := ReadPolicy(strings.NewReader(strings.Replace(good, tc.old, tc.new, 1)))
				return err
			}, tc.place, tc.cause)
		})
	}
}

func refusedAt(t *testing.T, do func() error, place, cause string) {
	t.Helper()
	err := do()
	e, ok := err.(*domain.Error)
	if !ok || e.Kind != domain.Invalid || e.Place != place || !strings.Contains(fmt.Sprint(e.Params["cause"]), cause) {
		t.Errorf("%+v, want place %q and cause %q", err, place, cause)
	}
}

// TestReadPolicyCSV reads back what the program writes of each table, and refuses
// what cannot be one, with the line.
func TestReadPolicyCSV(t *testing.T) {
	for _, table := range domain.Policies() {
		if len(table.Timelines) > 0 {
			continue // CSV holds no timelines
		}
		var text strings.Builder
		if err := table.WriteCSV(&text); err != nil {
			t.Fatal(err)
		}
		got, err := ReadPolicyCSV(strings.NewReader(text.String()), "copy", "1")
		if err != nil || !slices.EqualFunc(got.Rows, table.Rows, slices.Equal) || got.Outcome != table.Outcome {
			t.Errorf("%s: %+v, %v", table.Name, got, err)
		}
	}
	for name, tc := range map[string]struct{ text, place, cause string }{
		"nothing":           {"", "outcome", ""},
		"one heading":       {"severity\n", "line 1", "outcome"},
		"unknown heading":   {"weather,days\n", "line 1", "weather"},
		"a cell too many":   {"exposure,When\nno,60 days,x\nyes,3 days\n", "line 2", "3 values"},
		"an unknown value":  {"exposure,When\nno,60 days\n\nmaybe,3 days\n", "line 4", "maybe"},
		"an unclosed quote": {"exposure,When\nno,\"60 days\n", "line 2", "quote"},
		"a row gone":        {"exposure,When\nno,60 days\n", "rows", "yes"},
	} {
		t.Run(name, func(t *testing.T) {
			refusedAt(t, func() error { _, err := ReadPolicyCSV(strings.NewReader(tc.text), "copy", "1"); return err }, tc.place, tc.cause)
		})
	}
	if _, err := ReadPolicyCSV(strings.NewReader("Row,In KEV,When\n"), "copy", "1"); err == nil {
		t.Error("a column nobody knows was read")
	}
}

package domain

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Table is a decision table as data: for every combination of inputs one
// outcome. Rows are in the order of the published table.
type Table struct {
	Name    string     `json:"name"`
	Version string     `json:"version"`
	Title   string     `json:"title"`
	Source  string     `json:"source"`
	Inputs  []Input    `json:"inputs"`
	Outcome string     `json:"outcome"` // heading of the outcome column
	Rows    [][]string `json:"rows"`    // values of the inputs, then the outcome
	// Timelines give the tier of an outcome that is none itself: "immediate": "3 days".
	Timelines map[string]Tier `json:"timelines,omitzero"`
}

// Input is one column of a table.
type Input struct {
	Name    string            `json:"name"`             // heading as published
	Fact    FactName          `json:"fact"`             // what fills it
	Values  []string          `json:"values"`           // least to most severe
	Read    map[string]string `json:"read,omitzero"`    // value of the fact to value of the column, where they differ
	Missing string            `json:"missing,omitzero"` // value that stands for a fact nobody knows; empty: the strictest outcome counts
}

// Column is the value of the column for a value of its fact.
func (in *Input) Column(value string) string {
	if read, ok := in.Read[value]; ok {
		return read
	}
	return value
}

// Tier is what the outcome of a row means.
func (t *Table) Tier(row int) Tier { return t.tier(t.outcome(row)) }

func (t *Table) tier(outcome string) Tier {
	if tier, ok := t.Timelines[outcome]; ok {
		return tier
	}
	return Tier(outcome)
}

// Said is the outcome of a row where it is not the tier's own name; "" where it is.
func (t *Table) Said(row int) string {
	if outcome := t.outcome(row); Tier(outcome) != t.Tier(row) {
		return outcome
	}
	return ""
}

// Tiers are the tiers that the table may give, strictest first: those of its rows,
// and of a forensic one also the same without the investigation.
func (t *Table) Tiers() []Tier {
	var out []Tier
	for row := range t.Rows {
		tier := t.Tier(row)
		plain, _ := tier.Plain()
		out = append(out, tier, plain)
	}
	slices.SortFunc(out, func(a, b Tier) int { return a.Rank() - b.Rank() })
	return slices.Compact(out)
}

// Columns are the headings of the table, the outcome last.
func (t *Table) Columns() []string {
	out := make([]string, 0, len(t.Inputs)+1)
	for _, in := range t.Inputs {
		out = append(out, in.Name)
	}
	return append(out, t.Outcome)
}

// Find gives the row for the values of the inputs, in their order; -1 where the
// table has none.
func (t *Table) Find(values ...string) int {
	return slices.IndexFunc(t.Rows, func(row []string) bool { return slices.Equal(row[:len(row)-1], values) })
}

// WriteCSV prints the table with the columns of the published file: the row's
// number, the inputs, the outcome.
func (t *Table) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(append([]string{"row"}, t.Columns()...)); err != nil {
		return err
	}
	for i, row := range t.Rows {
		if err := out.Write(append([]string{strconv.Itoa(i)}, row...)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// PolicyBOD is the name of the default policy.
const PolicyBOD = "bod-26-04"

// PolicyDeployer names the table that orders what is due on one day.
const PolicyDeployer = "ssvc-deployer"

// Policies lists the tables this program knows, the default first.
func Policies() []Table { return []Table{bod2604(), deployer(), bySeverity()} }

// Policy gives a table by name.
func Policy(name string) (Table, bool) {
	for _, t := range Policies() {
		if t.Name == name {
			return t, true
		}
	}
	return Table{}, false
}

// bod2604 is CISA Binding Operational Directive 26-04 of 10 June 2026, as CERT/CC
// publishes it (cisa_bod_26_04, 1.0.0).
func bod2604() Table {
	yesNo := []string{"no", "yes"}
	return Table{
		Name: PolicyBOD, Version: "1.0.0", Title: "CISA BOD 26-04 remediation timelines", Source: "CERT/CC SSVC, cisa_bod_26_04 1.0.0",
		Inputs: []Input{{Name: "In KEV v1.0.0 (cisa)", Fact: FactKEV, Values: yesNo}, {Name: "Publicly Exposed v1.0.0 (cisa)", Fact: FactExposure, Values: yesNo},
			{Name: "Automatable v2.0.0", Fact: FactAutomatable, Values: yesNo}, {Name: "Technical Impact v1.0.0", Fact: FactImpact, Values: []string{"partial", "total"}}},
		Outcome: "CISA BOD 26-04 Remediation Timelines v1.0.0 (cisa)",
		Rows: [][]string{
			{"no", "no", "no", "partial", string(TierUpgrade)},
			{"yes", "no", "no", "partial", string(Tier14Days)},
			{"no", "yes", "no", "partial", string(Tier60Days)},
			{"no", "no", "yes", "partial", string(Tier60Days)},
			{"no", "no", "no", "total", string(TierUpgrade)},
			{"yes", "yes", "no", "partial", string(Tier14Days)},
			{"yes", "no", "yes", "partial", string(Tier14Days)},
			{"no", "yes", "yes", "partial", string(Tier14Days)},
			{"yes", "no", "no", "total", string(Tier14Days)},
			{"no", "yes", "no", "total", string(Tier14Days)},
			{"no", "no", "yes", "total", string(Tier60Days)},
			{"yes", "yes", "yes", "partial", string(Tier3Days)},
			{"yes", "yes", "no", "total", string(TierForensic)},
			{"yes", "no", "yes", "total", string(TierForensic)},
			{"no", "yes", "yes", "total", string(Tier3Days)},
			{"yes", "yes", "yes", "total", string(TierForensic)},
		},
	}
}

// deployer is the SSVC deployer table for the priority of applying a patch
// (deployer_patch_application_priority, 1.0.0), which orders tasks within a day.
func deployer() Table {
	t := Table{Name: PolicyDeployer, Version: "1.0.0", Title: "SSVC deployer patch application priority", Source: "CERT/CC SSVC, deployer_patch_application_priority 1.0.0",
		Timelines: map[string]Tier{"immediate": Tier3Days, "out-of-cycle": Tier14Days, "scheduled": Tier60Days, "defer": TierUpgrade}}
	lines, err := csv.NewReader(strings.NewReader(deployerRows)).ReadAll()
	if err != nil {
		panic("policy table: " + err.Error()) // the text is part of the program
	}
	for i, cells := range lines {
		if i == 0 {
			for _, name := range cells[:len(cells)-1] {
				t.Inputs = append(t.Inputs, Input{Name: name})
			}
			t.Outcome = cells[len(cells)-1]
			continue
		}
		for n := range t.Inputs {
			if !slices.Contains(t.Inputs[n].Values, cells[n]) {
				t.Inputs[n].Values = append(t.Inputs[n].Values, cells[n])
			}
		}
		t.Rows = append(t.Rows, cells)
	}
	for n, in := range []Input{
		{Fact: FactExploit, Read: map[string]string{"poc": "public poc"}},
		{Fact: FactExposure, Read: map[string]string{"no": "small", "yes": "open"}},
		{Fact: FactAutomatable}, {Fact: FactHuman},
	} {
		t.Inputs[n].Fact, t.Inputs[n].Read = in.Fact, in.Read
	}
	return t
}

// outcome is the last cell of a row.
func (t *Table) outcome(row int) string {
	cells := t.Rows[row]
	if len(cells) == 0 {
		return ""
	}
	return cells[len(cells)-1]
}

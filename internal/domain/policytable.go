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
}

// Input is one column of a table.
type Input struct {
	Name   string   `json:"name"`   // heading as published
	Values []string `json:"values"` // least to most severe
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
		Inputs: []Input{{"In KEV v1.0.0 (cisa)", yesNo}, {"Publicly Exposed v1.0.0 (cisa)", yesNo}, {"Automatable v2.0.0", yesNo},
			{"Technical Impact v1.0.0", []string{"partial", "total"}}},
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
	t := Table{Name: "ssvc-deployer", Version: "1.0.0", Title: "SSVC deployer patch application priority", Source: "CERT/CC SSVC, deployer_patch_application_priority 1.0.0"}
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
	return t
}

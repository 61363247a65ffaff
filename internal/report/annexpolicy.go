package report

import (
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// policyTable is a table due dates come from, with the rows that gave one.
type policyTable struct {
	Title, Version, Source, Use string
	Columns                     []string
	Rows                        []policyRow
	Notes                       []string
}

type policyRow struct {
	Number, Shape, Outcome string
	Inputs                 []string
	Lines                  string
}

// tableOf is the desk's policy as the report was made with it.
func tableOf(d *domain.ReportData) (domain.Table, bool) {
	if d.PolicyTable.Name != "" {
		return d.PolicyTable, true
	}
	return domain.Policy(d.Status.Desk.Policy)
}

// policiesOf are all tables of the report; the desk's alone where none is given.
func policiesOf(d *domain.ReportData) []policyTable {
	all := d.Policies
	if len(all) == 0 {
		table, ok := tableOf(d)
		if !ok {
			table, _ = domain.Policy(domain.PolicyBOD)
		}
		all = []domain.PolicyView{{Table: table, Desk: ok}}
	}
	out := make([]policyTable, len(all))
	for i := range all {
		out[i] = policyOf(d, &all[i])
	}
	return out
}

// policyOf counts the lines each row of a table gave a tier. A line that another
// version of the table judged is counted beside the rows: its number may mean
// another row now.
func policyOf(d *domain.ReportData, view *domain.PolicyView) policyTable {
	used, settings, other := make(map[int]int), make(map[string]int), make(map[string]int)
	for i := range d.Lines {
		due := &d.Lines[i].Due
		switch {
		case due.Tier == domain.TierNone, due.Policy != view.Name:
		case due.Row < 0:
			settings[orElse(string(due.Setting), words.Text("not named"))]++
		case due.Version != "" && due.Version != view.Version:
			other[due.Version]++
		default:
			used[due.Row]++
		}
	}
	out := policyTable{Title: view.Title, Version: view.Version, Source: view.Source, Use: usedFor(view), Columns: view.Columns()}
	for i, row := range view.Rows {
		last := len(row) - 1
		r := policyRow{Number: strconv.Itoa(i), Shape: tierShape(view.Tier(i)), Outcome: row[last], Inputs: row[:last]}
		if n := used[i]; n > 0 {
			r.Lines = words.Several(n, "line", "lines")
		}
		out.Rows = append(out.Rows, r)
	}
	for _, setting := range sortedKeys(settings) {
		out.Notes = append(out.Notes, words.Text("{count} a tier by the setting for missing facts ({setting}), not by a row.", "count", words.Several(settings[setting], "line has", "lines have"), "setting", words.MissingName(domain.MissingSetting(setting))))
	}
	for _, version := range sortedKeys(other) {
		out.Notes = append(out.Notes, words.Text("{count} judged by version {version} of this table.", "count", words.Several(other[version], "line was", "lines were"), "version", version))
	}
	return out
}

// usedFor says which assets a table judges now.
func usedFor(view *domain.PolicyView) string {
	use := words.PolicyUse(view)
	if use == "" {
		return words.Text("Used for no asset now; it gave lines of this report their tier")
	}
	return words.Text("Used for {use}", "use", use)
}

func sortedKeys(m map[string]int) []string {
	out := make([]string, 0, len(m))
	for key := range m {
		out = append(out, key)
	}
	slices.SortFunc(out, strings.Compare)
	return out
}

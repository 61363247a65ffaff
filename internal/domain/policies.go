package domain

import "slices"

// PolicySettings are the operator's own tables, and which table judges the assets
// of a group instead of the desk's.
type PolicySettings struct {
	Own    []Table           `json:"own,omitzero"`    // by name
	Groups map[string]string `json:"groups,omitzero"` // name of the policy by group
}

// All are the tables there are: the program's, then the operator's.
func (p *PolicySettings) All() []Table { return append(Policies(), p.Own...) }

// Table gives one of them by name.
func (p *PolicySettings) Table(name string) (Table, bool) {
	all := p.All()
	if i := slices.IndexFunc(all, func(t Table) bool { return t.Name == name }); i >= 0 {
		return all[i], true
	}
	return Table{}, false
}

// PolicyView is a table with what it is used for.
type PolicyView struct {
	Table
	Own    bool     `json:"own,omitzero"`  // the operator's
	Desk   bool     `json:"desk,omitzero"` // the desk's policy
	Groups []string `json:"groups,omitzero"`
}

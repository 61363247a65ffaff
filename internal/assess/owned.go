package assess

import (
	"fenceline/internal/domain"
)

// A distribution builds libraries of languages into packages of its own, and mends
// them without a new version of theirs: urllib3 1.24.2 out of python3-urllib3 may
// be free of flaws that urllib3 1.24.2 has. Tools that look at files list both.
// Where an inventory tells whose files they are, the distribution's word on its
// package counts, and the library is not counted beside it.

// owned settles the findings of components whose files belong to a distribution's
// package: those of which something is stated about that package count there; of
// all others it cannot be told whether the distribution mended them. What this desk
// decided itself stands.
func (m *matcher) owned(all []domain.Finding) {
	owners := map[string]domain.PackageKey{}
	keys := map[string]domain.PackageKey{}
	for i := range m.in.Components {
		h := &m.in.Components[i]
		keys[h.ID] = h.Key
		if h.Owner != "" {
			owners[h.ID] = h.Owner
		}
	}
	if len(owners) == 0 {
		return
	}
	type claim struct {
		key           domain.PackageKey
		vulnerability string
	}
	stated := map[claim]bool{}
	for i := range all {
		stated[claim{keys[all[i].Component], all[i].Vulnerability}] = true
	}
	names := m.names()
	for i := range all {
		f := &all[i]
		owner := owners[f.Component]
		if owner == "" || f.Decision != "" || f.Verdict == domain.NotAffected {
			continue
		}
		params := domain.Params{"owner": names[owner]}
		if stated[claim{owner, f.Vulnerability}] {
			f.Verdict, f.Fixed, f.FixKind, f.Reason = domain.NotAffected, "", "", domain.Reason{Code: domain.ReasonOwned, Params: params}
			continue
		}
		f.Verdict, f.Reason = domain.CannotTell, domain.Reason{Code: domain.ReasonOwnedSilent, Params: params}
	}
}

// names gives the components of the asset by key.
func (m *matcher) names() map[domain.PackageKey]string {
	out := map[domain.PackageKey]string{}
	for i := range m.in.Components {
		h := &m.in.Components[i]
		if name := out[h.Key]; name == "" || h.Name < name {
			out[h.Key] = h.Name
		}
	}
	return out
}

package csaf

import (
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// attach gives the statements of one vulnerability their remediations,
// justification and impact.
func (s *stater) attach(made []domain.Statement, at []int32, w *wireVulnerability, place string) error {
	if err := s.attachRemediations(made, at, w.Remediations, place); err != nil {
		return err
	}
	if err := s.attachFlags(made, at, w.Flags, place); err != nil {
		return err
	}
	return s.attachImpact(made, at, w.Threats, place)
}

// lists numbers lists of remediations so that products with the same advice
// share one: list 0 is empty, every other one is a shorter list and one more.
type lists struct {
	parent, last []int32
	longer       map[[2]int32]int32
}

func (l *lists) add(list, item int32) int32 {
	key := [2]int32{list, item}
	if next, ok := l.longer[key]; ok {
		return next
	}
	next := int32(len(l.parent))
	l.parent, l.last = append(l.parent, list), append(l.last, item)
	l.longer[key] = next
	return next
}

func (s *stater) attachRemediations(made []domain.Statement, at []int32, wire []wireRemediation, place string) error {
	if len(wire) == 0 || len(made) == 0 {
		return nil
	}
	l := lists{parent: []int32{0}, last: []int32{-1}, longer: map[[2]int32]int32{}}
	held := make(map[int32]int32, len(s.touched)) // product index to its list
	for i := range wire {
		r := &wire[i]
		where := jsondoc.Pointer(place, "remediations", i)
		if r.Category == "" && r.Details == "" && r.URL == "" {
			s.tree.warnings.Add(jsondoc.WarnNull, where)
			continue
		}
		err := s.expand(r.ProductIDs, r.GroupIDs, where, func(index int32) {
			if !s.isClaimed(index) {
				return
			}
			if list := held[index]; l.last[list] != int32(i) {
				held[index] = l.add(list, int32(i))
			}
		})
		if err != nil {
			return err
		}
	}
	converted := make([]domain.Remediation, len(wire))
	for i := range wire {
		converted[i] = s.remediation(&wire[i], jsondoc.Pointer(place, "remediations", i))
	}
	built := map[int32][]domain.Remediation{}
	for i := range made {
		list := held[at[i]]
		if list == 0 {
			continue
		}
		out, ok := built[list]
		if !ok {
			for n := list; n != 0; n = l.parent[n] {
				out = append(out, converted[l.last[n]])
			}
			slices.Reverse(out)
			built[list] = out
		}
		made[i].Remediations = out
	}
	return nil
}

func (s *stater) isClaimed(index int32) bool {
	return int(index) < len(s.claimed) && s.claimed[index] != 0
}

func (s *stater) remediation(w *wireRemediation, place string) domain.Remediation {
	return domain.Remediation{Category: w.Category, Details: w.Details, URL: w.URL,
		Date: s.tree.warnings.Date(place+"/date", w.Date), Restart: w.RestartRequired.Category,
		Entitlements: w.Entitlements}
}

func (s *stater) attachFlags(made []domain.Statement, at []int32, wire []wireFlag, place string) error {
	if len(wire) == 0 {
		return nil
	}
	labels := map[int32]string{}
	for i := range wire {
		err := s.expand(wire[i].ProductIDs, wire[i].GroupIDs, jsondoc.Pointer(place, "flags", i), func(index int32) {
			if labels[index] == "" {
				labels[index] = wire[i].Label
			}
		})
		if err != nil {
			return err
		}
	}
	for i := range made {
		if made[i].Status == domain.StatusNotAffected {
			made[i].Justification = labels[at[i]]
		}
	}
	return nil
}

// attachImpact reads the impact statements of a VEX (profile 5, section 4.5);
// the first one about a product counts.
func (s *stater) attachImpact(made []domain.Statement, at []int32, wire []wireThreat, place string) error {
	impacts := map[int32]string{}
	for i := range wire {
		if wire[i].Category != "impact" || wire[i].Details == "" {
			continue
		}
		err := s.expand(wire[i].ProductIDs, wire[i].GroupIDs, jsondoc.Pointer(place, "threats", i), func(index int32) {
			if impacts[index] == "" {
				impacts[index] = wire[i].Details
			}
		})
		if err != nil {
			return err
		}
	}
	if len(impacts) == 0 {
		return nil
	}
	for i := range made {
		made[i].Impact = impacts[at[i]]
	}
	return nil
}

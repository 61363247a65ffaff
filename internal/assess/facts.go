package assess

import (
	"slices"

	"fenceline/internal/domain"
)

// Facts are the histories of one alias group's facts, every member's together.
type Facts struct {
	KEV, Automatable, Impact, Exploitation []domain.Known
}

// none tells that nothing is known.
func (f *Facts) none() bool {
	return len(f.KEV)+len(f.Automatable)+len(f.Impact)+len(f.Exploitation) == 0
}

// JoinFacts joins the histories of all names of a flaw, each entry marked with the
// name it was said of: any member's KEV entry counts, and a removal takes back
// only the entry of its own name.
func JoinFacts(names []string, of func(name string) Facts) Facts {
	var out Facts
	for _, name := range names {
		one := of(name)
		for _, part := range []struct {
			from []domain.Known
			to   *[]domain.Known
		}{{one.KEV, &out.KEV}, {one.Automatable, &out.Automatable}, {one.Impact, &out.Impact}, {one.Exploitation, &out.Exploitation}} {
			for _, k := range part.from {
				k.Of = name
				*part.to = append(*part.to, k)
			}
		}
	}
	for _, history := range [][]domain.Known{out.KEV, out.Automatable, out.Impact, out.Exploitation} {
		slices.SortStableFunc(history, func(a, b domain.Known) int { return a.At.Compare(b.At) })
	}
	return out
}

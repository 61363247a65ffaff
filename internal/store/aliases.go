package store

import (
	"iter"
	"slices"

	"fenceline/internal/domain"
)

// aliasEdge is one advisory's word that two names mean the same flaw, seen from
// the first of them.
type aliasEdge struct {
	Advisory domain.AdvisoryKey `json:"advisory"`
	Other    string             `json:"other"`
}

func (r *Read) aliasEdges(name string) iter.Seq2[aliasEdge, error] {
	return scan[aliasEdge](r, Range{Prefix: under(pathAlias, name)})
}

// AliasNeighbours lists the names that some advisory calls the same flaw as
// name, sorted, each once.
func (r *Read) AliasNeighbours(name string) ([]string, error) {
	edges, err := collect(r.aliasEdges(name))
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(edges))
	for _, edge := range edges {
		names = append(names, edge.Other)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// Group is every name of the flaw that can be reached from name over what the
// advisories say; a name nobody speaks of is a group of its own.
func (r *Read) Group(name string) (domain.AliasGroup, error) {
	seen := map[string]bool{name: true}
	names := []string{name}
	for i := 0; i < len(names); i++ {
		neighbours, err := r.AliasNeighbours(names[i])
		if err != nil {
			return domain.AliasGroup{}, err
		}
		for _, n := range neighbours {
			if !seen[n] {
				seen[n] = true
				names = append(names, n)
			}
		}
	}
	return domain.NewAliasGroup(names), nil
}

// PutAlias notes that the advisory calls a and b the same flaw, in both
// directions.
func (w *Write) PutAlias(a, b string, advisory domain.AdvisoryKey) error {
	return putAlias(w.putData, a, b, advisory)
}

// AddAlias is [Write.PutAlias] for an advisory that most likely said nothing of the
// two so far: it does not look.
func (w *Write) AddAlias(a, b string, advisory domain.AdvisoryKey) error {
	return putAlias(w.addData, a, b, advisory)
}

func putAlias(put func(string, []byte) error, a, b string, advisory domain.AdvisoryKey) error {
	if a == b {
		return nil
	}
	if err := put(keyAlias(a, b, advisory), marshalEdge(aliasEdge{Advisory: advisory, Other: b})); err != nil {
		return err
	}
	return put(keyAlias(b, a, advisory), marshalEdge(aliasEdge{Advisory: advisory, Other: a}))
}

// DeleteAliases takes back everything the advisory said of the names.
func (w *Write) DeleteAliases(names []string, advisory domain.AdvisoryKey) error {
	for _, name := range names {
		for edge, err := range w.aliasEdges(name) {
			if err != nil {
				return err
			}
			if edge.Advisory != advisory {
				continue
			}
			if err := w.delete(keyAlias(name, edge.Other, advisory)); err != nil {
				return err
			}
			if err := w.delete(keyAlias(edge.Other, name, advisory)); err != nil {
				return err
			}
		}
	}
	return nil
}

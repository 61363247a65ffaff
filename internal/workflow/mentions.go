package workflow

import (
	"cmp"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// mentions lists what threat intelligence says of a flaw under any of its names,
// the newest of each source, newest first.
func mentions(r *store.Read, names []string) ([]domain.Mention, error) {
	var out []domain.Mention
	for _, name := range names {
		bySource, err := r.Facts(name, domain.SignalSTIX)
		if err != nil {
			return nil, err
		}
		for _, history := range bySource {
			last := history[len(history)-1]
			out = append(out, domain.Mention{Vulnerability: name, Value: last.Value, Source: last.Source, Title: last.Name,
				Published: last.Published, Badge: last.Badge})
		}
	}
	slices.SortFunc(out, func(a, b domain.Mention) int {
		return cmp.Or(b.Published.Compare(a.Published), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Vulnerability, b.Vulnerability))
	})
	return out, nil
}

// newMention tells whether a source says again of a flaw what it said before, but
// in a later report.
func newMention(s *domain.Signal, last *domain.Known) bool {
	return s.Kind == domain.SignalSTIX && s.Published.After(last.Published)
}

// mentionName is the title a mention is known by; other facts need none.
func mentionName(s *domain.Signal) string {
	if s.Kind != domain.SignalSTIX {
		return ""
	}
	return s.Name
}

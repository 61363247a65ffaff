package cve

import (
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
	"fenceline/internal/ingest/versiontext"
)

// Statuses of the schema.
const (
	affected   = "affected"
	unaffected = "unaffected"
)

// claims turns the versions of one product into statements without names.
func (c *converter) claims(w *wireAffected, place string) []domain.Statement {
	versions := w.Versions
	byStatus := map[string]*sets{affected: {}, unaffected: {}}
	for i := range versions {
		status := strings.ToLower(versions[i].Status)
		if s := byStatus[status]; s != nil {
			s.add(&versions[i])
		} else {
			c.warnings.Add(WarnStatus, jsondoc.Pointer(place, "versions", i, "status"), "status", versions[i].Status)
		}
	}
	var out []domain.Statement
	standard := strings.ToLower(w.DefaultStatus)
	switch {
	case standard == affected:
		rest := remainder(versions)
		if rest.Kind == domain.SetText {
			out = byStatus[affected].statements(out, domain.StatusAffected)
		}
		if rest.Kind != domain.SetNone {
			out = append(out, domain.Statement{Status: domain.StatusAffected, Versions: rest})
		}
	case len(versions) == 0 && standard == unaffected:
		out = append(out, domain.Statement{Status: domain.StatusNotAffected, Versions: domain.VersionSet{Kind: domain.SetAll}})
	case len(versions) == 0:
		out = append(out, domain.Statement{Status: domain.StatusAffected})
	default:
		out = byStatus[affected].statements(out, domain.StatusAffected)
	}
	return byStatus[unaffected].statements(out, domain.StatusNotAffected)
}

// sets gathers the versions of one status.
type sets struct {
	exact   []string
	ranges  []domain.Range
	texts   []string // statements about several versions, each for itself
	names   []string // neither versions nor surely statements: models, releases in words
	nothing bool     // a version "n/a"
}

func (s *sets) add(v *wireVersion) {
	switch {
	case v.LessThan != "" || v.LessThanOrEqual != "" || len(v.Changes) > 0:
		if r, ok := rangeOf(v); ok {
			s.ranges = append(s.ranges, r)
		} else {
			s.nothing = true
		}
	case versiontext.Nothing(v.Version):
		s.nothing = true
	case strings.EqualFold(v.VersionType, "git"):
		commit := strings.TrimSpace(v.Version)
		s.ranges = append(s.ranges, domain.Range{Type: "git", Events: []domain.Event{{Introduced: commit}, {LastAffected: commit}}})
	case versiontext.Plain(v.Version):
		s.exact = append(s.exact, strings.TrimSpace(v.Version))
	case versiontext.Range(v.Version):
		s.texts = append(s.texts, v.Version)
	default:
		s.names = append(s.names, strings.TrimSpace(v.Version))
	}
}

// statements appends one statement per way of writing: what is data together,
// every range in words for itself, names together, and nothing only where there
// is nothing else.
func (s *sets) statements(out []domain.Statement, status domain.Status) []domain.Statement {
	before := len(out)
	switch {
	case len(s.ranges) > 0:
		out = append(out, domain.Statement{Status: status,
			Versions: domain.VersionSet{Kind: domain.SetCVE, Exact: s.exact, Ranges: s.ranges}})
	case len(s.exact) > 0:
		out = append(out, domain.Statement{Status: status,
			Versions: domain.VersionSet{Kind: domain.SetExact, Exact: s.exact}})
	}
	for _, text := range s.texts {
		out = append(out, domain.Statement{Status: status,
			Versions: domain.VersionSet{Kind: domain.SetText, Text: text}})
	}
	if len(s.names) > 0 {
		out = append(out, domain.Statement{Status: status,
			Versions: domain.VersionSet{Kind: domain.SetText, Text: strings.Join(s.names, "; ")}})
	}
	if s.nothing && len(out) == before {
		out = append(out, domain.Statement{Status: status})
	}
	return out
}

// rangeOf turns a version with an end or with changes into OSV events. ok is
// false where neither start nor end names a version.
func rangeOf(v *wireVersion) (r domain.Range, ok bool) {
	r.Type = typeOf(v)
	start, end := startOf(v.Version), endOf(v)
	if start == end.Fixed && len(v.Changes) == 0 && strings.EqualFold(v.Status, "affected") {
		start = "0" // an affected range that holds nothing: publishers mean all before it
	}
	if start == "0" && end == (domain.Event{}) && len(v.Changes) == 0 &&
		(versiontext.Nothing(v.LessThan) && versiontext.Nothing(v.LessThanOrEqual)) {
		return r, false
	}
	r.Events = append(r.Events, domain.Event{Introduced: start})
	inside := true
	for _, change := range v.Changes {
		switch same := strings.EqualFold(change.Status, v.Status); {
		case change.At == "" || same == inside:
		case same:
			r.Events = append(r.Events, domain.Event{Introduced: change.At})
			inside = true
		default:
			r.Events = append(r.Events, domain.Event{Fixed: change.At})
			inside = false
		}
	}
	if inside && end != (domain.Event{}) {
		r.Events = append(r.Events, end)
	}
	return r, true
}

func typeOf(v *wireVersion) string {
	if v.VersionType == "" {
		return "custom"
	}
	return strings.ToLower(v.VersionType)
}

// startOf reads the start of a range; words for "from the first" are "0".
func startOf(s string) string {
	s = strings.TrimSpace(s)
	switch strings.ToLower(s) {
	case "*", "all", "all versions", "any", "any version":
		return "0"
	}
	if versiontext.Nothing(s) {
		return "0"
	}
	return s
}

// endOf reads the end of a range; the zero event where it is open.
func endOf(v *wireVersion) domain.Event {
	switch less, most := strings.TrimSpace(v.LessThan), strings.TrimSpace(v.LessThanOrEqual); {
	case less == "*" || most == "*":
		return domain.Event{}
	case !versiontext.Nothing(less):
		return domain.Event{Fixed: less}
	case versiontext.Nothing(most):
		return domain.Event{}
	default:
		if next, ok := behindWildcard(most); ok {
			return domain.Event{Fixed: next}
		}
		return domain.Event{LastAffected: most}
	}
}

package cve

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"

	"fenceline/internal/domain"
)

// remainder is the affected set of a product whose defaultStatus is affected:
// every version but the unaffected ones. Where their order does not follow from
// numbers alone the set is kept as text, which is the JSON of the versions, and
// what the record names as affected should be stated beside it. The zero set is
// left where no version is.
func remainder(versions []wireVersion) domain.VersionSet {
	var spans []span
	kind := ""
	for i := range versions {
		v := &versions[i]
		if strings.ToLower(v.Status) == affected && len(v.Changes) == 0 {
			continue // says again what the default says
		}
		s, ok := spanOf(v)
		if !ok {
			return asText(versions)
		}
		if kind == "" {
			kind = typeOf(v)
		}
		spans = append(spans, s)
	}
	if len(spans) == 0 {
		return domain.VersionSet{Kind: domain.SetAll}
	}
	events, ok := between(spans)
	if !ok {
		return asText(versions)
	}
	if len(events) == 0 {
		return domain.VersionSet{}
	}
	return domain.VersionSet{Kind: domain.SetCVE, Ranges: []domain.Range{{Type: kind, Events: events}}}
}

func asText(versions []wireVersion) domain.VersionSet {
	text, err := json.Marshal(versions)
	if err != nil { // strings from a document always marshal
		return domain.VersionSet{}
	}
	return domain.VersionSet{Kind: domain.SetText, Text: string(text)}
}

// span is a run of versions that are not affected; end is exclusive and empty
// where the run is open.
type span struct{ start, end string }

func spanOf(v *wireVersion) (span, bool) {
	if len(v.Changes) > 0 || v.LessThan == "" && v.LessThanOrEqual == "" {
		return span{}, false
	}
	end := endOf(v)
	if end.LastAffected != "" {
		return span{}, false // the first version behind it has no name
	}
	if end == (domain.Event{}) && v.LessThan != "*" && v.LessThanOrEqual != "*" {
		return span{}, false
	}
	return span{start: startOf(v.Version), end: end.Fixed}, true
}

// between gives the events of what lies between spans. The span from the first
// version and the open one need no order; those between them must be numbers.
func between(spans []span) ([]domain.Event, bool) {
	var events []domain.Event
	from := "0"
	sorted, ok := order(spans)
	for i, s := range sorted {
		if i > 0 && isNumeric(from) && isNumeric(s.start) && compareNumeric(from, s.start) > 0 {
			if s.end == "" || isNumeric(s.end) && compareNumeric(from, s.end) < 0 {
				from = s.end // they overlap
			}
			continue
		}
		if s.start != "0" && s.start != from {
			events = append(events, domain.Event{Introduced: from}, domain.Event{Fixed: s.start})
		}
		from = s.end
	}
	if from != "" {
		events = append(events, domain.Event{Introduced: from})
	}
	return events, ok
}

// order sorts spans by their start. ok is false where that takes more than
// numbers.
func order(spans []span) (sorted []span, ok bool) {
	var first, open []span
	for _, s := range spans {
		switch {
		case s.start == "0":
			first = append(first, s)
		case s.end == "":
			open = append(open, s)
		default:
			sorted = append(sorted, s)
		}
	}
	if len(first) > 1 || len(open) > 1 || len(first) == 1 && first[0].end == "" && len(spans) > 1 {
		return nil, false
	}
	for _, s := range sorted {
		if len(sorted) > 1 && !(isNumeric(s.start) && isNumeric(s.end)) {
			return nil, false
		}
	}
	slices.SortStableFunc(sorted, func(a, b span) int { return compareNumeric(a.start, b.start) })
	return slices.Concat(first, sorted, open), true
}

// behindWildcard gives the first version behind every one that "5.4.*" names:
// "5.5". ok is false where s is no number followed by a wildcard.
func behindWildcard(s string) (next string, ok bool) {
	prefix, ok := strings.CutSuffix(s, ".*")
	if !ok || !isNumeric(prefix) {
		return "", false
	}
	dot := strings.LastIndexByte(prefix, '.')
	n, err := strconv.ParseUint(prefix[dot+1:], 10, 32)
	if err != nil {
		return "", false
	}
	return prefix[:dot+1] + strconv.FormatUint(n+1, 10), true
}

// isNumeric reports numbers joined by dots.
func isNumeric(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if part == "" || len(part) > 18 || strings.ContainsFunc(part, func(r rune) bool { return r < '0' || r > '9' }) {
			return false
		}
	}
	return true
}

// compareNumeric orders numbers joined by dots; "1" is before "1.0".
func compareNumeric(a, b string) int {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	return slices.CompareFunc(as, bs, func(x, y string) int {
		n, _ := strconv.ParseInt(x, 10, 64)
		m, _ := strconv.ParseInt(y, 10, 64)
		return int(max(-1, min(1, n-m)))
	})
}

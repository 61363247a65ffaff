package osv

import (
	"strconv"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// affected makes one product and one statement per entry.
func affected(a *domain.Advisory, v *domain.Vulnerability, list []wireAffected, warnings *jsondoc.Warnings) error {
	if len(list) == 0 {
		return nil
	}
	a.Products = make([]domain.Product, 0, len(list))
	a.Statements = make([]domain.Statement, 0, len(list))
	memo := scoreMemo{}
	for i := range list {
		w := &list[i]
		if w.empty() {
			warnings.Add(jsondoc.WarnNull, jsondoc.Pointer("/affected", i))
			continue
		}
		p := domain.Product{Ref: "/affected/" + strconv.Itoa(i), Name: w.Package.Name,
			Ecosystem: w.Package.Ecosystem, Package: w.Package.Name}
		if w.Package.PURL != "" {
			p.PURLs = []string{w.Package.PURL}
		}
		if p.Name == "" {
			p.Name = repository(w)
		}
		set, err := versions(w, i, warnings)
		if err != nil {
			return err
		}
		memo.add(a, v, w.Severity, i, warnings)
		a.Products = append(a.Products, p)
		a.Statements = append(a.Statements, domain.Statement{
			Vulnerability: v.ID, Product: p.Ref, Status: domain.StatusAffected, Versions: set})
	}
	return nil
}

// scoreMemo passes over severities that an earlier entry stated alike: a record
// of a distribution repeats one vector at hundreds of packages.
type scoreMemo map[wireSeverity]bool

func (m scoreMemo) add(a *domain.Advisory, v *domain.Vulnerability, list []wireSeverity, i int, warnings *jsondoc.Warnings) {
	for j, s := range list {
		if m[s] {
			continue
		}
		m[s] = true
		addSeverities(a, v, list[j:j+1], jsondoc.Pointer("/affected", i, "severity"), warnings)
	}
}

// repository names an entry that has no package by the repository of its range.
func repository(w *wireAffected) string {
	for _, r := range w.Ranges {
		if r.Repo != "" {
			return r.Repo
		}
	}
	return ""
}

func versions(w *wireAffected, i int, warnings *jsondoc.Warnings) (domain.VersionSet, error) {
	if len(w.Ranges) == 0 && len(w.Versions) == 0 {
		warnings.Add(WarnVersions, jsondoc.Pointer("/affected", i))
		return domain.VersionSet{}, nil
	}
	set := domain.VersionSet{Kind: domain.SetOSV, Scheme: w.Package.Ecosystem}
	for _, version := range w.Versions {
		if version != "" {
			set.Exact = append(set.Exact, version)
		}
	}
	for j := range w.Ranges {
		r := &w.Ranges[j]
		if r.Type == "" {
			return set, jsondoc.Missing(op, jsondoc.Pointer("/affected", i, "ranges", j, "type"))
		}
		out := domain.Range{Type: r.Type, Events: make([]domain.Event, 0, len(r.Events))}
		for k := range r.Events {
			before := len(out.Events)
			out.Events = appendEvents(out.Events, &r.Events[k])
			switch len(out.Events) - before {
			case 0:
				return set, jsondoc.Missing(op, jsondoc.Pointer("/affected", i, "ranges", j, "events", k))
			case 1:
			default:
				warnings.Add(WarnEvents, jsondoc.Pointer("/affected", i, "ranges", j, "events", k))
			}
		}
		set.Ranges = append(set.Ranges, out)
	}
	return set, nil
}

// appendEvents appends one event per member.
func appendEvents(out []domain.Event, w *wireEvent) []domain.Event {
	if w.Introduced != "" {
		out = append(out, domain.Event{Introduced: w.Introduced})
	}
	if w.Fixed != "" {
		out = append(out, domain.Event{Fixed: w.Fixed})
	}
	if w.LastAffected != "" {
		out = append(out, domain.Event{LastAffected: w.LastAffected})
	}
	if w.Limit != "" {
		out = append(out, domain.Event{Limit: w.Limit})
	}
	return out
}

package osv

import (
	"cmp"
	"io"
	"strings"

	"github.com/go-json-experiment/json"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/cvss"
	"fenceline/internal/ingest/jsondoc"
)

const op = "decode osv"

// Warnings of this reader, beside those of packages jsondoc and cvss. Params in
// brackets.
const (
	WarnSeverity domain.Code = "osv_severity" // [type score] is of no type that is read
	WarnVersions domain.Code = "osv_versions" // an affected entry names neither ranges nor versions
	WarnEvents   domain.Code = "osv_events"   // an event has several members; read as one event each
)

// Decode reads one record and emits one [domain.Advisory]. On an error, a
// [*domain.Error], nothing was emitted.
func Decode(r io.Reader, emit func(domain.Item) error) error {
	var wire wireRecord
	noticed, err := jsondoc.Decode(op, r, &wire)
	if err != nil {
		return err
	}
	var warnings jsondoc.Warnings
	warnings.Append(noticed)
	advisory, err := convert(&wire, &warnings)
	if err != nil {
		return err
	}
	return emit(*advisory)
}

func convert(w *wireRecord, warnings *jsondoc.Warnings) (*domain.Advisory, error) {
	id := strings.TrimSpace(w.ID)
	if id == "" {
		return nil, jsondoc.Missing(op, "/id")
	}
	modified, err := warnings.NeedDate(op, "/modified", w.Modified)
	if err != nil {
		return nil, err
	}
	a := &domain.Advisory{Format: domain.FormatOSV, Namespace: namespace(w), ID: id, Revision: w.Modified,
		Title: w.Summary, Summary: w.Details, Published: warnings.Date("/published", w.Published),
		Modified: modified, TLP: domain.TLPClear}
	if w.Withdrawn != "" {
		if a.Withdrawn, err = warnings.NeedDate(op, "/withdrawn", w.Withdrawn); err != nil {
			return nil, err
		}
	}
	v := vulnerability(id, w)
	database := databaseOf(w)
	v.CWEs = database.CWEs
	a.Severity = database.Severity
	addSeverities(a, &v, w.Severity, "/severity", warnings)
	if err := affected(a, &v, w.Affected, warnings); err != nil {
		return nil, err
	}
	a.Vulnerabilities = []domain.Vulnerability{v}
	for _, r := range w.References {
		if r.URL != "" {
			a.References = append(a.References, domain.Reference{Category: r.Type, URL: r.URL})
		}
	}
	for _, c := range w.Credits {
		if c.Name != "" {
			a.Credits = append(a.Credits, domain.Credit{Name: c.Name, Role: c.Type, Summary: strings.Join(c.Contact, ", "),
				Validated: domain.Validates(c.Type)})
		}
	}
	a.Warnings = warnings.List()
	return a, nil
}

// namespace tells the source of a record: see the package comment.
func namespace(w *wireRecord) string {
	full, base := "", ""
	for i := range w.Affected {
		ecosystem := w.Affected[i].Package.Ecosystem
		switch {
		case ecosystem == "" || ecosystem == full:
		case full == "":
			full = ecosystem
			base, _, _ = strings.Cut(ecosystem, ":")
		default:
			return cmp.Or(base, unnamed)
		}
	}
	if full == "" {
		prefix, _, _ := strings.Cut(strings.TrimSpace(w.ID), "-")
		return cmp.Or(prefix, unnamed)
	}
	return full
}

// unnamed is the namespace of records that say nothing of their source.
const unnamed = "OSV"

// vulnerability names the record's flaw: see the package comment.
func vulnerability(id string, w *wireRecord) domain.Vulnerability {
	v := domain.Vulnerability{ID: id, Title: w.Summary, Text: w.Details}
	name := firstCVE(id, w.Aliases)
	if name == "" && len(w.Upstream) == 1 && isCVE(w.Upstream[0]) {
		name = w.Upstream[0]
	}
	if name != "" {
		v.ID = name
	}
	v.Aliases = names(nil, v.ID, append([]string{id}, w.Aliases...))
	v.Related = names(nil, v.ID, w.Related)
	v.Related = names(v.Related, v.ID, w.Upstream)
	return v
}

// firstCVE gives the record's own id or else the smallest alias that is a CVE id.
func firstCVE(id string, aliases []string) string {
	if isCVE(id) {
		return id
	}
	first := ""
	for _, alias := range aliases {
		if isCVE(alias) && (first == "" || alias < first) {
			first = alias
		}
	}
	return first
}

func isCVE(s string) bool { return strings.HasPrefix(s, "CVE-") && len(s) > len("CVE-0000-") }

// names appends those of list that are neither empty, own, nor there already.
func names(out []string, own string, list []string) []string {
next:
	for _, name := range list {
		if name == "" || name == own {
			continue
		}
		for _, have := range out {
			if have == name {
				continue next
			}
		}
		out = append(out, name)
	}
	return out
}

// databaseOf reads what the large databases say alike in database_specific.
func databaseOf(w *wireRecord) wireDatabase {
	var d wireDatabase
	jsondoc.Members(w.Database, func(m jsondoc.Member) bool {
		switch m.Name {
		case "severity":
			_ = json.Unmarshal(m.Value, &d.Severity) // of another type: not stated
		case "cwe_ids":
			if json.Unmarshal(m.Value, &d.CWEs) != nil {
				d.CWEs = nil
			}
		}
		return true
	})
	return d
}

func addSeverities(a *domain.Advisory, v *domain.Vulnerability, list []wireSeverity, place string, warnings *jsondoc.Warnings) {
	for i, s := range list {
		if s.Score == "" {
			continue
		}
		if !strings.HasPrefix(s.Type, "CVSS_") {
			if word := strings.TrimSpace(s.Score); a.Severity == "" && isWord(word) {
				a.Severity = word
			} else {
				warnings.Add(WarnSeverity, jsondoc.Pointer(place, i), "type", s.Type, "score", s.Score)
			}
			continue
		}
		score, code := cvss.Stated{Vector: s.Score}.Score()
		if code != "" {
			warnings.Add(code, jsondoc.Pointer(place, i, "score"), "vector", s.Score)
			continue
		}
		addScore(v, score)
	}
}

func isWord(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < 'A' || r > 'z' })
}

func addScore(v *domain.Vulnerability, score domain.Score) {
	for _, have := range v.Scores {
		if have == score {
			return
		}
	}
	v.Scores = append(v.Scores, score)
}

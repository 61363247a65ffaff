package csaf

import (
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/cvss"
	"fenceline/internal/ingest/jsondoc"
)

// vulnerabilities converts section 3.2.3 into vulnerabilities and statements.
func vulnerabilities(a *domain.Advisory, t *tree, list []wireVulnerability, warnings *jsondoc.Warnings, p *jsondoc.Parts) error {
	shared := sharedIDs(list)
	seen := make(map[string]int, len(list))
	s := newStater(a, t)
	a.Statements = make([]domain.Statement, 0, room(p, list)) // growing would hold two of them, and there may be millions
	for i := range list {
		w := &list[i]
		place := jsondoc.Pointer("/vulnerabilities", i)
		if w.empty() {
			warnings.Add(jsondoc.WarnNull, place)
			continue
		}
		v := vulnerability(a.ID, w, i, shared, warnings, place)
		if at, twice := seen[v.ID]; twice {
			merge(&a.Vulnerabilities[at], &v)
		} else {
			seen[v.ID] = len(a.Vulnerabilities)
			a.Vulnerabilities = append(a.Vulnerabilities, v)
		}
		a.References = appendReferences(a.References, w.References)
		a.Credits = appendCredits(a.Credits, w.Acknowledgments)
		a.Credits = appendInvolved(a.Credits, w.Involvements)
		a.Notes = append(a.Notes, vulnerabilityNotes(&v, w)...)
		if err := s.vulnerability(v.ID, w, place); err != nil {
			return err
		}
		*w = wireVulnerability{} // its lists are not needed any more
		a.Products = t.products
		p.Hand(a, false)
	}
	p.Hand(a, true)
	if cap(a.Statements) == 0 {
		a.Statements = nil
	}
	return nil
}

// vulnerabilityNotes are the texts of a vulnerability beside the one that
// describes it, its dates, and what is said of threats to it.
func vulnerabilityNotes(v *domain.Vulnerability, w *wireVulnerability) []domain.Note {
	var out []domain.Note
	last := ""
	add := func(category, title, text string) {
		if text == "" || text == v.Text || text == last {
			return // publishers repeat themselves for each product
		}
		last = text
		if title == "" {
			title = strings.ReplaceAll(category, "_", " ")
		}
		out = append(out, domain.Note{Category: category, Title: strings.TrimSpace(v.ID + " " + title), Text: text})
	}
	for _, n := range w.Notes {
		add(n.Category, n.Title, n.Text)
	}
	for _, t := range w.Threats {
		if t.Category != "impact" { // which stands with its products
			add(t.Category, "", t.Details)
		}
	}
	for i := range w.Metrics {
		add("epss", "EPSS", w.Metrics[i].Content.quoted())
		add("qualitative_severity_rating", "", w.Metrics[i].Content.rating())
	}
	add("discovery_date", "", w.Discovered)
	add("release_date", "", w.Released)
	add("disclosure_date", "", w.Disclosed)
	return out
}

// sharedIDs names the "ids" texts that stand at more than one vulnerability.
func sharedIDs(list []wireVulnerability) map[string]bool {
	last := map[string]int{}
	shared := map[string]bool{}
	for i := range list {
		for _, id := range list[i].IDs {
			if at, ok := last[id.Text]; ok && at != i {
				shared[id.Text] = true
			}
			last[id.Text] = i
		}
	}
	return shared
}

func vulnerability(document string, w *wireVulnerability, i int, shared map[string]bool,
	warnings *jsondoc.Warnings, place string) domain.Vulnerability {
	v := domain.Vulnerability{ID: strings.TrimSpace(w.CVE), Title: w.Title,
		Text: noteOf(w.Notes, "description", "summary", "details", "general", "other")}
	for _, id := range w.IDs {
		switch name := vulnerabilityName(id); {
		case name == "" || name == v.ID:
		case shared[id.Text]:
			v.Related = append(v.Related, name)
		case v.ID == "":
			v.ID = name
		default:
			v.Aliases = append(v.Aliases, name)
		}
	}
	if v.ID == "" {
		v.ID = document + "#" + strconv.Itoa(i+1)
	}
	if w.CWE.ID != "" {
		v.CWEs = append(v.CWEs, w.CWE.ID)
	}
	for _, c := range w.CWEs {
		if c.ID != "" {
			v.CWEs = append(v.CWEs, c.ID)
		}
	}
	for j := range w.Scores {
		addScores(&v, &w.Scores[j], "", warnings, jsondoc.Pointer(place, "scores", j))
	}
	for j := range w.Metrics {
		addScores(&v, &w.Metrics[j].Content.wireScores, w.Metrics[j].Source, warnings, jsondoc.Pointer(place, "metrics", j))
	}
	return v
}

// vulnerabilityName gives an entry of "ids" as a name that can stand alone: a
// bare number of a tracker means nothing without the tracker.
func vulnerabilityName(id wireID) string {
	text := strings.TrimSpace(id.Text)
	if text == "" {
		return ""
	}
	letters, rest, dashed := strings.Cut(text, "-")
	if dashed && rest != "" && letters != "" && !strings.ContainsFunc(letters, func(r rune) bool {
		return !('A' <= r && r <= 'Z' || 'a' <= r && r <= 'z')
	}) || id.System == "" {
		return text
	}
	return id.System + ":" + text
}

// merge adds to a vulnerability what another entry of the same id says.
func merge(v, more *domain.Vulnerability) {
	v.Aliases = append(v.Aliases, more.Aliases...)
	v.Related = append(v.Related, more.Related...)
	v.CWEs = append(v.CWEs, more.CWEs...)
	for _, score := range more.Scores {
		addScore(v, score)
	}
	if v.Title == "" {
		v.Title = more.Title
	}
	if v.Text == "" {
		v.Text = more.Text
	}
}

func addScores(v *domain.Vulnerability, w *wireScores, source string, warnings *jsondoc.Warnings, place string) {
	for _, c := range [...]struct {
		wire *wireCVSS
		name string
	}{{w.CVSS2, "cvss_v2"}, {w.CVSS3, "cvss_v3"}, {w.CVSS4, "cvss_v4"}} {
		if c.wire == nil || c.wire.Vector == "" && len(c.wire.Base) == 0 {
			continue
		}
		base, _ := strconv.ParseFloat(strings.Trim(string(c.wire.Base), `"`), 64)
		if !(base >= 0 && base <= 10) {
			base = 0
		}
		score, code := cvss.Stated{Version: c.wire.Version, Vector: c.wire.Vector, Base: base,
			Severity: c.wire.Severity, Source: source}.Score()
		if code != "" {
			warnings.Add(code, place+"/"+c.name, "vector", c.wire.Vector, "stated", number(base), "computed", number(score.Base))
		}
		addScore(v, score)
	}
}

func addScore(v *domain.Vulnerability, score domain.Score) {
	for _, have := range v.Scores {
		if have == score {
			return
		}
	}
	v.Scores = append(v.Scores, score)
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }

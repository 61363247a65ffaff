package compare

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// Advisories says what two revisions of an advisory say differently to a reader,
// whatever format they came in: what the publisher says of it, then what became of
// vulnerabilities, products, fixes and texts. What only a machine reads is left out;
// [Documents] has it. Ranges writes a set of versions.
func Advisories(older, newer *domain.Advisory, ranges func(*domain.VersionSet) string) []domain.Said {
	s := &saying{older: older, newer: newer}
	s.history()
	s.head()
	s.vulnerabilities()
	s.products()
	s.versions(ranges)
	s.lists(domain.SaidFix, advice)
	s.notes()
	s.names(domain.SaidReference, func(a *domain.Advisory) (out []string) {
		for i := range a.References {
			out = append(out, a.References[i].URL)
		}
		return out
	})
	s.names(domain.SaidCredit, func(a *domain.Advisory) (out []string) {
		for i := range a.Credits {
			out = append(out, a.Credits[i].Name)
		}
		return out
	})
	return s.out
}

type saying struct {
	older, newer *domain.Advisory
	out          []domain.Said
}

// value notes a value that is new, gone or another one.
func (s *saying) value(what domain.SaidSort, of, before, after string) {
	if before == after {
		return
	}
	said := domain.Said{What: what, Of: of, Sort: domain.ChangeChanged}
	said.Before, said.After = differing(before, after)
	switch {
	case before == "":
		said.Sort = domain.ChangeAdded
	case after == "":
		said.Sort = domain.ChangeRemoved
	}
	s.out = append(s.out, said)
}

// history notes the entries of the newer one's own history that the older one lacks:
// the publisher's words for all that follows.
func (s *saying) history() {
	had := map[string]bool{}
	for _, r := range s.older.Revisions {
		had[r.Number] = true
	}
	for _, r := range s.newer.Revisions {
		if !had[r.Number] && r.Text != "" {
			s.out = append(s.out, domain.Said{What: domain.SaidHistory, Sort: domain.ChangeAdded, Of: r.Number, After: r.Text})
		}
	}
}

func (s *saying) head() {
	day := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.Format(time.DateOnly)
	}
	a, b := s.older, s.newer
	s.value(domain.SaidStatus, "", a.Status, b.Status)
	s.value(domain.SaidWithdrawn, "", day(a.Withdrawn), day(b.Withdrawn))
	s.value(domain.SaidTitle, "", a.Title, b.Title)
	s.value(domain.SaidSeverity, "", a.Severity, b.Severity)
	s.value(domain.SaidTLP, "", string(a.TLP), string(b.TLP))
	s.value(domain.SaidText, "", a.Summary, b.Summary)
}

func (s *saying) vulnerabilities() {
	before := map[string]*domain.Vulnerability{}
	for i := range s.older.Vulnerabilities {
		before[s.older.Vulnerabilities[i].ID] = &s.older.Vulnerabilities[i]
	}
	after := map[string]bool{}
	for i := range s.newer.Vulnerabilities {
		v := &s.newer.Vulnerabilities[i]
		after[v.ID] = true
		old := before[v.ID]
		if old == nil {
			s.value(domain.SaidVulnerability, v.ID, "", cmp.Or(v.Title, v.ID))
			old = &domain.Vulnerability{Title: v.Title, Text: v.Text, Scores: v.Scores}
			if score := scoreText(v); score != "" {
				s.out[len(s.out)-1].Names = []string{score}
			}
		}
		s.value(domain.SaidScore, v.ID, scoreText(old), scoreText(v))
		s.value(domain.SaidTitle, v.ID, old.Title, v.Title)
		s.value(domain.SaidText, v.ID, old.Text, v.Text)
	}
	for i := range s.older.Vulnerabilities {
		if v := &s.older.Vulnerabilities[i]; !after[v.ID] {
			s.value(domain.SaidVulnerability, v.ID, cmp.Or(v.Title, v.ID), "")
		}
	}
}

// scoreText is the highest base score with the version of CVSS it is of.
func scoreText(v *domain.Vulnerability) string {
	var best *domain.Score
	for i := range v.Scores {
		if score := &v.Scores[i]; score.Base > 0 && (best == nil || score.Base > best.Base) {
			best = score
		}
	}
	if best == nil {
		return ""
	}
	text := strconv.FormatFloat(best.Base, 'f', 1, 64)
	if best.Version != "" {
		text += " (" + best.Version + ")"
	}
	return text
}

// move is what became of the status of products for a vulnerability.
type move struct{ vulnerability, before, after string }

// products notes which products went from one status to another, together where they
// went the same way.
func (s *saying) products() {
	before, names := statuses(s.older)
	after, newNames := statuses(s.newer)
	maps.Copy(names, newNames)
	moved := map[move][]string{}
	for at := range merged(before, after) {
		if x, y := before[at], after[at]; x != y {
			m := move{at.vulnerability, x, y}
			moved[m] = append(moved[m], names[at.product])
		}
	}
	order := slices.SortedFunc(maps.Keys(moved), func(x, y move) int {
		return cmp.Or(cmp.Compare(x.vulnerability, y.vulnerability), cmp.Compare(x.after, y.after), cmp.Compare(x.before, y.before))
	})
	for _, m := range order {
		list := moved[m]
		slices.Sort(list)
		s.value(domain.SaidProducts, m.vulnerability, m.before, m.after)
		s.out[len(s.out)-1].Names = slices.Compact(list)
	}
}

// place is a product in what is said of a vulnerability.
type place struct{ vulnerability, product string }

// statuses gives the statuses of each product for each vulnerability, sorted and joined by
// commas, and the names of products. A product is known by what it is called, since its
// id may be another one in each revision.
func statuses(a *domain.Advisory) (said map[place]string, names map[string]string) {
	called := map[string]string{}
	for i := range a.Products {
		called[a.Products[i].Ref] = productName(&a.Products[i])
	}
	all := map[place][]string{}
	names = map[string]string{}
	for i := range a.Statements {
		st := &a.Statements[i]
		name := cmp.Or(called[st.Product], st.Product)
		at := place{st.Vulnerability, name}
		all[at], names[name] = append(all[at], string(st.Status)), name
	}
	said = make(map[place]string, len(all))
	for at, list := range all {
		slices.Sort(list)
		said[at] = strings.Join(slices.Compact(list), ",")
	}
	return said, names
}

func productName(p *domain.Product) string {
	if p.Name != "" {
		return p.Name
	}
	if p.Package != "" {
		return strings.TrimSpace(p.Package + " " + parenthesised(p.Ecosystem))
	}
	return strings.TrimSpace(p.Vendor + " " + p.Product)
}

func parenthesised(text string) string {
	if text == "" {
		return ""
	}
	return "(" + text + ")"
}

func merged[V any](a, b map[place]V) map[place]bool {
	out := make(map[place]bool, len(a))
	for at := range a {
		out[at] = true
	}
	for at := range b {
		out[at] = true
	}
	return out
}

// versions notes which affected versions are stated otherwise of products that both
// revisions call affected.
func (s *saying) versions(ranges func(*domain.VersionSet) string) {
	affected := func(a *domain.Advisory) map[place]string {
		called, out := map[string]string{}, map[place]string{}
		for i := range a.Products {
			called[a.Products[i].Ref] = productName(&a.Products[i])
		}
		for i := range a.Statements {
			st := &a.Statements[i]
			if text := ranges(&st.Versions); st.Status == domain.StatusAffected && text != "" {
				at := place{"", cmp.Or(called[st.Product], st.Product)}
				if had := out[at]; had == "" {
					out[at] = text
				} else if !slices.Contains(strings.Split(had, " or "), text) {
					out[at] = had + " or " + text
				}
			}
		}
		return out
	}
	before, after := affected(s.older), affected(s.newer)
	for _, at := range slices.SortedFunc(maps.Keys(before), func(x, y place) int { return cmp.Compare(x.product, y.product) }) {
		if now, both := after[at]; both {
			s.value(domain.SaidVersions, at.product, before[at], now)
		}
	}
}

// told is a text about something, to be found again in another revision.
type told struct{ of, text string }

// advice lists what is advised for each vulnerability, each once.
func advice(a *domain.Advisory) (out []told) {
	for i := range a.Statements {
		for _, r := range a.Statements[i].Remediations {
			out = append(out, told{a.Statements[i].Vulnerability, cmp.Or(r.Details, r.URL)})
		}
	}
	return out
}

// lists notes the texts that only one revision has; one that is gone and one that is new
// about the same thing are a change where each is the only one.
func (s *saying) lists(what domain.SaidSort, of func(*domain.Advisory) []told) {
	gone, added := apart(of(s.older), of(s.newer))
	for _, text := range added {
		before := ""
		if alone(gone, text.of) && alone(added, text.of) {
			at := slices.IndexFunc(gone, func(x told) bool { return x.of == text.of })
			before = gone[at].text
			gone = slices.Delete(gone, at, at+1)
		}
		s.value(what, text.of, before, text.text)
	}
	for _, text := range gone {
		s.value(what, text.of, text.text, "")
	}
}

// alone reports whether exactly one text is about it.
func alone(all []told, of string) bool {
	n := 0
	for _, x := range all {
		if x.of == of {
			n++
		}
	}
	return n == 1
}

// apart gives what only the first and what only the second list has, each once.
func apart[T comparable](a, b []T) (first, second []T) {
	only := func(a, b []T) (out []T) {
		met := map[T]bool{}
		for _, x := range b {
			met[x] = true
		}
		for _, x := range a {
			if !met[x] {
				met[x] = true
				out = append(out, x)
			}
		}
		return out
	}
	return only(a, b), only(b, a)
}

func (s *saying) notes() {
	s.lists(domain.SaidNote, func(a *domain.Advisory) (out []told) {
		for i := range a.Notes {
			out = append(out, told{cmp.Or(a.Notes[i].Title, a.Notes[i].Category), a.Notes[i].Text})
		}
		return out
	})
}

// names notes the names that only one revision has, together.
func (s *saying) names(what domain.SaidSort, of func(*domain.Advisory) []string) {
	gone, added := apart(of(s.older), of(s.newer))
	if len(added) > 0 {
		s.out = append(s.out, domain.Said{What: what, Sort: domain.ChangeAdded, Names: added})
	}
	if len(gone) > 0 {
		s.out = append(s.out, domain.Said{What: what, Sort: domain.ChangeRemoved, Names: gone})
	}
}

// Of a text of more than longText bytes only what differs is told, with about so much
// around it.
const (
	longText   = 160
	aroundText = 40
)

// differing cuts what two long texts have in common off both ends, at words, and puts
// dots in its place.
func differing(before, after string) (string, string) {
	if before == "" || after == "" || len(before) <= longText && len(after) <= longText {
		return before, after
	}
	same := 0
	for same < min(len(before), len(after)) && before[same] == after[same] {
		same++
	}
	behind := 0
	for behind < min(len(before), len(after))-same && before[len(before)-1-behind] == after[len(after)-1-behind] {
		behind++
	}
	from := strings.LastIndexByte(before[:max(0, same-aroundText)], ' ') + 1
	till := 0
	if tail := before[len(before)-behind:]; len(tail) > aroundText {
		if space := strings.IndexByte(tail[aroundText:], ' '); space >= 0 {
			till = len(tail) - aroundText - space
		}
	}
	cut := func(text string) string {
		part := text[from : len(text)-till]
		if from > 0 {
			part = "…" + part
		}
		if till > 0 {
			part += "…"
		}
		return part
	}
	return cut(before), cut(after)
}

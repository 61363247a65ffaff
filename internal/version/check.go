package version

import (
	"errors"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// Checked is what a statement of some kind says about an installed version, and
// how the statement was read.
type Checked struct {
	Reading
	Read      string // the set in one notation: ">= 1.0, < 2.0 or 2.4"; "*" for every version; "" where it was not read
	Condition string // what else must hold, as found; "" where nothing
}

// Kinds of statements that [Check] reads.
const (
	KindRange   = "csaf_range"    // CSAF product_version_range, as publishers write it
	KindExact   = "csaf_exact"    // CSAF product_version, as publishers write it; lists with " | "
	KindVers    = "vers"          // vers:, read strictly
	KindCPE     = "cpe_range"     // a CPE 2.3 name, then versionStartIncluding= and its like
	KindWindows = "windows_build" // fixed=10.0.19045.5011; one for each branch; kb=KB5044273
)

// osvKinds are ranges of OSV events under the order of an ecosystem.
var osvKinds = map[string]string{
	"osv_semver": SemVer, "osv_deb": "Debian", "osv_rpm": "Red Hat", "osv_pypi": "PyPI", "osv_maven": "Maven", "osv_npm": "npm",
}

// ErrKind says that no such kind of statement is read.
var ErrKind = errors.New("no such kind of statement")

// Kinds lists the kinds of statements, sorted.
func Kinds() []string {
	out := []string{KindRange, KindExact, KindVers, KindCPE, KindWindows}
	for kind := range osvKinds {
		out = append(out, kind)
	}
	slices.Sort(out)
	return out
}

// Check reads one statement and tells whether it holds the installed version. The
// product is taken to match and the statement to be the whole affected set.
// The only error is ErrKind; what cannot be read is a Reading like any other.
func Check(kind, statement, installed string) (Checked, error) {
	var m Memo
	switch kind {
	case KindRange, KindExact:
		return m.checkText(statement, installed), nil
	case KindVers:
		set := domain.VersionSet{Kind: domain.SetVers, Text: statement}
		out := Checked{Reading: m.containsVersStrict(set.Text, strings.TrimSpace(installed))}
		if out.Code != domain.ReasonRangeUnread && out.Code != domain.ReasonSchemeUnknown {
			out.Read = readVers(set.Text)
		}
		return out, nil
	case KindCPE:
		return m.checkCPE(statement, installed), nil
	case KindWindows:
		return checkWindows(statement, installed), nil
	}
	scheme, ok := osvKinds[kind]
	if !ok {
		return Checked{}, ErrKind
	}
	return m.checkOSV(scheme, statement, installed), nil
}

// checkText reads free text, and vers: where its form is kept.
func (m *Memo) checkText(text, installed string) Checked {
	st := m.statement(text)
	if st != nil {
		return st.check(m.release(installed), installed)
	}
	if text = strings.TrimSpace(text); hasVersPrefix(text) {
		if strict := m.containsVersStrict(text, strings.TrimSpace(installed)); strict.Code != domain.ReasonRangeUnread {
			return Checked{Reading: strict, Read: readVers(text)}
		}
	}
	return Checked{Reading: unknown(domain.ReasonRangeUnread)}
}

func hasVersPrefix(s string) bool { return len(s) >= 5 && strings.EqualFold(s[:5], "vers:") }

// fixedText gives the excluded end of the range in free text that holds the
// installed version; "" where there is none.
func (m *Memo) fixedText(text, installed string) string {
	return m.fixedIn(m.statement(text), installed)
}

func (m *Memo) fixedIn(st *statement, installed string) string {
	v := m.release(installed)
	if st == nil || v == nil {
		return ""
	}
	return st.fix(v)
}

// containsWords reads a range of events whose versions are no plain numbers, by
// the order of versions in text.
func (m *Memo) containsWords(r *domain.Range, installed string) Reading {
	v := m.release(installed)
	if v == nil {
		return unknown(domain.ReasonVersionUnreadable)
	}
	st := m.rangeInWords(r)
	if st == nil {
		return unknown(domain.ReasonRangeUnread)
	}
	return st.read(v, installed)
}

// rangeInWords makes a statement of events in their order; nil where one cannot be
// read or they contradict each other.
func (m *Memo) rangeInWords(r *domain.Range) *statement {
	c := &combiner{st: &statement{}}
	for i, e := range r.Events {
		op, text := "", ""
		switch {
		case e.Introduced == "0" && i == 0 && len(r.Events) > 1:
			continue
		case e.Introduced != "":
			op, text = ">=", e.Introduced
		case e.Fixed != "":
			op, text = "<", e.Fixed
		case e.LastAffected != "":
			op, text = "<=", e.LastAffected
		}
		at := m.release(text)
		if at == nil || !c.add(&entry{edge: edge{op: op, at: at}, joined: barToken}, false) {
			return nil
		}
	}
	st, ok := c.finish()
	if !ok || st.tiers != nil {
		return nil
	}
	return st
}

func (st *statement) check(v *release, installed string) Checked {
	return Checked{Reading: st.read(v, strings.TrimSpace(installed)), Read: st.String(), Condition: st.conditions()}
}

// readVers writes a range that was read in the notation of all others.
func readVers(text string) string {
	v, err := parseVers(text)
	if err != nil || v.All {
		return "*"
	}
	var parts []string
	for _, c := range v.Constraints {
		if c.Comparator == "=" {
			parts = append(parts, c.Version)
		} else {
			parts = append(parts, c.Comparator+" "+c.Version)
		}
	}
	return strings.Join(parts, " | ")
}

// checkOSV reads "introduced=1.2.0 fixed=1.2.7; introduced=2.0.0 last_affected=2.0.3".
func (m *Memo) checkOSV(scheme, statement, installed string) Checked {
	set := domain.VersionSet{Kind: domain.SetOSV, Scheme: scheme}
	for part := range strings.SplitSeq(statement, ";") {
		fields := strings.Fields(part)
		if len(fields) == 0 {
			continue
		}
		r := domain.Range{Type: "ECOSYSTEM"}
		for _, field := range fields {
			e, ok := eventOf(field)
			if !ok {
				return Checked{Reading: unknown(domain.ReasonRangeUnread)}
			}
			r.Events = append(r.Events, e)
		}
		if !m.sound(scheme, r) {
			return Checked{Reading: unknown(domain.ReasonRangeUnread)}
		}
		set.Ranges = append(set.Ranges, r)
	}
	if len(set.Ranges) == 0 {
		return Checked{Reading: unknown(domain.ReasonRangeUnread)}
	}
	return Checked{Reading: m.Contains(&set, scheme, strings.TrimSpace(installed)), Read: writeEvents(set.Ranges)}
}

func eventOf(field string) (domain.Event, bool) {
	name, value, _ := strings.Cut(field, "=")
	if value == "" {
		return domain.Event{}, false
	}
	switch name {
	case "introduced":
		return domain.Event{Introduced: value}, true
	case "fixed":
		return domain.Event{Fixed: value}, true
	case "last_affected":
		return domain.Event{LastAffected: value}, true
	case "limit":
		return domain.Event{Limit: value}, true
	}
	return domain.Event{}, false
}

// sound reports whether a range begins before it ends, each end after its start.
func (m *Memo) sound(scheme string, r domain.Range) bool {
	var room [8]point
	points, ok := m.points(room[:0], &r, scheme)
	if !ok {
		return false
	}
	inside, ended := false, false
	for i, p := range points {
		switch {
		case p.Introduced != "":
			if inside {
				return false
			}
			inside = true
		case p.Limit != "":
			continue
		default:
			if i > 0 && points[i-1].Introduced != "" && p.Fixed != "" {
				if c, err := p.at.compare(points[i-1].at); err != nil || c == 0 {
					return false
				}
			}
			if !inside {
				return false
			}
			inside, ended = false, true
		}
	}
	return inside || ended
}

// writeEvents writes ranges in one notation.
func writeEvents(ranges []domain.Range) string {
	var parts []string
	for _, r := range ranges {
		open := ""
		for _, e := range r.Events {
			switch {
			case e.Introduced != "":
				open = ">= " + e.Introduced
			case e.Fixed != "":
				parts, open = append(parts, open+", < "+e.Fixed), ""
			case e.LastAffected != "":
				parts, open = append(parts, open+", <= "+e.LastAffected), ""
			}
		}
		if open != "" {
			parts = append(parts, open)
		}
	}
	return strings.Join(parts, " or ")
}

// checkCPE reads a CPE 2.3 name and bounds on its version.
func (m *Memo) checkCPE(text, installed string) Checked {
	st := m.cpe(text)
	if st == nil {
		return Checked{Reading: unknown(domain.ReasonRangeUnread)}
	}
	return st.check(m.release(installed), installed)
}

// statement reads free text, remembered; nil where it cannot be read.
func (m *Memo) statement(text string) *statement {
	return m.remembered("text", text, func(s string) (*statement, bool) {
		s = strings.TrimSpace(s)
		if hasVersPrefix(s) {
			return parseLooseVers(s)
		}
		return parseText(s)
	})
}

func (m *Memo) cpe(text string) *statement { return m.remembered("cpe", text, parseCPERange) }

func (m *Memo) remembered(kind, text string, read func(string) (*statement, bool)) *statement {
	key := memoKey{kind, text}
	if st, ok := m.texts[key]; ok {
		return st
	}
	st, ok := read(text)
	if !ok {
		st = nil
	}
	if m.texts != nil {
		if len(m.texts) >= mostTexts {
			clear(m.texts)
		}
		m.texts[key] = st
	}
	return st
}

// release reads an installed version, remembered; nil where it is none.
func (m *Memo) release(s string) *release {
	if v, ok := m.releases[s]; ok {
		return v
	}
	v, ok := parseRelease(s)
	if !ok || strings.TrimSpace(s) == "" {
		v = nil
	}
	if m.releases != nil {
		if len(m.releases) >= mostTexts {
			clear(m.releases)
		}
		m.releases[s] = v
	}
	return v
}

// parseLooseVers reads vers: as CSAF documents write it: of the types that leave
// the order open, what stands behind the slash is free text ("vers:all/<V3").
func parseLooseVers(s string) (*statement, bool) {
	kind, rest, ok := strings.Cut(s[len("vers:"):], "/")
	if !ok {
		return nil, false
	}
	switch strings.ToLower(kind) {
	case "all", "generic", "intdot":
	default:
		return nil, false
	}
	if strings.Contains(rest, "%") || strings.HasPrefix(rest, "*") && rest != "*" {
		return nil, false
	}
	return parseText(rest)
}

package version

import (
	"errors"
	"strings"

	"fenceline/internal/domain"
)

// Reading is what a set of versions says about one version.
type Reading struct {
	In    domain.Answer // Yes, No, or Unanswered where it cannot be told
	Code  domain.Code   // why; a reason of package domain
	Bound string        // the version that decided: the fixed one reached, or the listed one
}

func yes(code domain.Code, bound string) Reading { return Reading{domain.Yes, code, bound} }
func no(code domain.Code, bound string) Reading  { return Reading{domain.No, code, bound} }
func unknown(code domain.Code) Reading           { return Reading{Code: code} }

// Contains tells whether the set holds the installed version. scheme is the
// order the component's versions follow; a set that names its own order goes
// before it. An empty installed version is only in a set of all versions; else
// it cannot be told. Text and CPE ranges are read by docs/version-grammar.md;
// commits are not.
func Contains(set domain.VersionSet, scheme, installed string) Reading {
	var m Memo
	return m.Contains(&set, scheme, installed)
}

// Contains is [Contains] with the memory of m.
func (m *Memo) Contains(set *domain.VersionSet, scheme, installed string) Reading {
	switch set.Kind {
	case domain.SetAll:
		return yes(domain.ReasonAllVersions, "")
	case domain.SetNone:
		return unknown(domain.ReasonNoRange)
	case domain.SetVers:
		return m.containsVers(set.Text, installed)
	case domain.SetText:
		return m.checkText(set.Text, installed).Reading
	case domain.SetCPE:
		return m.checkCPE(set.Text, installed).Reading
	case domain.SetExact, domain.SetOSV, domain.SetCVE:
	default:
		return unknown(domain.ReasonRangeUnread)
	}
	if strings.TrimSpace(installed) == "" {
		return unknown(domain.ReasonNoVersion)
	}
	if set.Scheme != "" {
		scheme = set.Scheme
	}
	if set.Kind == domain.SetExact {
		return m.containsExact(set.Exact, scheme, installed)
	}
	return m.containsRanges(set, scheme, installed)
}

// containsExact decides by the list alone: a version it does not hold is out.
func (m *Memo) containsExact(list []string, scheme, installed string) Reading {
	if len(list) == 0 {
		return unknown(domain.ReasonNoRange)
	}
	if listed, ok := m.listed(list, scheme, installed); ok {
		return yes(domain.ReasonListed, listed)
	}
	if noDigit(installed) {
		return unknown(domain.ReasonVersionUnreadable)
	}
	if scheme == "" || scheme == Generic {
		return m.unlisted(list, installed)
	}
	return no(domain.ReasonNotListed, "")
}

// unlisted looks at a list in no ecosystem's order once more: "1.4.0 Build 7" may
// be the 1.4.0 it holds.
func (m *Memo) unlisted(list []string, installed string) Reading {
	v := m.release(installed)
	if v == nil {
		return unknown(domain.ReasonVersionUnreadable)
	}
	for _, entry := range list {
		at := m.release(entry)
		if at == nil {
			return unknown(domain.ReasonUndecided)
		}
		switch (edge{op: "=", at: at}).holds(v) {
		case is:
			return yes(domain.ReasonListed, entry)
		case open:
			return unknown(domain.ReasonUndecided)
		}
	}
	return no(domain.ReasonNotListed, "")
}

// Read tells how a set in words was read: the set in one notation, and what else
// must hold, as found. Both are empty for sets that are data, and where the words
// could not be read.
func (m *Memo) Read(set *domain.VersionSet) (read, condition string) {
	var st *statement
	switch set.Kind {
	case domain.SetText, domain.SetVers:
		st = m.statement(set.Text)
	case domain.SetCPE:
		st = m.cpe(set.Text)
	}
	if st == nil {
		return "", ""
	}
	return st.String(), st.conditions()
}

// listed finds the entry that is the installed version, literally or by the
// order of the scheme.
func (m *Memo) listed(list []string, scheme, installed string) (string, bool) {
	if entry, ok := literally(list, installed); ok {
		return entry, true
	}
	if !Known(scheme) {
		return "", false
	}
	v := m.parse(scheme, installed)
	if v.err != nil {
		return "", false
	}
	for _, entry := range list {
		if w := m.parse(scheme, entry); w.err == nil {
			if c, err := v.compare(w); err == nil && c == 0 {
				return entry, true
			}
		}
	}
	return "", false
}

// literally finds the entry that is spelled like the installed version but for
// case and a leading "v" or "version".
func literally(list []string, installed string) (string, bool) {
	bare := bareVersion(installed)
	for _, entry := range list {
		if entry == installed || strings.EqualFold(bareVersion(entry), bare) {
			return entry, true
		}
	}
	return "", false
}

// bareVersion takes off what people write before a version.
func bareVersion(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 7 && strings.EqualFold(s[:7], "version") {
		s = strings.TrimSpace(s[7:])
	}
	if len(s) > 1 && (s[0] == 'v' || s[0] == 'V') && (s[1] == ' ' || s[1] >= '0' && s[1] <= '9') {
		s = strings.TrimSpace(s[1:])
	}
	return s
}

// unreadable picks the reason for a version that its scheme does not read.
func unreadable(err error) domain.Code {
	if errors.Is(err, ErrScheme) {
		return domain.ReasonSchemeUnknown
	}
	return domain.ReasonVersionUnreadable
}

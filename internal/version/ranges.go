package version

import (
	"strings"

	"fenceline/internal/domain"
)

// containsRanges evaluates versions and ranges as the OSV schema says (1.7,
// "Evaluation"): in, where the list or one of the ranges holds the version. A
// range that cannot be read leaves the answer open unless another one holds the
// version.
func (m *Memo) containsRanges(set *domain.VersionSet, scheme, installed string) Reading {
	if len(set.Exact) == 0 && len(set.Ranges) == 0 {
		return unknown(domain.ReasonNoRange)
	}
	if listed, ok := literally(set.Exact, installed); ok {
		return yes(domain.ReasonListed, listed)
	}
	var open, out Reading
	git := false
	for i := range set.Ranges {
		r := &set.Ranges[i]
		if strings.EqualFold(r.Type, "GIT") {
			git = true
			continue
		}
		reading := m.containsRange(r, rangeScheme(m, set, r, scheme, installed), installed)
		switch reading.In {
		case domain.Yes:
			return reading
		case domain.No:
			out = closest(out, reading)
		default:
			open = reading
		}
	}
	if out.Code == "" || set.Kind == domain.SetCVE {
		// No range of versions speaks for the list, which may spell the version in another way.
		if listed, ok := m.listed(set.Exact, listScheme(set, scheme), installed); ok {
			return yes(domain.ReasonListed, listed)
		}
	}
	switch {
	case open.Code != "":
		return open
	case out.Code != "":
		return out
	case git:
		return unknown(domain.ReasonGitRange)
	case noDigit(installed):
		return unknown(domain.ReasonVersionUnreadable)
	}
	return no(domain.ReasonNotListed, "")
}

// closest keeps the reading that says most: a reached fix before a range not yet
// begun before any other gap.
func closest(a, b Reading) Reading {
	weight := func(r Reading) int {
		switch r.Code {
		case domain.ReasonFixedReached:
			return 3
		case domain.ReasonBelowRange:
			return 2
		case domain.ReasonOutsideRange:
			return 1
		}
		return 0
	}
	if weight(b) > weight(a) {
		return b
	}
	return a
}

// listScheme is the order by which entries of a list are compared.
func listScheme(set *domain.VersionSet, scheme string) string {
	if set.Kind == domain.SetCVE && scheme == "" {
		return Generic
	}
	return scheme
}

// rangeScheme is the order of one range: OSV's SEMVER is Semantic Versioning,
// whatever the ecosystem; CVE names a type, and where it names none of use,
// plain numbers are all that has one meaning.
func rangeScheme(m *Memo, set *domain.VersionSet, r *domain.Range, scheme, installed string) string {
	if set.Kind == domain.SetOSV {
		if r.Type == "SEMVER" && (scheme == "" || schemes[base(scheme)].order != "npm") {
			return SemVer
		}
		return scheme
	}
	named, ok := cveTypes[strings.ToLower(r.Type)]
	if !ok || named == Generic {
		return Generic
	}
	if named == SemVer && !m.readsAll(SemVer, r, installed) {
		return Generic // "semver" is said of many versions that are plain numbers
	}
	return named
}

// cveTypes are the values of versionType in CVE JSON 5 that name an order.
var cveTypes = map[string]string{
	"semver": SemVer, "npm": "npm", "maven": "Maven", "python": "PyPI", "pypi": "PyPI", "rpm": "Red Hat", "deb": "Debian",
	"dpkg": "Debian", "nuget": "NuGet", "gem": "RubyGems", "custom": Generic, "": Generic,
}

func base(scheme string) string {
	scheme, _, _ = strings.Cut(scheme, ":")
	return scheme
}

func (m *Memo) readsAll(scheme string, r *domain.Range, installed string) bool {
	if !m.Reads(scheme, installed) {
		return false
	}
	for _, e := range r.Events {
		if p, _ := m.eventVersion(scheme, e); p.err != nil {
			return false
		}
	}
	return true
}

// point is an event of a range with its version read.
type point struct {
	domain.Event
	at *parsed
}

// containsRange evaluates one range of events.
func (m *Memo) containsRange(r *domain.Range, scheme, installed string) Reading {
	v := m.parse(scheme, installed)
	if v.err != nil && scheme == Generic {
		return m.containsWords(r, installed)
	}
	if v.err != nil {
		return unknown(unreadable(v.err))
	}
	var room [8]point
	points, ok := m.points(room[:0], r, scheme)
	if scheme == Generic && (!ok || !alike(v, points)) {
		return m.containsWords(r, installed)
	}
	if !ok || len(points) == 0 {
		return unknown(domain.ReasonRangeUnread)
	}
	if schemes[base(scheme)].order == rpm.order && m.releaseMissing(points, scheme, installed, v) {
		return unknown(domain.ReasonUndecided)
	}
	if !beforeLimits(points, v) {
		return no(domain.ReasonOutsideRange, "")
	}
	in, begun, bound, code := false, false, "", domain.ReasonBelowRange
	for _, p := range points {
		c, err := v.compare(p.at)
		if err != nil {
			return unknown(domain.ReasonRangeUnread)
		}
		switch {
		case p.Introduced != "" && c >= 0:
			in, begun = true, true
		case p.Fixed != "" && c >= 0:
			if begun {
				code, bound = domain.ReasonFixedReached, p.Fixed
			}
			in = false
		case p.LastAffected != "" && c > 0:
			if begun {
				code, bound = domain.ReasonOutsideRange, p.LastAffected
			}
			in = false
		}
	}
	if in {
		return yes(domain.ReasonInRange, "")
	}
	return no(code, bound)
}

// releaseMissing reports whether an rpm is known by its version alone and a bound
// names a release of that very version, or the other way round for the last one
// affected: the order would put it before all releases.
func (m *Memo) releaseMissing(points []point, scheme, installed string, v *parsed) bool {
	bare := !strings.Contains(installed, "-")
	for _, p := range points {
		at := p.Introduced + p.Fixed + p.LastAffected
		if p.at == lowest || p.at == highest || strings.Contains(at, "-") != bare || !bare && p.LastAffected == "" {
			continue
		}
		long, short := at, v
		if !bare {
			long, short = installed, p.at
		}
		version, _, _ := strings.Cut(long, "-")
		if w := m.parse(scheme, version); w.err == nil {
			if c, err := w.compare(short); err == nil && c == 0 {
				return true
			}
		}
	}
	return false
}

// alike refuses to compare years with classic numbers: SQL Server "2019" with
// 15.0.4390.2.
func alike(v *parsed, points []point) bool {
	for _, p := range points {
		if p.at.numbers == nil || p.at == lowest || p.at == highest {
			continue
		}
		x, y := v.numbers[0], p.at.numbers[0]
		if len(x) >= 4 && len(y) <= 2 && y != "" || len(y) >= 4 && len(x) <= 2 && x != "" {
			return false
		}
	}
	return true
}

// points reads and orders the events; ok is false where one cannot be read.
func (m *Memo) points(room []point, r *domain.Range, scheme string) ([]point, bool) {
	for _, e := range r.Events {
		at, ok := m.eventVersion(scheme, e)
		if !ok || at.err != nil {
			return nil, false
		}
		room = append(room, point{e, at})
	}
	for i := 1; i < len(room); i++ {
		for j := i; j > 0; j-- {
			c, err := room[j].at.compare(room[j-1].at)
			if err != nil {
				return nil, false
			}
			if c >= 0 {
				break
			}
			room[j], room[j-1] = room[j-1], room[j]
		}
	}
	return room, true
}

// eventVersion reads the one version of an event; ok is false where it has none.
func (m *Memo) eventVersion(scheme string, e domain.Event) (*parsed, bool) {
	switch {
	case e.Introduced == "0":
		return lowest, true
	case e.Introduced != "":
		return m.parse(scheme, e.Introduced), true
	case e.Fixed != "":
		return m.parse(scheme, e.Fixed), true
	case e.LastAffected != "":
		return m.parse(scheme, e.LastAffected), true
	case e.Limit == "*":
		return highest, true
	case e.Limit != "":
		return m.parse(scheme, e.Limit), true
	}
	return lowest, false
}

// beforeLimits reports whether the version lies before one of the limits, or
// there is none.
func beforeLimits(points []point, v *parsed) bool {
	limited := false
	for _, p := range points {
		if p.Limit == "" {
			continue
		}
		limited = true
		if c, err := v.compare(p.at); err == nil && c < 0 {
			return true
		}
	}
	return !limited
}

// FixedOnBranch gives the smallest fixed version newer than the installed one in
// the range that contains it, or "" where no range does or none is stated. A
// vers range ends in such a version where its upper bound is excluded.
func FixedOnBranch(set domain.VersionSet, scheme, installed string) string {
	var m Memo
	return m.FixedOnBranch(&set, scheme, installed)
}

// FixedOnBranch is [FixedOnBranch] with the memory of m.
func (m *Memo) FixedOnBranch(set *domain.VersionSet, scheme, installed string) string {
	if set.Scheme != "" {
		scheme = set.Scheme
	}
	switch set.Kind {
	case domain.SetVers:
		return m.fixedVers(set.Text, installed)
	case domain.SetText:
		return m.fixedText(set.Text, installed)
	case domain.SetCPE:
		return m.fixedIn(m.cpe(set.Text), installed)
	case domain.SetOSV, domain.SetCVE:
	default:
		return ""
	}
	for i := range set.Ranges {
		r := &set.Ranges[i]
		if strings.EqualFold(r.Type, "GIT") {
			continue
		}
		order := rangeScheme(m, set, r, scheme, installed)
		if m.containsRange(r, order, installed).In != domain.Yes {
			continue
		}
		v := m.parse(order, installed)
		var room [8]point
		points, ok := m.points(room[:0], r, order)
		if order == Generic && (!ok || v.err != nil) {
			if fixed := m.fixedIn(m.rangeInWords(r), installed); fixed != "" {
				return fixed
			}
			continue
		}
		for _, p := range points {
			if p.Fixed == "" {
				continue
			}
			if c, err := p.at.compare(v); err == nil && c > 0 {
				return p.Fixed
			}
		}
	}
	return ""
}

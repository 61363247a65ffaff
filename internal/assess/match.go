package assess

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
	"fenceline/internal/version"
)

// MatchInput is what a match needs of one asset.
type MatchInput struct {
	Asset      string
	Components []domain.Held                             // those that are judged
	All        func() []domain.Held                      // everything on the asset, asked for only where a statement depends on what else is there; nil: Components are all
	BOMs       []string                                  // serial numbers of the SBOMs they came from, where those have one
	Rows       func(domain.PackageKey) []domain.MatchRow // what is stated under an identity; not changed here
	Group      func(vulnerability string) domain.AliasGroup
	Own        func(domain.PackageKey) []*domain.VEXDecision // the desk's own decisions about an identity, in force; may be nil
	Answers    Answers                                       // what people said of identities; may be nil
	Versions   *version.Memo                                 // versions read so far, kept by the caller from asset to asset; may be nil
}

// Match gives one finding per component and statement, sorted by component,
// vulnerability, advisory and statement. Where several identities of a component
// lead to one statement, the strongest one is kept. Neither the order of the
// components nor of the rows matters. Where not all components of the asset are
// given, those that belong to a distribution's package must stand with it and with
// what else belongs to it.
func Match(in MatchInput) []domain.Finding {
	m := &matcher{
		in:     in,
		groups: make(map[string]domain.AliasGroup),
		seen:   make(map[statementKey]int),
		bench:  judge{memo: in.Versions},
	}
	if m.bench.memo == nil {
		m.bench.memo = version.NewMemo()
	}
	m.bench.where = &surroundings{all: m.in.all, memo: m.bench.memo}
	return m.match()
}

// all is everything on the asset.
func (in *MatchInput) all() []domain.Held {
	if in.All == nil {
		return in.Components
	}
	return in.All()
}

// matcher holds what one match remembers between components.
type matcher struct {
	in      MatchInput
	groups  map[string]domain.AliasGroup
	bench   judge
	seen    map[statementKey]int // statement to place in the findings
	vex     vexTable             // of the component at hand
	streams streamTable          // likewise
	modules map[string][]string  // versions of packages out of modules, by name; nil until one is asked for
	buf     []byte
}

type statementKey struct {
	advisory  domain.AdvisoryKey
	statement int
}

func (m *matcher) match() []domain.Finding {
	components := m.in.Components
	order := make([]int, len(components))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(components[a].ID, components[b].ID) })
	var all []domain.Finding
	for _, i := range order {
		start := len(all)
		all = m.component(all, &components[i].Component)
		found := all[start:]
		if len(found) > 1 {
			slices.SortFunc(found, compareFindings)
			settle(found, m.vex)
			m.streams.settle(&components[i].Component, found)
		}
		m.decide(&components[i].Component, found)
	}
	m.owned(all)
	return all
}

func compareFindings(a, b domain.Finding) int {
	if c := strings.Compare(a.Vulnerability, b.Vulnerability); c != 0 {
		return c
	}
	if c := strings.Compare(string(a.Advisory), string(b.Advisory)); c != 0 {
		return c
	}
	return a.Statement - b.Statement
}

// maxSeen is the size over which the memory of one component's statements is
// thrown away instead of cleared.
const maxSeen = 1 << 12

// component appends the findings of one component.
func (m *matcher) component(all []domain.Finding, c *domain.Component) []domain.Finding {
	if len(m.seen) > maxSeen {
		m.seen = make(map[statementKey]int)
	} else {
		clear(m.seen)
	}
	m.vex, m.streams = nil, nil
	if c.Key == "" {
		return all
	}
	for _, key := range c.Also {
		if identity.IsMark(key) {
			all = m.identity(all, c, key)
		}
	}
	all = m.identity(all, c, c.Key)
	for _, key := range c.Also {
		if !identity.IsMark(key) {
			all = m.identity(all, c, key)
		}
	}
	return all
}

// identity appends what is stated under one identity of a component.
func (m *matcher) identity(all []domain.Finding, c *domain.Component, key domain.PackageKey) []domain.Finding {
	same, answered := m.in.Answers.answer(c, key)
	if answered && !same {
		return all
	}
	rows := m.in.Rows(key)
	for i := range rows {
		row := &rows[i]
		if same && row.Confidence == domain.NameOnly {
			sure := *row
			sure.Confidence = domain.Likely
			row = &sure
		}
		if m.otherModule(c, key, row) {
			continue
		}
		if row.Number != "" {
			fits, sure := identity.FitsNumber(c, key, row.Number)
			if !fits {
				continue
			}
			if !sure {
				unsure := *row
				unsure.Confidence = domain.Check // the number is of another maker, perhaps
				row = &unsure
			}
		}
		j, ok := m.bench.judge(c, key, row)
		if !ok || row.Claim != nil && !beside(&m.in, row.Claim) {
			continue
		}
		if j.Verdict == domain.Affected && row.Module != "" && m.moduleOf(c, row.Module) == "" {
			j.Verdict, j.Reason = domain.CannotTell, domain.Reason{Code: domain.ReasonOtherModule, Params: domain.Params{"version": c.Version, "module": moduleName(row.Module)}}
		}
		statement := statementKey{row.Advisory, row.Statement}
		if row.Claim != nil {
			m.weigh(statement, row)
		}
		m.streams.note(statement, row)
		if at, found := m.seen[statement]; found {
			// Two packages of one product: what is worse counts; a stronger identity is not overruled.
			if all[at].Key == key && worse(j, &all[at]) {
				all[at] = m.finding(c, key, row, j)
			}
			continue
		}
		m.seen[statement] = len(all)
		if len(all) == cap(all) {
			all = slices.Grow(all, max(64, len(all)))
		}
		all = append(all, m.finding(c, key, row, j))
	}
	return all
}

func (m *matcher) weigh(statement statementKey, row *domain.MatchRow) {
	if m.vex == nil {
		m.vex = vexTable{}
	}
	m.vex[statement] = vexWeight{row}
}

// worse reports whether a judgement should stand in place of a finding of the
// same statement under the same identity. Ties go to the smaller fix, so that the
// order of rows does not matter.
func worse(j Judgement, f *domain.Finding) bool {
	a, b := severityOf(j.Verdict), severityOf(f.Verdict)
	if a != b {
		return a > b
	}
	if j.Reason.Code != f.Reason.Code {
		return j.Reason.Code < f.Reason.Code
	}
	return j.Fixed < f.Fixed
}

func severityOf(v domain.Verdict) int {
	switch v {
	case domain.Affected:
		return 2
	case domain.CannotTell:
		return 1
	}
	return 0
}

func (m *matcher) finding(c *domain.Component, key domain.PackageKey, row *domain.MatchRow, j Judgement) domain.Finding {
	group := m.aliases(row.Vulnerability)
	return domain.Finding{
		ID:            m.id(c.ID, row),
		Asset:         m.in.Asset,
		Component:     c.ID,
		Key:           key,
		Name:          c.Name,
		Version:       c.Version,
		Place:         c.Place,
		Advisory:      row.Advisory,
		Revision:      row.Revision,
		Statement:     row.Statement,
		Vulnerability: group.ID,
		Aliases:       group.Names,
		Verdict:       j.Verdict,
		Reason:        j.Reason,
		Confidence:    confidence(c, key, row.Confidence),
		Badge:         row.Badge,
		Fixed:         j.Fixed,
		FixKind:       j.FixKind,
		Cure:          row.Cure,
		Updates:       updatesFor(row, &j),
		Severity:      row.Score,
	}
}

// confidence lowers what an advisory is sure of where the component is a package
// of a registry and was met by vendor and product: inventories guess those.
func confidence(c *domain.Component, key domain.PackageKey, stated domain.Confidence) domain.Confidence {
	if stated == domain.Likely && key != c.Key && c.Scheme != identity.SchemeGeneric {
		return domain.Check
	}
	return stated
}

func (m *matcher) aliases(vulnerability string) domain.AliasGroup {
	if g, ok := m.groups[vulnerability]; ok {
		return g
	}
	g := m.in.Group(vulnerability)
	if g.ID == "" {
		g = domain.AliasGroup{ID: vulnerability, Names: []string{vulnerability}}
	}
	m.groups[vulnerability] = g
	return g
}

// id is a hash of component and statement, 24 hexadecimal digits.
func (m *matcher) id(component string, row *domain.MatchRow) string {
	b := append(m.buf[:0], component...)
	b = append(b, 0)
	b = append(b, row.Advisory...)
	b = append(b, 0)
	b = append(b, row.Vulnerability...)
	b = append(b, 0)
	b = strconv.AppendInt(b, int64(row.Statement), 10)
	m.buf = b
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:12])
}

// settle lets statements that clear a component answer those that raise it,
// vulnerability by vulnerability. The findings are those of one component,
// sorted. A statement clears only what is not better trusted and not more surely
// identified than itself; a weaker one makes the finding disputed and leaves its
// verdict. So does a VEX statement that is answered by one that says more.
func settle(found []domain.Finding, vex vexTable) {
	for start := 0; start < len(found); {
		end := start + 1
		for end < len(found) && found[end].Vulnerability == found[start].Vulnerability {
			end++
		}
		if end-start > 1 {
			settleGroup(found[start:end], vex)
		}
		start = end
	}
}

func settleGroup(group []domain.Finding, vex vexTable) {
	for i := range group {
		f := &group[i]
		if f.Verdict == domain.NotAffected {
			continue
		}
		if by := strongestClearing(group, f, vex); by >= 0 {
			c := &group[by]
			f.Verdict, f.Fixed, f.FixKind, f.Updates = domain.NotAffected, "", "", nil
			f.Reason = domain.Reason{Code: c.Reason.Code, Params: domain.Params{"version": f.Version, "advisory": string(c.Advisory)}}
			continue
		}
		for j := range group {
			if clears(&group[j]) {
				f.Disputed = true
			}
		}
	}
}

// clears reports whether the finding is a publisher's word that the component is
// not affected, not the arithmetic of a range nor an earlier settlement.
func clears(f *domain.Finding) bool {
	if f.Verdict != domain.NotAffected || f.Reason.Params["advisory"] != string(f.Advisory) {
		return false
	}
	return f.Reason.Code == domain.ReasonStatedNotAffected || f.Reason.Code == domain.ReasonStatedFixed
}

// strongestClearing finds the best trusted statement that may clear f, or -1.
func strongestClearing(group []domain.Finding, f *domain.Finding, vex vexTable) int {
	best := -1
	for i := range group {
		g := &group[i]
		if !clears(g) || !g.Badge.AtLeast(f.Badge) || surer(f.Confidence, g.Confidence) || vex.outweighs(f, g) {
			continue
		}
		if best < 0 || !group[best].Badge.AtLeast(g.Badge) {
			best = i
		}
	}
	return best
}

// surer reports whether a is a stronger identity than b.
func surer(a, b domain.Confidence) bool { return sureness(a) > sureness(b) }

func sureness(c domain.Confidence) int {
	switch c {
	case domain.Certain:
		return 3
	case domain.Likely:
		return 2
	case domain.Check:
		return 1
	}
	return 0
}

package workflow

import (
	"cmp"
	"slices"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// gathering turns matches into lines of one side and counts them.
type gathering struct {
	side       domain.Side
	lines      map[lineKey]*matchLine
	assets     map[string]domain.Remedied
	components map[string]domain.Remedied
	boms       map[string]bool
	names      map[string]bool
	open       int
}

type lineKey struct {
	advisory domain.AdvisoryKey
	subject  string
	version  string
}

// matchLine is a line under way.
type matchLine struct {
	domain.MatchLine
	assets     map[string]bool
	components map[string]bool
}

func newGathering(f *domain.MatchFilter) *gathering {
	return &gathering{side: f.Side, lines: map[lineKey]*matchLine{}, assets: map[string]domain.Remedied{},
		components: map[string]domain.Remedied{}, boms: map[string]bool{}, names: map[string]bool{}}
}

func (g *gathering) add(m *oneMatch) {
	key := lineKey{advisory: m.finding.Advisory}
	line := domain.MatchLine{Advisory: m.finding.Advisory, Revision: m.finding.Revision}
	switch g.side {
	case domain.SideProduct:
		key.subject, key.version = string(m.held.Key), m.held.Version
		line.Name, line.Version = m.held.Name, m.held.Version
	case domain.SideSBOM:
		key.subject = m.asset.ID + "/" + m.snapshot.Slot
		line.Name, line.Asset, line.File = m.snapshot.File, m.asset.Name, m.snapshot.File
	case domain.SideComponent:
		key.subject = m.held.ID
		line.Name, line.Version, line.Asset, line.Place = m.held.Name, m.held.Version, m.asset.Name, m.held.Place
		if m.snapshot != nil {
			line.File = m.snapshot.File
		}
	default:
		key.subject, line.Name = m.asset.ID, m.asset.Name
	}
	line.Subject = key.subject
	at := g.lines[key]
	if at == nil {
		at = &matchLine{MatchLine: line, assets: map[string]bool{}, components: map[string]bool{}}
		g.lines[key] = at
	}
	at.assets[m.asset.ID], at.components[m.held.ID] = true, true
	at.state(m)
	g.count(m)
}

// state adds a match to the vulnerability of its line it is about.
func (l *matchLine) state(m *oneMatch) {
	f := m.finding
	i := slices.IndexFunc(l.Matches, func(s domain.MatchState) bool { return s.Vulnerability == f.Vulnerability })
	if i < 0 {
		l.Matches = append(l.Matches, domain.MatchState{Vulnerability: f.Vulnerability, Verdict: f.Verdict, Confidence: f.Confidence, Status: m.status, Marked: m.mark})
		return
	}
	s := &l.Matches[i]
	if assess.WorseVerdict(f.Verdict, s.Verdict) {
		s.Verdict = f.Verdict
	}
	if !assess.Broad(s.Confidence, f.Confidence) {
		s.Confidence = f.Confidence
	}
	if lessDone(m.status, s.Status) {
		s.Status, s.Marked = m.status, m.mark
	}
}

func (g *gathering) count(m *oneMatch) {
	least := func(all map[string]domain.Remedied, id string) {
		if have, ok := all[id]; !ok || lessDone(m.status, have) {
			all[id] = m.status
		}
	}
	least(g.assets, m.asset.ID)
	least(g.components, m.held.ID)
	if m.snapshot != nil {
		g.boms[m.asset.ID+"/"+m.snapshot.Slot] = true
	}
	g.names[m.finding.Vulnerability] = true
	if m.status == domain.NotRemediated {
		g.open++
	}
}

// finish sorts the lines, counts over all of them, and cuts the page out.
func (g *gathering) finish(r *store.Read, f *domain.MatchFilter, out *domain.MatchList) error {
	records := map[domain.AdvisoryKey]store.AdvisoryRecord{}
	lines := make([]domain.MatchLine, 0, len(g.lines))
	for _, l := range g.lines {
		rec, ok := records[l.Advisory]
		if !ok {
			var err error
			if rec, err = r.Advisory(l.Advisory); err != nil && !domain.Is(err, domain.NotFound) {
				return err
			}
			records[l.Advisory] = rec
		}
		l.AdvisoryID, l.Title, l.Assets, l.Components = rec.ID, rec.Title, len(l.assets), len(l.components)
		l.close()
		lines = append(lines, l.MatchLine)
		out.Of[l.Status]++
	}
	slices.SortFunc(lines, func(a, b domain.MatchLine) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Version, b.Version), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Advisory, b.Advisory))
	})
	out.Total = len(lines)
	lines = lines[min(f.Offset, len(lines)):]
	if f.Limit > 0 && len(lines) > f.Limit {
		lines = lines[:f.Limit]
	}
	out.Lines = lines
	out.Count = domain.MatchCount{Assets: len(g.assets), AssetStatus: tallyStatus(g.assets), SBOMs: len(g.boms), Components: len(g.components),
		ComponentStatus: tallyStatus(g.components), Advisories: len(records), Vulnerabilities: len(g.names), NotRemediatedNow: g.open}
	return nil
}

// close sums up the line's matches.
func (l *matchLine) close() {
	slices.SortFunc(l.Matches, func(a, b domain.MatchState) int { return assess.CompareNames(a.Vulnerability, b.Vulnerability) })
	for i := range l.Matches {
		s := &l.Matches[i]
		if i == 0 || assess.WorseVerdict(s.Verdict, l.Verdict) {
			l.Verdict = s.Verdict
		}
		if i == 0 || !assess.Broad(l.Confidence, s.Confidence) {
			l.Confidence = s.Confidence
		}
		if i == 0 || lessDone(s.Status, l.Status) {
			l.Status = s.Status
		}
	}
}

func tallyStatus(all map[string]domain.Remedied) map[domain.Remedied]int {
	out := map[domain.Remedied]int{}
	for _, status := range domain.Remedies() {
		out[status] = 0
	}
	for _, status := range all {
		out[status]++
	}
	return out
}

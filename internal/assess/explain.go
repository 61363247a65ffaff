package assess

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
	"fenceline/internal/version"
)

// Lines of evidence under a finding, for package words. Parameters stand behind
// each.
const (
	LineStatement domain.Code = "explain_statement"  // advisory, title, publisher, revision, status, product, vulnerability
	LineHeld      domain.Code = "explain_held"       // asset, component, place, day (first seen, UTC)
	LineIdentity  domain.Code = "explain_identity"   // component, key, confidence
	LineVersion   domain.Code = "explain_version"    // version, range, scheme
	LineReading   domain.Code = "explain_reading"    // range, condition: how words about versions were read
	LineNoVersion domain.Code = "explain_no_version" // range, scheme
	LineStream    domain.Code = "explain_stream"     // stream
	LineAliases   domain.Code = "explain_aliases"    // vulnerability, names
	LineFix       domain.Code = "explain_fix"        // kind, fixed
	LineLonger    domain.Code = "explain_longer"     // fixed, stream: only for those who have it
	LineTrust     domain.Code = "explain_trust"      // badge
	LineDisputed  domain.Code = "explain_disputed"   // badge
	LineReason    domain.Code = "explain_reason"     // justification, impact
	LineScore     domain.Code = "explain_score"      // score
	LineOwn       domain.Code = "explain_own"        // decision, verdict: what it outranks
)

// Explain lays open why a finding has its verdict. The advisory is the revision
// the finding rests on; the component is the one it names, as the inventory of
// the asset has it now; days are those of the zone.
func Explain(asset *domain.Asset, c *domain.Held, a *domain.Advisory, f *domain.Finding, zone *time.Location) domain.Explanation {
	e := domain.Explanation{Sentence: f.Reason}
	add := func(code domain.Code, params domain.Params) {
		e.Evidence = append(e.Evidence, domain.Reason{Code: code, Params: params})
	}
	if f.Statement >= 0 && f.Statement < len(a.Statements) {
		s := &a.Statements[f.Statement]
		add(LineStatement, statementParams(a, s, f))
		e.Versions = explainVersion(&c.Component, a, s, f, add)
		if s.Justification != "" || s.Impact != "" {
			add(LineReason, domain.Params{"justification": s.Justification, "impact": s.Impact})
		}
	}
	add(LineHeld, domain.Params{"asset": asset.Name, "component": f.Name, "place": f.Place, "day": string(domain.DayOf(c.FirstSeen, zone))})
	add(LineIdentity, domain.Params{"component": f.Name, "key": string(f.Key), "confidence": string(f.Confidence)})
	if c.Stream != "" {
		add(LineStream, domain.Params{"stream": c.Stream})
	}
	if others := slices.DeleteFunc(slices.Clone(f.Aliases), func(n string) bool { return n == f.Vulnerability }); len(others) > 0 {
		add(LineAliases, domain.Params{"vulnerability": f.Vulnerability, "names": strings.Join(others, ", ")})
	}
	if f.FixKind != "" {
		add(LineFix, domain.Params{"kind": string(f.FixKind), "fixed": f.Fixed})
		if own := identity.StreamOf(c.Stream, f.Fixed); own != c.Stream && f.Fixed != "" {
			add(LineLonger, domain.Params{"fixed": f.Fixed, "stream": own})
		}
	}
	if f.Severity > 0 {
		add(LineScore, domain.Params{"score": strconv.FormatFloat(f.Severity, 'f', 1, 64)})
	}
	add(LineTrust, domain.Params{"badge": string(f.Badge)})
	if f.Decision != "" {
		add(LineOwn, domain.Params{"decision": f.Decision, "stated": string(f.Stated), "badge": string(f.Badge)})
	}
	if f.Disputed {
		add(LineDisputed, domain.Params{"badge": string(f.Badge)})
	}
	return e
}

func statementParams(a *domain.Advisory, s *domain.Statement, f *domain.Finding) domain.Params {
	product := s.Product
	for i := range a.Products {
		p := &a.Products[i]
		if p.Ref != s.Product {
			continue
		}
		switch {
		case p.Name != "":
			product = p.Name
		case p.Package != "":
			product = p.Package
		case p.Product != "":
			product = strings.TrimSpace(p.Vendor + " " + p.Product)
		}
	}
	publisher := a.Publisher
	if publisher == "" { // databases often name none
		publisher = a.Namespace
	}
	return domain.Params{
		"advisory": a.ID, "title": a.Title, "publisher": publisher, "revision": f.Revision,
		"status": string(s.Status), "product": product, "vulnerability": s.Vulnerability,
	}
}

func explainVersion(c *domain.Component, a *domain.Advisory, s *domain.Statement, f *domain.Finding, add func(domain.Code, domain.Params)) *domain.VersionLine {
	set := s.Versions
	for _, row := range Rows(a) { // the set as matched: filled up from the product
		if row.Row.Statement == f.Statement && row.Key == f.Key {
			set = row.Row.Versions
			break
		}
	}
	params := domain.Params{"range": RangeText(&set), "scheme": firstOf(set.Scheme, c.Scheme)}
	installed := f.Version
	if c.SourceVersion != "" && identity.IsSource(f.Key) {
		installed = c.SourceVersion
	}
	if installed == "" {
		add(LineNoVersion, params)
	} else {
		params["version"] = installed
		add(LineVersion, params)
	}
	var memo version.Memo
	if read, condition := memo.Read(&set); read != "" {
		add(LineReading, domain.Params{"range": read, "condition": condition})
	}
	line := version.Line(set, c.Scheme, installed, f.Fixed)
	line.Status = s.Status
	return &line
}

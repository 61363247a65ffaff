package assess

import (
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
	"fenceline/internal/version"
)

// Judgement is what one statement means for one component.
type Judgement struct {
	Verdict domain.Verdict
	Reason  domain.Reason
	Fixed   string         // smallest version that clears it on the installed branch; "" where none is known
	FixKind domain.FixKind // empty where there is nothing to clear
}

// Judge weighs one component against one statement that was found under key. ok
// is false where the statement says nothing about the component: it speaks of
// another release or architecture, or it clears versions that are not this one.
func Judge(c *domain.Component, key domain.PackageKey, row *domain.MatchRow) (j Judgement, ok bool) {
	bench := judge{memo: new(version.Memo)}
	return bench.judge(c, key, row)
}

// judge holds what is worth remembering between judgements.
type judge struct {
	memo  *version.Memo
	where *surroundings // what else is on the asset; nil: nothing is known of it
}

func (b *judge) judge(c *domain.Component, key domain.PackageKey, row *domain.MatchRow) (Judgement, bool) {
	if otherArch(c, row) || row.Stream != "" && c.Stream != "" && identity.BaseStream(row.Stream) != c.Stream {
		return Judgement{}, false
	}
	installed := c.Version
	if c.SourceVersion != "" && identity.IsSource(key) {
		installed = c.SourceVersion
	}
	in := b.memo.Contains(&row.Versions, c.Scheme, installed)
	if row.Stream != "" && c.Stream == "" && in.In != domain.Unanswered {
		in = version.Reading{Code: domain.ReasonOtherStream}
	}
	switch row.Status {
	case domain.StatusNotAffected, domain.StatusFixed:
		return b.cleared(row, in, installed)
	case domain.StatusUnderInvestigation:
		if in.In == domain.No {
			return Judgement{}, false
		}
		in = version.Reading{Code: domain.ReasonUnderInvestigation}
	}
	return b.raised(c, row, in, installed), true
}

// cleared judges a statement that can only lower: it counts where it is sure to
// speak of this version, and needs no second product beside it.
func (b *judge) cleared(row *domain.MatchRow, in version.Reading, installed string) (Judgement, bool) {
	if in.In != domain.Yes || row.Needs && b.beside(row) != domain.Yes || row.Confidence == domain.NameOnly {
		return Judgement{}, false
	}
	code := domain.ReasonStatedNotAffected
	if row.Status == domain.StatusFixed {
		code = domain.ReasonStatedFixed
	}
	return Judgement{
		Verdict: domain.NotAffected,
		Reason:  domain.Reason{Code: code, Params: domain.Params{"version": installed, "advisory": string(row.Advisory)}},
	}, true
}

// raised judges a statement that a product is affected.
func (b *judge) raised(c *domain.Component, row *domain.MatchRow, in version.Reading, installed string) Judgement {
	j := Judgement{Verdict: domain.CannotTell}
	switch {
	case in.In == domain.No:
		j.Verdict = domain.NotAffected
	case row.Confidence == domain.NameOnly:
		in.Code = domain.ReasonNameOnly
	case row.Needs && in.In == domain.Yes && b.beside(row) == domain.No:
		j.Verdict, in.Code = domain.NotAffected, domain.ReasonBesideAbsent
	case row.Needs && in.In == domain.Yes && b.beside(row) == domain.Unanswered:
		in.Code = domain.ReasonRelationship
	case in.In == domain.Yes:
		j.Verdict = domain.Affected
	}
	j.Reason = domain.Reason{Code: in.Code, Params: reasonParams(c, row, in, installed)}
	if in.Code == domain.ReasonCondition {
		_, j.Reason.Params["condition"] = b.memo.Read(&row.Versions)
	}
	if j.Verdict != domain.NotAffected {
		j.Fixed = b.fixed(c, row, installed)
		j.FixKind = fixKind(j.Fixed, row.Remedy)
	}
	return j
}

// fixed is the smallest version that clears the statement on the installed
// branch: from the range that holds it, else the smallest one stated apart that
// is newer, else the only one stated.
func (b *judge) fixed(c *domain.Component, row *domain.MatchRow, installed string) string {
	if installed != "" {
		if v := b.memo.FixedOnBranch(&row.Versions, c.Scheme, installed); v != "" {
			return v
		}
	}
	scheme := row.Versions.Scheme
	if scheme == "" {
		scheme = c.Scheme
	}
	best := ""
	for _, v := range row.Fixed {
		if order, err := b.memo.Compare(scheme, v, installed); err != nil || order <= 0 {
			continue
		}
		if order, err := b.memo.Compare(scheme, v, best); best == "" || err == nil && order < 0 {
			best = v
		}
	}
	if best == "" && len(row.Fixed) == 1 && !b.memo.Reads(scheme, installed) {
		best = row.Fixed[0]
	}
	return best
}

func fixKind(fixed, remedy string) domain.FixKind {
	switch {
	case fixed != "", remedy == "vendor_fix":
		return domain.FixUpdate
	case remedy == "mitigation", remedy == "workaround":
		return domain.FixMitigation
	}
	return domain.FixWatch
}

// reasonParams gives the sentence of each reason its values and no more.
func reasonParams(c *domain.Component, row *domain.MatchRow, in version.Reading, installed string) domain.Params {
	switch in.Code {
	case domain.ReasonAllVersions, domain.ReasonNoRange, domain.ReasonNoVersion, domain.ReasonUnderInvestigation, domain.ReasonGitRange:
		return nil
	case domain.ReasonFixedReached:
		return domain.Params{"version": installed, "fixed": in.Bound}
	case domain.ReasonListed, domain.ReasonNotListed, domain.ReasonNameOnly:
		return domain.Params{"version": installed}
	case domain.ReasonOtherStream:
		return domain.Params{"version": installed, "ecosystem": row.Stream}
	case domain.ReasonRelationship, domain.ReasonBesideAbsent:
		return domain.Params{"version": installed, "other": besideNames(row)}
	case domain.ReasonVersionUnreadable, domain.ReasonSchemeUnknown:
		return domain.Params{"version": installed, "scheme": firstOf(row.Versions.Scheme, c.Scheme)}
	}
	return domain.Params{"version": installed, "range": RangeText(&row.Versions)}
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// otherArch reports whether both sides name an architecture and mean different
// ones; packages for all of them differ from none.
func otherArch(c *domain.Component, row *domain.MatchRow) bool {
	if row.Arch == "" || anyArch(row.Arch) {
		return false
	}
	have := identity.ArchOf(c.PURL)
	return have != "" && !anyArch(have) && have != row.Arch
}

func anyArch(arch string) bool {
	return arch == "all" || arch == "any" || arch == "noarch"
}

// RangeText writes a set of versions for a reader: ">= 1.2, < 1.9" with "or"
// between ranges; a list in full up to eight entries; a text as found.
func RangeText(set *domain.VersionSet) string {
	switch set.Kind {
	case domain.SetAll:
		return "*"
	case domain.SetVers, domain.SetText, domain.SetCPE:
		return set.Text
	case domain.SetExact:
		return listText(set.Exact)
	}
	var b strings.Builder
	for i := range set.Ranges {
		if strings.EqualFold(set.Ranges[i].Type, "GIT") {
			continue
		}
		writeRange(&b, set.Ranges[i].Events)
	}
	if b.Len() == 0 {
		return listText(set.Exact)
	}
	return b.String()
}

const shownVersions = 8

func listText(list []string) string {
	if len(list) > shownVersions {
		return strings.Join(list[:shownVersions], ", ") + ", \u2026"
	}
	return strings.Join(list, ", ")
}

func writeRange(b *strings.Builder, events []domain.Event) {
	for _, e := range events {
		switch {
		case e.Introduced != "":
			if b.Len() > 0 {
				b.WriteString(" or ")
			}
			b.WriteString(">= ")
			b.WriteString(e.Introduced)
		case e.Fixed != "":
			b.WriteString(", < ")
			b.WriteString(e.Fixed)
		case e.LastAffected != "":
			b.WriteString(", <= ")
			b.WriteString(e.LastAffected)
		case e.Limit != "" && e.Limit != "*":
			b.WriteString(", < ")
			b.WriteString(e.Limit)
		}
	}
}

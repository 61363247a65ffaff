package assess

import (
	"fenceline/internal/domain"
	"fenceline/internal/identity"
)

// A release of Ubuntu and Ubuntu Pro's longer support of it say of one flaw in which
// versions they mended it, each in its own line of versions. What is installed belongs
// to one of the two lines, and what is said of that line counts: where it is mended
// there, the other line's later version is no reason to call it affected. Where only
// one of them speaks of a flaw, that counts for both.

// streamTable holds the streams of statements about releases that have longer support.
type streamTable map[statementKey]string

func (t *streamTable) note(at statementKey, row *domain.MatchRow) {
	if identity.StreamOf(row.Stream, "1+esm1") == row.Stream && identity.BaseStream(row.Stream) == row.Stream {
		return // a release without it
	}
	if *t == nil {
		*t = streamTable{}
	}
	(*t)[at] = row.Stream
}

// settle lets what the component's own line says is mended answer the other line's
// statements, as far as they are not better trusted nor more surely identified. The
// findings are those of the component, sorted.
func (t streamTable) settle(c *domain.Component, found []domain.Finding) {
	if len(t) < 2 {
		return
	}
	installed := c.Version
	if c.SourceVersion != "" {
		installed = c.SourceVersion
	}
	own := identity.StreamOf(c.Stream, installed)
	stream := func(f *domain.Finding) string { return t[statementKey{f.Advisory, f.Statement}] }
	for i := range found {
		f := &found[i]
		if f.Verdict == domain.NotAffected || stream(f) == "" || stream(f) == own {
			continue
		}
		for j := range found {
			g := &found[j]
			if g.Vulnerability != f.Vulnerability || stream(g) != own || g.Verdict != domain.NotAffected || g.Reason.Code != domain.ReasonFixedReached ||
				!g.Badge.AtLeast(f.Badge) || surer(f.Confidence, g.Confidence) {
				continue
			}
			f.Verdict, f.Fixed, f.FixKind, f.Updates, f.Reason = domain.NotAffected, "", "", nil, g.Reason
			break
		}
	}
}

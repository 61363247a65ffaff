package workflow

import (
	"context"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// MarkMatches marks every match the filter means with a status: on the side of
// components each component's own, else the asset's as a whole. It gives how many
// marks were written; one that says what was said before is not. A mark is a
// person's word: it closes no target and lowers no verdict. Errors: Invalid (no
// advisory, an unknown status or side), NotFound (nothing is matched).
func (d *Desk) MarkMatches(ctx context.Context, f domain.MatchFilter, status domain.Remedied) (int, error) {
	if !slices.Contains(domain.Remedies(), status) {
		return 0, &domain.Error{Kind: domain.Invalid, Op: "mark matches", Subject: string(status), Code: "match_status_unknown", Params: domain.Params{"value": string(status)}}
	}
	if len(f.Advisories) == 0 {
		return 0, &domain.Error{Kind: domain.Invalid, Op: "mark matches", Code: "match_without_advisory"}
	}
	if f.Confidence == "" {
		f.Confidence = domain.Check
	}
	done, err := d.writer()
	if err != nil {
		return 0, err
	}
	defer done()
	marks, met, err := d.marksFor(ctx, &f, status)
	if err == nil && met == 0 {
		err = &domain.Error{Kind: domain.NotFound, Op: "mark matches", Subject: joined(scopeNames(&f)), Code: "nothing_matched"}
	}
	if err != nil {
		return 0, err
	}
	err = inSteps(ctx, d.store, marks, func(w *store.Write, m newMark) error {
		e := d.event(m.By, "match.mark", string(m.Advisory))
		e.Asset, e.Before, e.After, e.Reason = m.Asset, string(m.before), string(m.Status), m.what()
		if err := w.PutMatchMark(m.MatchMark); err != nil {
			return err
		}
		return w.AppendEvent(e)
	})
	return len(marks), err
}

// newMark is a mark to be written, with the status it replaces.
type newMark struct {
	domain.MatchMark
	before domain.Remedied
	name   string // of the component
}

func (m *newMark) what() string {
	if m.Component == "" {
		return m.Vulnerability
	}
	return m.Vulnerability + ", " + m.name
}

// marksFor makes the marks the filter means that say something new, and counts
// the matches it means.
func (d *Desk) marksFor(ctx context.Context, f *domain.MatchFilter, status domain.Remedied) (marks []newMark, met int, err error) {
	at := d.now().UTC()
	type spot struct {
		advisory                        domain.AdvisoryKey
		asset, component, vulnerability string
	}
	err = d.store.View(ctx, func(r *store.Read) error {
		marks, met = nil, 0
		person, err := d.person(r)
		if err != nil {
			return err
		}
		scope, err := scopeOf(r, f)
		if err != nil {
			return err
		}
		seen := map[spot]bool{}
		for i := range scope.assets {
			err := scope.each(r, &scope.assets[i], func(m *oneMatch) {
				met++
				mark := domain.MatchMark{Advisory: m.finding.Advisory, Asset: m.asset.ID, Vulnerability: m.finding.Vulnerability,
					Aliases: m.finding.Aliases, Status: status, By: person, At: at}
				if f.Side == domain.SideComponent {
					mark.Component = m.held.ID
				}
				where := spot{mark.Advisory, mark.Asset, mark.Component, mark.Vulnerability}
				if seen[where] || m.mark != nil && m.mark.Status == status && m.mark.Component == mark.Component {
					return
				}
				seen[where] = true
				marks = append(marks, newMark{MatchMark: mark, before: m.status, name: m.held.Name})
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return marks, met, err
}

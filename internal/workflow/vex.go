package workflow

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
	"fenceline/internal/store"
)

// vexReview is how many days after it was made a decision is to be looked at again
// where nobody says otherwise.
const vexReview = 365

// DecideVEX keeps the desk's own decision about one flaw in one product and judges
// what it covers anew. One about the same flaw, product and assets takes the place
// of the one before. Whoever says that there is nothing to mend needs the role
// approve. Errors: NotFound (no finding it could be about, an asset), Conflict (the
// flaw is on several products), Invalid (a reason, justification, action, scope, day),
// Untrusted (the role is missing).
func (d *Desk) DecideVEX(ctx context.Context, q domain.VEXRequest) (domain.VEXDecision, error) {
	done, err := d.writer()
	if err != nil {
		return domain.VEXDecision{}, err
	}
	defer done()
	if err := checkVEX(&q); err != nil {
		return domain.VEXDecision{}, err
	}
	decision, err := d.draftVEX(ctx, &q)
	if err != nil {
		return decision, err
	}
	e := d.event(decision.By, "vex.decide", "")
	err = d.store.Update(ctx, func(w *store.Write) error {
		n, err := w.NextID("vex")
		if err != nil {
			return err
		}
		decision.ID = "V-" + strconv.FormatUint(n, 10)
		if err := replaceVEX(w, &decision, e); err != nil {
			return err
		}
		if err := w.PutVEXDecision(decision); err != nil {
			return err
		}
		e := e
		e.Subject, e.Reason = decision.ID, decision.Reason
		if err := d.log(w, e, nil, decision); err != nil {
			return err
		}
		return pendKey(w, decision.Product.Key)
	})
	if err != nil {
		return decision, err
	}
	_, err = d.settle(ctx, func(domain.Progress) {})
	return decision, err
}

// checkVEX refuses a decision that lacks what its status needs.
func checkVEX(q *domain.VEXRequest) error {
	bad := func(code domain.Code, value string) error {
		return &domain.Error{Kind: domain.Invalid, Op: "decide", Subject: q.Vulnerability, Code: code, Params: domain.Params{"value": value}}
	}
	q.Vulnerability, q.Reason = strings.TrimSpace(q.Vulnerability), strings.TrimSpace(q.Reason)
	q.Impact, q.Action = strings.TrimSpace(q.Impact), strings.TrimSpace(q.Action)
	_, dayErr := domain.ParseDay(string(q.Review))
	switch {
	case q.Vulnerability == "":
		return bad("vex_no_flaw", "")
	case !slices.Contains(domain.VEXStatuses(), q.Status):
		return bad("vex_status_unknown", string(q.Status))
	case q.Reason == "":
		return bad("step_without_reason", "")
	case q.Everywhere == (len(q.Assets) > 0):
		return bad("vex_scope_missing", "")
	case q.Status == domain.StatusNotAffected && !slices.Contains(domain.Justifications(), q.Justification):
		return bad("vex_justification", q.Justification)
	case q.Status != domain.StatusNotAffected && q.Justification != "":
		return bad("vex_justification_only", q.Justification)
	case q.Status == domain.StatusAffected && q.Action == "":
		return bad("vex_action_missing", "")
	case q.Status == domain.StatusFixed && q.AnyVersion:
		return bad("vex_fixed_version", "")
	case q.Review != "" && dayErr != nil:
		return bad("day_unreadable", string(q.Review))
	}
	return nil
}

// draftVEX finds what the decision is about, by whom it is, and until when.
func (d *Desk) draftVEX(ctx context.Context, q *domain.VEXRequest) (domain.VEXDecision, error) {
	out := domain.VEXDecision{Status: q.Status, Justification: q.Justification, Impact: q.Impact, Action: q.Action, Reason: q.Reason,
		Assurance: d.assurance, At: d.now().UTC().Truncate(time.Second), Review: q.Review}
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		if out.By, err = d.person(r); err != nil {
			return err
		}
		if out.Clears() {
			if err := d.may(r, domain.RoleApprove); err != nil {
				return err
			}
		}
		today, err := d.today(r)
		if err != nil {
			return err
		}
		if out.Review == "" {
			out.Review = today.Add(vexReview)
		} else if out.Review <= today {
			return &domain.Error{Kind: domain.Invalid, Op: "decide", Subject: q.Vulnerability, Code: "vex_review_past", Params: domain.Params{"value": string(out.Review)}}
		}
		return bindVEX(r, q, &out)
	})
	return out, err
}

// bindVEX binds a decision to all names of its flaw, to the one product that has it,
// in the versions that are there, and to the assets that are meant.
func bindVEX(r *store.Read, q *domain.VEXRequest, out *domain.VEXDecision) error {
	group, err := r.Group(q.Vulnerability)
	if err != nil {
		return err
	}
	if group.ID == "" {
		group = domain.AliasGroup{ID: q.Vulnerability, Names: []string{q.Vulnerability}}
	}
	out.Vulnerabilities = append([]string{group.ID}, slices.DeleteFunc(slices.Clone(group.Names), func(n string) bool { return n == group.ID })...)
	var ids []string
	for _, ref := range q.Assets {
		a, err := assetByRef(r, ref)
		if err != nil {
			return err
		}
		ids = append(ids, a.ID)
	}
	slices.Sort(ids)
	out.Assets = slices.Compact(ids)
	meant, err := meantBy(r, q, out)
	if err != nil {
		return err
	}
	if len(meant) == 0 {
		return &domain.Error{Kind: domain.NotFound, Op: "decide", Subject: q.Vulnerability, Code: "vex_no_finding", Params: domain.Params{"component": q.Component}}
	}
	first := meant[0].held
	out.Product = domain.VEXProduct{Key: first.Key, Name: first.Name, Vendor: first.Vendor, Stream: first.Stream}
	out.Product.PURL, out.Product.CPE = identity.Outward(&first.Component)
	out.TLP = domain.TLPClear
	for _, m := range meant {
		if m.held.Key != first.Key || m.held.Stream != first.Stream {
			return &domain.Error{Kind: domain.Conflict, Op: "decide", Subject: q.Vulnerability, Code: "vex_several_products",
				Params: domain.Params{"a": string(first.Key), "b": string(m.held.Key)}}
		}
		if m.tlp.Rank() > out.TLP.Rank() {
			out.TLP = m.tlp
		}
		if q.AnyVersion {
			continue
		}
		if m.held.Version == "" {
			return &domain.Error{Kind: domain.Invalid, Op: "decide", Subject: q.Vulnerability, Code: "vex_version_unknown", Params: domain.Params{"component": first.Name}}
		}
		out.Product.Versions = append(out.Product.Versions, m.held.Version)
	}
	slices.Sort(out.Product.Versions)
	out.Product.Versions = slices.Compact(out.Product.Versions)
	return nil
}

// meant is one finding that a decision could be about.
type meant struct {
	held domain.Held
	tlp  domain.TLP // of its advisory
}

// meantBy collects the findings of the flaw on the assets that are meant.
func meantBy(r *store.Read, q *domain.VEXRequest, d *domain.VEXDecision) ([]meant, error) {
	assets := d.Assets
	if q.Everywhere {
		assets = nil
		for _, name := range d.Vulnerabilities {
			named, err := r.NamedAssets(name)
			if err != nil {
				return nil, err
			}
			assets = append(assets, named...)
		}
		slices.Sort(assets)
		assets = slices.Compact(assets)
	}
	var out []meant
	for _, id := range assets {
		finds, held, err := currentOf(r, id)
		if err != nil {
			return nil, err
		}
		for i := range finds {
			f := &finds[i]
			at := slices.IndexFunc(held, func(h domain.Held) bool { return h.ID == f.Component })
			if at < 0 || !d.About(f.Aliases) || !isNamed(&held[at].Component, q.Component) {
				continue
			}
			tlp, err := labelOf(r, f.Advisory)
			if err != nil {
				return nil, err
			}
			out = append(out, meant{held[at], tlp})
		}
	}
	return out, nil
}

// currentOf reads the findings and the inventory of an asset that count.
func currentOf(r *store.Read, asset string) ([]domain.Finding, []domain.Held, error) {
	cur, err := r.Current(asset)
	if err != nil {
		return nil, nil, err
	}
	finds, err := r.Findings(asset, cur.Findings)
	if err != nil {
		return nil, nil, err
	}
	held, err := r.Inventory(asset, cur.Inventory)
	return finds, held, err
}

// isNamed tells whether somebody means a component by a word: its name, its
// identity, its package URL with or without version. The empty word means any.
func isNamed(c *domain.Component, ref string) bool {
	if ref == "" || strings.EqualFold(c.Name, ref) || string(c.Key) == ref || c.PURL == ref {
		return true
	}
	p, err := identity.ParsePURL(ref)
	return strings.HasPrefix(ref, "pkg:") && err == nil && p.Key == c.Key && (p.Version == "" || p.Version == c.Version)
}

// labelOf is the label of an advisory: CLEAR for one of a public catalogue that
// carries none, AMBER for any other without.
func labelOf(r *store.Read, key domain.AdvisoryKey) (domain.TLP, error) {
	rec, err := r.Advisory(key)
	if domain.Is(err, domain.NotFound) {
		return domain.TLPAmber, nil
	}
	if err != nil || rec.TLP != domain.TLPUnlabelled {
		return rec.TLP, err
	}
	switch rec.Format {
	case domain.FormatOSV, domain.FormatCVE, domain.FormatNVD:
		return domain.TLPClear, nil
	}
	return domain.TLPAmber, nil
}

// replaceVEX ends what was decided about the same before.
func replaceVEX(w *store.Write, d *domain.VEXDecision, e domain.LogEvent) error {
	var older []domain.VEXDecision
	for o, err := range w.VEXDecisions() {
		if err != nil {
			return err
		}
		if o.Ended.IsZero() && o.SameSubject(d) {
			older = append(older, o)
		}
	}
	for _, o := range older {
		before := o
		o.Ended, o.EndedBy, o.EndCode, o.EndReason = d.At, d.By, domain.VEXReplaced, d.ID
		if err := endVEX(w, &before, &o, e); err != nil {
			return err
		}
	}
	return nil
}

// endVEX writes a decision that ended, and its event.
func endVEX(w *store.Write, before, after *domain.VEXDecision, e domain.LogEvent) (err error) {
	e.Verb, e.Subject, e.Reason = "vex.end", after.ID, after.EndReason
	if e.Before, err = asText(before); err != nil {
		return err
	}
	if e.After, err = asText(after); err != nil {
		return err
	}
	if err := w.PutVEXDecision(*after); err != nil {
		return err
	}
	if err := w.AppendEvent(e); err != nil {
		return err
	}
	return pendKey(w, after.Product.Key)
}

// UndoVEX takes a decision of this desk back: what publishers state counts again,
// and the clocks of the targets it closed run on as if they had never been closed.
// Errors: NotFound, Conflict (it is over already), Invalid (no reason).
func (d *Desk) UndoVEX(ctx context.Context, id, reason string) error {
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	if reason = strings.TrimSpace(reason); reason == "" {
		return &domain.Error{Kind: domain.Invalid, Op: "undo decision", Subject: id, Code: "step_without_reason"}
	}
	at := d.now().UTC().Truncate(time.Second)
	err = d.store.Update(ctx, func(w *store.Write) error {
		person, err := d.person(&w.Read)
		if err != nil {
			return err
		}
		before, err := w.VEXDecision(id)
		if err != nil {
			return err
		}
		if !before.Ended.IsZero() {
			return &domain.Error{Kind: domain.Conflict, Op: "undo decision", Subject: id, Code: "vex_ended"}
		}
		after := before
		after.Ended, after.EndedBy, after.EndCode, after.EndReason = at, person, domain.VEXUndone, reason
		return endVEX(w, &before, &after, d.event(person, "vex.end", id))
	})
	if err != nil {
		return err
	}
	_, err = d.settle(ctx, func(domain.Progress) {})
	return err
}

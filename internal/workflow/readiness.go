package workflow

import (
	"context"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// Bounds of the checks, in days.
const (
	inventoryAge = 30 // of an asset's newest inventory
	adviceAge    = 7  // of advisories and of the KEV catalogue
	backupAge    = 7
	contactAge   = 365 // since somebody looked at the card of contacts
)

// Readiness computes every check of readiness from what the desk holds now; each
// names where its evidence lies. Errors: Storage, Corrupt.
func (d *Desk) Readiness(ctx context.Context) (domain.Readiness, error) {
	if err := d.turnDay(ctx); err != nil {
		return domain.Readiness{}, err
	}
	var out domain.Readiness
	duties := d.store.Duties()
	err := d.store.View(ctx, func(r *store.Read) error {
		look := readinessLook{desk: d, r: r}
		if err := look.gather(duties); err != nil {
			return err
		}
		out = domain.Readiness{At: look.status.At, Operator: look.status.Desk.Operator, Zone: look.status.Desk.Zone, Pending: look.status.Pending}
		for _, role := range domain.ContactRoles() {
			out.Contacts = append(out.Contacts, domain.ContactOf(look.status.Desk.Contacts, role))
		}
		for _, part := range []func() error{look.know, look.read, look.act, look.recover} {
			if err := part(); err != nil {
				return err
			}
		}
		out.Checks = look.checks
		return nil
	})
	return out, err
}

// SetContact writes one card of the contacts; a card that says nothing is taken
// away. Errors: Invalid (no such role).
func (d *Desk) SetContact(ctx context.Context, c domain.Contact) error {
	known := false
	for _, role := range domain.ContactRoles() {
		known = known || role == c.Role
	}
	if !known {
		return &domain.Error{Kind: domain.Invalid, Op: "set contact", Subject: string(c.Role), Code: "contact_role_unknown", Params: domain.Params{"value": string(c.Role)}}
	}
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	e := d.event("", "contact.set", string(c.Role))
	return d.store.Update(ctx, func(w *store.Write) error {
		desk, err := w.Desk()
		if err != nil && !domain.Is(err, domain.NotFound) {
			return err
		}
		before := domain.ContactOf(desk.Contacts, c.Role)
		after := domain.Contact{Role: c.Role, Name: c.Name, Phone: c.Phone, Mail: c.Mail, Note: c.Note}
		var all []domain.Contact
		for _, was := range desk.Contacts {
			if was.Role != c.Role {
				all = append(all, was)
			}
		}
		if after.Name+after.Phone+after.Mail+after.Note != "" {
			after.Changed = e.At
			if after.By, err = d.person(&w.Read); err != nil {
				return err
			}
			all = append(all, after)
		}
		desk.Contacts = all
		if err := w.PutDesk(desk); err != nil {
			return err
		}
		return d.log(w, e, before, after)
	})
}

// readinessLook is one look at the desk, with what several checks need.
type readinessLook struct {
	desk    *Desk
	r       *store.Read
	counted counts
	status  domain.DeskStatus
	views   []domain.TaskView
	today   domain.Day
	zone    *time.Location
	checks  []domain.ReadinessCheck
}

func (l *readinessLook) gather(duties uint64) (err error) {
	if l.views, err = l.desk.taskViews(l.r, false); err != nil {
		return err
	}
	if l.counted, err = l.desk.countedIn(l.r, duties); err != nil {
		return err
	}
	if l.status, err = l.desk.statusOf(l.r, &l.counted); err != nil {
		return err
	}
	_, l.zone, err = l.desk.settings(l.r)
	l.today = domain.DayOf(l.status.At, l.zone)
	return err
}

// add puts a check on the page: met or a gap by ok, unknown where known is false.
func (l *readinessLook) add(c domain.ReadinessCheck, known, ok bool, screen, id string) {
	c.Mark = domain.CheckGap
	switch {
	case !known:
		c.Mark = domain.CheckUnknown
	case ok:
		c.Mark = domain.CheckMet
	}
	c.Evidence = domain.Place{Screen: screen, ID: id}
	l.checks = append(l.checks, c)
}

// gaps puts a check on the page that is met where there is no gap of the kinds.
func (l *readinessLook) gaps(c domain.ReadinessCheck, known bool, kinds ...domain.GapKind) {
	n := 0
	for _, kind := range kinds {
		n += l.status.Gaps[kind]
	}
	l.add(c, known, n == 0, "findings", domain.OnlyGaps)
	if len(kinds) == 1 {
		l.checks[len(l.checks)-1].Evidence.Things = []string{string(kinds[0])}
	}
}

// onGap is what a screen is narrowed to where there is a gap to see.
func onGap(gap bool, id string) string {
	if gap {
		return id
	}
	return ""
}

// about names the things that the last check found wanting.
func (l *readinessLook) about(things []string) {
	if c := &l.checks[len(l.checks)-1]; c.Evidence.ID == domain.OnlyThings {
		c.Evidence.Things = things
	}
}

// within tells whether an instant lies at most so many days back.
func (l *readinessLook) within(at time.Time, days int) bool {
	return !at.IsZero() && l.today.Sub(domain.DayOf(at, l.zone)) <= days
}

func (l *readinessLook) know() error {
	cover := &l.status.Coverage
	fresh, important := 0, 0
	var stale []string
	for a, err := range l.r.Assets() {
		if err != nil {
			return err
		}
		if !a.Retired.IsZero() {
			continue
		}
		if a.Criticality != "" {
			important++
		}
		cur, err := l.r.Current(a.ID)
		if err != nil {
			return err
		}
		if l.within(newestInventory(cur), inventoryAge) {
			fresh++
		} else {
			stale = append(stale, a.ID)
		}
	}
	some := cover.Assets > 0
	check := func(code domain.Code, have, of int) domain.ReadinessCheck {
		return domain.ReadinessCheck{Code: code, Group: domain.GroupKnow, Have: have, Of: of}
	}
	l.add(check("ready_operator", 0, 0), true, l.status.Desk.Operator != "", "settings", "desk")
	l.add(check("ready_assets", cover.Assets, 0), true, some, "assets", "")
	l.add(check("ready_software", cover.SoftwareKnown, cover.Assets), some, cover.SoftwareKnown == cover.Assets, "assets", onGap(cover.SoftwareKnown < cover.Assets, domain.OnlyWithoutSoftware))
	l.add(check("ready_inventories", fresh, cover.Assets), some, fresh == cover.Assets, "assets", onGap(some && len(stale) > 0, domain.OnlyThings))
	l.about(stale)
	l.add(check("ready_exposure", cover.ExposureAnswered, cover.Assets), some, cover.ExposureAnswered == cover.Assets, "assets", onGap(cover.ExposureAnswered < cover.Assets, domain.OnlyExposureOpen))
	l.add(check("ready_importance", important, cover.Assets), some, important == cover.Assets, "assets", onGap(important < cover.Assets, domain.OnlyImportanceOpen))
	gaps := l.status.Gaps
	known := cover.Components > 0
	l.gaps(check("ready_versions", cover.Components-gaps[domain.GapNoVersion], cover.Components), known, domain.GapNoVersion)
	l.gaps(check("ready_identities", cover.Components-gaps[domain.GapNoIdentity], cover.Components), known, domain.GapNoIdentity)
	l.gaps(check("ready_support", gaps[domain.GapEnded], gaps[domain.GapEnded]+gaps[domain.GapEnds]), some, domain.GapEnded, domain.GapEnds)
	for _, kind := range domain.ConfirmKinds() {
		last := l.status.Desk.ConfirmedFor(kind)
		code, form := domain.Code("ready_confirmed"), domain.OnlyConfirm
		if kind == domain.ConfirmYearly {
			code, form = "ready_confirmed_yearly", domain.OnlyConfirmYearly
		}
		confirmed := check(code, max(0, l.today.Sub(domain.DayOf(last.At, l.zone))), 0)
		confirmed.At = last.At
		l.add(confirmed, some && !last.At.IsZero(), !l.status.Desk.ConfirmDue(kind, l.status.At, l.zone), "assets", form)
	}
	return nil
}

func (l *readinessLook) read() error {
	check := func(code domain.Code, have, of int, at time.Time) domain.ReadinessCheck {
		return domain.ReadinessCheck{Code: code, Group: domain.GroupRead, Have: have, Of: of, At: at}
	}
	newest := l.newestSources()
	for _, group := range []struct {
		code   domain.Code
		format domain.Format
	}{{"ready_advisories", domain.FormatCSAF}, {"ready_kev", domain.FormatKEV}} {
		at := newest[group.format]
		l.add(check(group.code, max(0, l.today.Sub(domain.DayOf(at, l.zone))), 0, at), !at.IsZero(), l.within(at, adviceAge), "imports", "")
	}
	cover := &l.status.Coverage
	sources := check("ready_sources", cover.WithSource, cover.Components, time.Time{})
	l.gaps(sources, cover.Components > 0, domain.GapNoSource, domain.GapNoIdentity)
	pinned, known := 0, 0
	for k, err := range l.r.TrustKeys() {
		if err != nil {
			return err
		}
		known++
		if k.State == domain.KeyPinned {
			pinned++
		}
	}
	l.add(check("ready_keys", pinned, known, time.Time{}), l.status.Advisories > 0, pinned > 0, "settings", "keys")
	aside := 0
	for item, err := range l.r.Quarantine() {
		if err != nil {
			return err
		}
		if item.Released.IsZero() {
			aside++
		}
	}
	last, err := l.r.Receipts(1)
	if err != nil {
		return err
	}
	l.add(check("ready_quarantine", aside, 0, time.Time{}), len(last) > 0, aside == 0, "imports", "quarantine")
	rejected, receipt, at := 0, "", time.Time{}
	if len(last) > 0 {
		rejected, receipt, at = last[0].Totals.Rejected, last[0].ID, last[0].Started
	}
	l.add(check("ready_unread", rejected, 0, at), receipt != "", rejected == 0, "imports", receipt)
	return nil
}

// newestSources are the newest dates of advisories, all publishers together, and
// of the KEV catalogue; a date ahead of the clock counts as its arrival.
func (l *readinessLook) newestSources() map[domain.Format]time.Time {
	newest := map[domain.Format]time.Time{}
	for _, s := range l.status.Sources {
		group := domain.FormatCSAF
		switch s.Format {
		case domain.FormatEPSS, domain.FormatSTIX:
			continue
		case domain.FormatKEV:
			group = domain.FormatKEV
		}
		at := s.Newest
		if at.IsZero() || at.After(l.status.At) {
			at = s.Arrived
		}
		if at.After(newest[group]) {
			newest[group] = at
		}
	}
	return newest
}

package workflow

import (
	"slices"
	"time"

	"fenceline/internal/domain"
)

// act checks that what is due has its owner, its time and its end.
func (l *readinessLook) act() error {
	check := func(code domain.Code, have, of int) domain.ReadinessCheck {
		return domain.ReadinessCheck{Code: code, Group: domain.GroupAct, Have: have, Of: of}
	}
	forensic, owned := 0, 0
	for i := range l.views {
		v := &l.views[i]
		if v.Tier == domain.TierForensic || v.State == domain.StateTriage {
			forensic++
		}
		if v.Owner != "" {
			owned++
		}
	}
	advised := l.status.Advisories > 0
	l.add(check("ready_overdue", l.status.Overdue, l.status.Targets), advised, l.status.Overdue == 0, "tasks", onGap(l.status.Overdue > 0, domain.OnlyOverdue))
	l.add(check("ready_forensic", forensic, 0), advised, forensic == 0, "today", "")
	l.add(check("ready_owners", owned, len(l.views)), len(l.views) > 0, owned == len(l.views), "tasks", onGap(owned < len(l.views), domain.OnlyWithoutOwner))
	unplanned, err := l.withoutUpgrade()
	if err != nil {
		return err
	}
	l.add(check("ready_upgrades", len(unplanned), 0), advised, len(unplanned) == 0, "assets", onGap(len(unplanned) > 0, domain.OnlyThings))
	l.about(unplanned)
	unpatchable, err := l.desk.unpatchable(l.r)
	if err != nil {
		return err
	}
	planned := 0
	for _, u := range unpatchable {
		if u.Plan != "" {
			planned++
		}
	}
	l.add(check("ready_unpatchable", planned, len(unpatchable)), true, planned == len(unpatchable), "tasks", domain.OnlyExceptions)
	exceptions, err := l.desk.exceptionViews(l.r, false)
	if err != nil {
		return err
	}
	due := slices.DeleteFunc(slices.Clone(exceptions), func(e domain.ExceptionView) bool { return !e.ReviewDue })
	l.add(check("ready_exceptions", len(due), len(exceptions)), true, len(due) == 0, "tasks", domain.OnlyExceptions)
	plan, err := l.r.PlanSettings()
	if err != nil {
		return err
	}
	l.add(check("ready_capacity", len(plan.Capacity), 0), true, len(plan.Capacity) > 0, "plan", domain.OnlyHours)
	return nil
}

// withoutUpgrade are the assets with something to do at their next upgrade that
// have none planned: those dates never come.
func (l *readinessLook) withoutUpgrade() (ids []string, err error) {
	for a, err := range l.r.Assets() {
		if err != nil {
			return nil, err
		}
		if !a.Retired.IsZero() || a.NextUpgrade >= l.today {
			continue
		}
		if !l.counted.assets[a.ID].upgrade {
			continue
		}
		ids = append(ids, a.ID)
	}
	return ids, nil
}

// recover checks what holds when a computer, a person or the line is gone.
func (l *readinessLook) recover() error {
	check := func(code domain.Code, have, of int, at time.Time) domain.ReadinessCheck {
		return domain.ReadinessCheck{Code: code, Group: domain.GroupRecover, Have: have, Of: of, At: at}
	}
	reachable, oldest := 0, time.Time{}
	for _, role := range domain.ContactRoles() {
		c := domain.ContactOf(l.status.Desk.Contacts, role)
		if !c.Reachable() {
			continue
		}
		reachable++
		if oldest.IsZero() || c.Changed.Before(oldest) {
			oldest = c.Changed
		}
	}
	all := len(domain.ContactRoles())
	l.add(check("ready_contacts", reachable, all, oldest), true, reachable == all && l.within(oldest, contactAge), "readiness", "contacts")
	people, proven := 0, 0
	for p, err := range l.r.People() {
		if err != nil {
			return err
		}
		if !p.Retired.IsZero() {
			continue
		}
		people++
		if p.Secret != nil {
			proven++
		}
	}
	l.add(check("ready_people", proven, people, time.Time{}), true, people > 0 && proven == people, "settings", "people")
	backup, err := l.lastBackup()
	if err != nil {
		return err
	}
	l.add(check("ready_backup", max(0, l.today.Sub(domain.DayOf(backup, l.zone))), 0, backup), true, l.within(backup, backupAge), "settings", "backup")
	head, err := l.r.VerifyLog()
	if err != nil && !domain.Is(err, domain.Corrupt) {
		return err
	}
	l.add(check("ready_log", int(head.Seq), 0, time.Time{}), true, err == nil, "settings", "log")
	return nil
}

// lastBackup is when the newest backup was written; zero where there was none.
func (l *readinessLook) lastBackup() (time.Time, error) {
	var newest time.Time
	for e, err := range l.r.EventsOf("desk") {
		if err != nil {
			return newest, err
		}
		if e.Verb == "backup" && e.At.After(newest) {
			newest = e.At
		}
	}
	return newest, nil
}

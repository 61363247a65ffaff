package screen

import (
	"context"
	"fmt"

	"fenceline/internal/domain"
)

func (d *desk) Configure(_ context.Context, edit func(*domain.Desk)) error {
	d.note("configure")
	if d.err == nil {
		edit(&d.status.Desk)
	}
	return d.err
}

func (d *desk) People(context.Context, bool) ([]domain.PersonView, error) { return d.people, d.err }

func (d *desk) SetPerson(_ context.Context, name string, role domain.Role, secret *string) error {
	what := "person " + name + " " + string(role)
	if secret != nil {
		what += " secret " + *secret
	}
	d.note(what)
	return d.err
}

func (d *desk) RetirePerson(_ context.Context, name string) error {
	d.note("retire " + name)
	return d.err
}

func (d *desk) TrustKeys(context.Context) ([]domain.TrustKey, error) { return d.keys, d.err }

func (d *desk) OfferKeys(_ context.Context, file string) ([]domain.TrustKey, error) {
	d.note("offer " + file)
	return d.keys, d.err
}

func (d *desk) PinKey(_ context.Context, fingerprint string, namespaces []string) (domain.TrustKey, error) {
	what := "pin " + fingerprint
	for _, n := range namespaces {
		what += " for " + n
	}
	d.note(what)
	return domain.TrustKey{}, d.err
}

func (d *desk) RevokeKey(_ context.Context, ref, reason string) (domain.TrustKey, error) {
	d.note("revoke " + ref + ": " + reason)
	return domain.TrustKey{}, d.err
}

func (d *desk) VerifyLog(context.Context) (domain.LogHead, error) { return d.status.Log, d.err }

func (d *desk) BackUp(ctx context.Context, path string) (BackupFacts, error) {
	d.note("back up " + path)
	return d.CheckBackup(ctx, path)
}

func (d *desk) CheckBackup(_ context.Context, path string) (BackupFacts, error) {
	return BackupFacts{Path: path, Assets: 3}, d.err
}

func (d *desk) Readiness(context.Context) (domain.Readiness, error) { return d.ready, d.err }

func (d *desk) SetContact(_ context.Context, c domain.Contact) error {
	d.note("contact " + string(c.Role) + " " + c.Name)
	return d.err
}

func (d *desk) Drives(context.Context) ([]domain.Drive, error) { return nil, d.err }

func (d *desk) Recognise(context.Context, []string) (domain.Guess, error) { return d.guess, d.err }

func (d *desk) Renew(_ context.Context, progress func(domain.Progress)) error {
	d.note("renew")
	for _, p := range d.progress {
		progress(p)
	}
	return d.err
}

func (d *desk) CheckCSAF(context.Context, func(domain.Progress)) (domain.CSAFChecked, error) {
	d.note("check csaf")
	d.csaf.Failing, d.csaf.Waiting = d.csaf.Failing+1, 0
	return domain.CSAFChecked{Standing: d.csaf}, d.err
}

func (d *desk) CSAFFailing(context.Context) (domain.CSAFChecked, error) {
	return domain.CSAFChecked{Standing: d.csaf}, d.err
}

func (d *desk) Quarantine(context.Context, bool) ([]domain.QuarantineItem, error) {
	return d.aside, nil
}

func (d *desk) Release(_ context.Context, ref, reason string) (domain.Receipt, error) {
	d.note("release " + ref + ": " + reason)
	return domain.Receipt{ID: "r-released"}, d.err
}

func dry(yes bool) string {
	if yes {
		return "dry "
	}
	return ""
}

func (d *desk) AssetRules(context.Context) ([]domain.AssetRule, error) {
	return []domain.AssetRule{{ID: "01RULE", Asset: "a-1", Name: "LAB-01", Signs: []domain.AssetSign{{By: domain.SignFile, Value: "lab"}}}}, d.err
}

func (d *desk) ForgetAssetRule(_ context.Context, id string) (domain.AssetRule, error) {
	d.note("forget " + id)
	return domain.AssetRule{}, d.err
}

func (d *desk) TakeAssets(_ context.Context, path string, o ListOptions) (domain.AssetReceipt, error) {
	d.note(fmt.Sprintf("assets %s %s%v %s", path, dry(o.DryRun), o.Columns, o.Dates))
	return domain.AssetReceipt{Rows: 3, Created: 2, Refused: 1}, d.err
}

func (d *desk) TakeTickets(_ context.Context, path string, o ListOptions) (domain.TicketReceipt, error) {
	d.note(fmt.Sprintf("tickets %s %s%v %v %t %s", path, dry(o.DryRun), o.Columns, o.States, o.Exceptions, o.Control))
	return domain.TicketReceipt{Rows: 2, Taken: 1, Unmatched: 1, Columns: []domain.ListColumn{{Header: "Flaw", Field: "about", Given: true}, {Header: "Box"}},
		States: map[string]string{"Parked": "blocked"}, Unknown: []string{"Sent"}}, d.err
}

func (d *desk) TakeMachines(_ context.Context, paths []string, o MachineOptions, _ func(domain.Progress)) (domain.InventoryReceipt, error) {
	d.note(fmt.Sprintf("machines %s %screate=%v %s %s", paths[0], dry(o.DryRun), o.Create, o.OS, o.Asset))
	return domain.InventoryReceipt{Created: 1}, d.err
}

package ui

import (
	"context"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
)

func (f *fixture) Policies(context.Context) ([]domain.PolicyView, error) {
	if f.policies == nil {
		for _, t := range domain.Policies() {
			f.policies = append(f.policies, domain.PolicyView{Table: t, Desk: t.Name == domain.PolicyBOD})
		}
	}
	return f.policies, f.err
}

func (f *fixture) UsePolicy(_ context.Context, name, group string) error {
	f.note("use %s for %q", name, group)
	return f.moveErr
}

func (f *fixture) ImportPolicy(_ context.Context, file, name, version string) (domain.Table, error) {
	f.note("take in %s as %q %q", file, name, version)
	return domain.Table{}, f.moveErr
}

func (f *fixture) WritePolicy(_ context.Context, name string, rows bool, path string) error {
	f.note("write %s, rows %v, to %s", name, rows, path)
	return f.moveErr
}

func (f *fixture) DropPolicy(_ context.Context, name string) error {
	f.note("drop %s", name)
	return f.moveErr
}

// ownTables is Cedar Hollow with a table of its own, which the wards go by.
func ownTables() *fixture {
	f := cedarHollow()
	all, _ := f.Policies(context.Background())
	t, _ := domain.Policy(domain.PolicyBOD)
	t.Name, t.Version, t.Title, t.Source = "wards", "1.2", "Cedar Hollow, wards and bedside devices", "the change board, 3 November 2026"
	f.policies = append(all, domain.PolicyView{Table: t, Own: true, Groups: []string{"wards"}})
	return f
}

func showTable(name string) func(*Window) {
	return func(w *Window) {
		w.Go(screen.Route{Screen: screen.NameSettings, ID: "policy"})
		w.settings.ShowTable(name)
	}
}

// besideDesk has a freeze and no window before the date of its first task.
func besideDesk() *fixture {
	f := cedarHollow()
	for id, d := range f.detail {
		d.Beside = []domain.DateNote{
			{Code: domain.NoteFrozen, Day: "2026-11-26", To: "2026-11-29", Reason: "Thanksgiving, two technicians on call"},
			{Code: domain.NoteNoWindow, Day: "2026-12-06", Window: "Sun 02:00 4h"},
		}
		d.Why.Facts = d.Why.Facts[:min(2, len(d.Why.Facts))]
		f.detail[id] = d
	}
	return f
}

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

func (f *fixture) VEXDecisions(_ context.Context, ended bool) ([]domain.VEXView, error) {
	var out []domain.VEXView
	for _, d := range f.decisions {
		if ended || d.Ended.IsZero() {
			out = append(out, d)
		}
	}
	return out, f.err
}

func (f *fixture) DecideVEX(_ context.Context, q domain.VEXRequest) (domain.VEXDecision, error) {
	f.note("decide %+v", q)
	return domain.VEXDecision{ID: "V-4"}, f.moveErr
}

func (f *fixture) UndoVEX(_ context.Context, id, reason string) error {
	f.note("undo %s %q", id, reason)
	return f.moveErr
}

func (f *fixture) WriteVEX(_ context.Context, format, audience, path string) (domain.VEXDocument, error) {
	f.note("write %s for %s to %s", format, audience, path)
	return domain.VEXDocument{TLP: domain.TLPAmber, Statements: make([]domain.VEXStatement, 3), Changes: make([]domain.VEXChange, 4), Withheld: 1}, f.moveErr
}

// decidedDesk has decisions of its own: one in force that publishers contradict, one
// whose day of review has come, one that was taken back.
func decidedDesk() *fixture {
	f := cedarHollow()
	decision := func(id, flaw, name, version string, status domain.Status, month, day int) domain.VEXView {
		return domain.VEXView{VEXDecision: domain.VEXDecision{ID: id, Vulnerabilities: []string{flaw}, Product: domain.VEXProduct{Name: name, Versions: []string{version}}, Status: status,
			Reason: "the PKCS#12 import is switched off in the viewer's settings", By: "B.K., director", Assurance: domain.Asserted, At: at(month, day, 9, 30), Review: "2027-11-03"}}
	}
	first := decision("V-3", "CVE-2026-48210", "OpenSSL", "3.0.15", domain.StatusNotAffected, 11, 3)
	first.Assets, first.AssetNames, first.Findings = []string{"a-PACS-SRV-01"}, []string{"PACS-SRV-01"}, 1
	first.Justification, first.Impact = "vulnerable_code_not_in_execute_path", "No PKCS#12 file is ever read."
	first.Against = []domain.VEXConflict{{Advisory: "csaf:openssl:OPENSSL-SA-2026-11", Verdict: domain.Affected, Badge: domain.BadgeUnchecked, Later: true}}
	second := decision("V-2", "CVE-2026-46021", "Acrobat Reader DC", "26.001", domain.StatusAffected, 3, 9)
	second.Action, second.Reason, second.Review, second.ReviewDue = "forms are opened on the kiosk only", "the desk has the same build", "2026-11-20", true
	third := decision("V-1", "CVE-2026-45318", "libwebp", "1.3.2-custom", domain.StatusUnderInvestigation, 2, 2)
	third.Ended, third.EndedBy, third.EndCode, third.EndReason = at(2, 20, 8, 0), "J.M.", domain.VEXUndone, "the vendor answered"
	f.decisions = []domain.VEXView{first, second, third}
	return f
}

func decideFirst(w *Window, finding string) {
	w.findings.Select(finding)
	w.decideFinding(w.findings.State().Row)
	w.decisions.Choose(screen.DecideStatus, string(domain.StatusNotAffected))
}

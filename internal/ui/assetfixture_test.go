package ui

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
)

func (f *fixture) RetiredAssets(context.Context) ([]domain.AssetView, error) {
	return []domain.AssetView{{Asset: domain.Asset{ID: "a-old", Name: "WS-003", Kind: "workstation", Created: at(3, 2, 9, 0), Retired: at(10, 5, 11, 0)}}}, f.err
}

func (f *fixture) EditAssets(_ context.Context, ids []string, facts map[string]string) error {
	for _, fact := range slices.Sorted(maps.Keys(facts)) {
		f.answered = append(f.answered, strings.Join(ids, "+")+" "+fact+"="+facts[fact])
	}
	return f.err
}

func (f *fixture) RetireAsset(_ context.Context, id string) (domain.Asset, error) {
	f.answered = append(f.answered, "retire "+id)
	return domain.Asset{ID: id}, f.err
}

func (f *fixture) RestoreAsset(_ context.Context, id string) (domain.Asset, error) {
	f.answered = append(f.answered, "restore "+id)
	return domain.Asset{ID: id}, f.err
}

func (f *fixture) MergeAssets(_ context.Context, keep string, others []string) (domain.Asset, error) {
	f.answered = append(f.answered, "merge "+keep+" <- "+strings.Join(others, "+"))
	return domain.Asset{ID: keep}, f.err
}

func (f *fixture) ConfirmAssets(_ context.Context, kind domain.ConfirmKind, note string) (domain.Confirmation, error) {
	f.answered = append(f.answered, "confirm "+string(kind)+" "+note)
	return domain.Confirmation{By: "J.M.", At: now, Assets: len(f.assets), Note: note, Kind: kind}, f.err
}

// confirmedDesk is one whose list was confirmed for the year long ago, and for the
// month lately.
func confirmedDesk() *fixture {
	f := cedarHollow()
	f.status.Desk.Confirmed = domain.Confirmation{Kind: domain.ConfirmMonthly, By: "R. Ortiz", At: at(11, 3, 15, 0), Assets: 18}
	f.status.Desk.ConfirmedYearly = domain.Confirmation{Kind: domain.ConfirmYearly, By: "J.M.", At: at(1, 14, 15, 0).AddDate(-1, 0, 0), Assets: 17}
	return f
}

func (f *fixture) Software(context.Context, string) ([]domain.Held, error) {
	held := func(name, vendor, version, slot string, key domain.PackageKey) domain.Held {
		return domain.Held{Component: domain.Component{ID: name, Name: name, Vendor: vendor, Version: version, Key: key}, Slot: slot}
	}
	return []domain.Held{
		held("7-Zip", "Igor Pavlov", "24.09", "software", "cpe:7-zip:7-zip"),
		held("Apache Tomcat", "Apache Software Foundation", "10.1.44", "software", "cpe:apache:tomcat"),
		held("Portal connector", "Corelane", "", "software", "name:corelane:portal connector"),
		held("Mozilla Firefox ESR", "Mozilla", "128.9.0", "winget", "cpe:mozilla:firefox_esr"),
		held("setup helper", "", "3", "software", ""),
	}, f.err
}

func (f *fixture) AssetFindings(ctx context.Context, id string, limit int) ([]domain.FindingView, int, error) {
	return f.Findings(ctx, "", 0, limit)
}

func (f *fixture) AssetTasks(ctx context.Context, id string) ([]domain.AssetTask, error) {
	tasks, err := f.Tasks(ctx, false)
	var out []domain.AssetTask
	for i, t := range tasks[:min(6, len(tasks))] {
		target := domain.Target{Task: t.ID, Asset: id, State: domain.StateOpen, Due: domain.Due{Date: t.Due, Tier: t.Tier}}
		if i == 5 {
			target.State = domain.StateVerified
		}
		out = append(out, domain.AssetTask{TaskView: t, Target: target, LateThere: t.Overdue})
	}
	return out, err
}

func (f *fixture) SoftwareChanges(_ context.Context, id string, from, to time.Time) (domain.SoftwareChanges, error) {
	return domain.SoftwareChanges{Asset: id, From: at(11, 17, 9, 0), To: now, Before: 211, After: 212, Documents: []domain.SnapshotView{{Slot: "software", File: "portal-01.json", At: at(11, 24, 15, 5), By: "J.M."}},
		Changes: []domain.SoftwareChange{
			{Slot: "software", Name: "7-Zip", Before: []string{"23.01"}, After: []string{"24.09"}},
			{Slot: "software", Name: "Adobe Reader", Before: []string{"23.8.20533"}},
			{Slot: "software", Name: "Apache Tomcat", After: []string{"10.1.44"}},
		}}, f.err
}

func (f *fixture) EventsFrom(_ context.Context, _ uint64, about string) ([]domain.LogEvent, error) {
	return []domain.LogEvent{
		{Seq: 40, At: at(11, 3, 9, 12), Person: "J.M.", Verb: "asset.add", Subject: about, After: `{"id":"a-1","revision":1,"name":"` + about + `","kind":"server"}`},
		{Seq: 77, At: at(11, 24, 15, 5), Person: "J.M.", Verb: "asset.set", Subject: about, Before: `{"id":"a-1","revision":1,"name":"` + about + `","kind":"server"}`,
			After: `{"id":"a-1","revision":2,"name":"` + about + `","kind":"server","location":"Server room","support_end":"2029-06-30","exposure":[{"value":"yes","by":"J.M.","at":"2026-11-24T21:05:00Z"}]}`},
	}, f.err
}

func (f *fixture) Scan(ctx context.Context, wish screen.ScanWish, progress func(domain.Progress)) (screen.ScanFound, error) {
	f.imported = append(f.imported, "scan "+wish.Folder+" without "+strings.Join(wish.Exclude, "+"))
	progress(domain.Progress{Stage: "scan_read", Done: 812, Name: "portal/lib/tomcat-embed-core.jar"})
	if f.hold != nil {
		select {
		case <-f.hold:
		case <-ctx.Done():
			return screen.ScanFound{}, &domain.Error{Kind: domain.Cancelled, Op: "scan", Subject: wish.Folder}
		}
	}
	if wish.Folder == "" {
		return screen.ScanFound{Path: "/media/usb/DESK-01.fenceline.json.gz", Machine: "DESK-01", System: "Debian 12", Software: 411}, f.err
	}
	return screen.ScanFound{Path: "/media/usb/folder-srv-portal.syft.json", Slot: "folder-srv-portal", Software: 96, Files: 1204, Excluded: 3, Unread: 7}, f.err
}

func (f *fixture) Drop(found screen.ScanFound) { f.imported = append(f.imported, "drop "+found.Path) }

// twiceDesk lists machines twice.
func twiceDesk() *fixture {
	f := cedarHollow()
	f.today.Questions = nil
	named := func(id, name, serial string, hosts ...string) domain.AssetView {
		return domain.AssetView{Asset: domain.Asset{ID: id, Name: name, Kind: "workstation", Serial: serial, Hostnames: hosts, Location: "Front desk", Created: at(11, 2, 9, 0)}}
	}
	f.assets = append(f.assets, named("a-t1", "Reception PC", "5CG1234ABD"), named("a-t2", "WS-014", "5cg-1234-abd", "ws-014.corp.example"), named("a-t3", "ws-014", ""))
	return f
}

package screen

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
)

func (d *desk) RetiredAssets(context.Context) ([]domain.AssetView, error) {
	return []domain.AssetView{{Asset: domain.Asset{ID: "a-0", Name: "old pump", Retired: time.Unix(1, 0)}}}, d.err
}

func (d *desk) EditAssets(_ context.Context, ids []string, facts map[string]string) error {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		parts = append(parts, name+"="+facts[name])
	}
	d.note("edit " + strings.Join(ids, "+") + " " + strings.Join(parts, " "))
	return d.err
}

func (d *desk) RetireAsset(_ context.Context, id string) (domain.Asset, error) {
	d.note("retire " + id)
	return domain.Asset{}, d.err
}

func (d *desk) RestoreAsset(_ context.Context, id string) (domain.Asset, error) {
	d.note("restore " + id)
	return domain.Asset{}, d.err
}

func (d *desk) MergeAssets(_ context.Context, keep string, others []string) (domain.Asset, error) {
	d.note("merge " + keep + " " + strings.Join(others, "+"))
	return domain.Asset{}, d.err
}

func (d *desk) ConfirmAssets(_ context.Context, kind domain.ConfirmKind, note string) (domain.Confirmation, error) {
	d.note("confirm " + string(kind) + " " + note)
	return domain.Confirmation{By: "J.M.", Assets: 3}, d.err
}

func (d *desk) Software(context.Context, string) ([]domain.Held, error) {
	return []domain.Held{{Component: domain.Component{Name: "zlib", Version: "1.3"}}, {Component: domain.Component{Name: "Apache Tomcat", Vendor: "Apache"}}}, d.err
}

func (d *desk) AssetFindings(_ context.Context, id string, limit int) ([]domain.FindingView, int, error) {
	d.note(fmt.Sprintf("findings %s %d", id, limit))
	one := func(id string, v domain.Verdict) domain.FindingView {
		return domain.FindingView{Finding: domain.Finding{ID: id, Verdict: v}}
	}
	return []domain.FindingView{one("f-1", domain.NotAffected), one("f-2", domain.CannotTell), one("f-3", domain.Affected)}, 9, d.err
}

func (d *desk) AssetTasks(_ context.Context, id string) ([]domain.AssetTask, error) {
	d.note("tasks " + id)
	return []domain.AssetTask{{Target: domain.Target{Task: "T-1", Asset: id}}}, d.err
}

func (d *desk) SoftwareChanges(_ context.Context, id string, from, to time.Time) (domain.SoftwareChanges, error) {
	d.note(fmt.Sprintf("changes %s %s %s", id, day(from), day(to)))
	return domain.SoftwareChanges{Asset: id}, d.err
}

func day(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.Format("2006-01-02T15:04")
}

func (d *desk) EventsFrom(_ context.Context, _ uint64, about string) ([]domain.LogEvent, error) {
	return []domain.LogEvent{
		{Seq: 1, Verb: "asset.add", Subject: about, After: `{"id":"a-1","name":"portal"}`},
		{Seq: 2, Verb: "asset.set", Subject: about, Before: `{"id":"a-1","name":"portal"}`, After: `{"id":"a-1","name":"portal","location":"Ward 3"}`},
	}, d.err
}

func (d *desk) Scan(ctx context.Context, wish ScanWish, progress func(domain.Progress)) (ScanFound, error) {
	d.note(strings.TrimPrefix(strings.Join(wish.Folders, "+")+" scan "+wish.Folder+" "+strings.Join(wish.Exclude, "+"), " "))
	if ctx.Err() != nil {
		return ScanFound{}, ctx.Err()
	}
	return ScanFound{Path: "/t/found.json", Slot: "folder-x"}, d.err
}

func (d *desk) Drop(found ScanFound) { d.note("drop " + found.Path) }

func noDeeds(q *queue) *Deeds { return NewDeeds(q.run, func(DeedsState) {}, func() {}) }

// edits are what was asked of the desk but for reading.
func edits(d *desk) (out []string) {
	for _, a := range d.asked {
		if !strings.HasPrefix(a, "asset ") {
			out = append(out, a)
		}
	}
	return out
}

func openAssets(t *testing.T) (*queue, *desk, *Deeds, *Assets) {
	t.Helper()
	q, d := &queue{}, assetDesk()
	deeds := noDeeds(q)
	s := NewAssets(d, func(_ context.Context, facts map[string]string) (string, error) {
		d.note("add " + facts["name"] + "/" + facts["kind"] + "/" + facts["exposed"])
		d.assets = append(d.assets, domain.AssetView{Asset: domain.Asset{ID: "a-9", Name: facts["name"]}})
		return "a-9", d.err
	}, q.run, deeds, func(AssetsState) {})
	s.Refresh()
	q.all()
	d.asked = nil
	return q, d, deeds, s
}

func TestAnswersAreKeptAndTakenBack(t *testing.T) {
	q, d, deeds, s := openAssets(t)
	d.err = errDisk
	s.Answer("a-3", "exposed", "no")
	q.all()
	if st := s.State(); st.ActErr == nil || st.Busy || deeds.State().Deed != nil {
		t.Errorf("a failed answer: %+v", st.ActErr)
	}
	d.err, d.asked = nil, nil
	s.Answer("a-3", "exposed", "no")
	s.Answer("a-3", "exposed", "yes") // while the first is being stored
	q.all()
	deeds.Undo()
	q.all()
	equal(t, "asked", edits(d), []string{"edit a-3 exposed=no", "edit a-3 exposed="})
}

func TestAFormSendsWhatDiffers(t *testing.T) {
	q, d, deeds, s := openAssets(t)
	s.Begin(AssetEdit, []string{"a-1"})
	s.Enter("location", " Ward 3 ")
	s.Enter("mac", "00:1A:2B:3C:4D")
	s.Enter("support-end", "soon")
	s.Send(false)
	q.all()
	if f := s.State().Form; f == nil || f.Errs["mac"] == nil || f.Errs["support-end"] == nil || f.Errs["location"] != nil || len(edits(d)) > 0 {
		t.Fatalf("wrong facts: %+v, asked %v", f, d.asked)
	}
	s.Enter("mac", "00-1a-2b-3c-4d-5e; 00:1A:2B:3C:4D:5F")
	s.Enter("support-end", "2029-06-30")
	s.Send(false)
	q.all()
	deeds.Undo()
	q.all()
	equal(t, "asked", edits(d), []string{"edit a-1 location=Ward 3 mac=00-1a-2b-3c-4d-5e; 00:1A:2B:3C:4D:5F support-end=2029-06-30", "edit a-1 location= mac= support-end="})
	if s.State().Form != nil {
		t.Error("the form is still open")
	}
}

func TestSeveralAssetsAtOnce(t *testing.T) {
	q, d, deeds, s := openAssets(t)
	s.Mark("a-1")
	s.MarkAll()
	s.Mark("a-3")
	s.Begin(AssetBulk, s.State().Marked)
	f := s.State().Form
	if f == nil || f.Mixed["kind"] != 2 || f.Mixed["exposed"] != 2 || f.Values["kind"] != "" {
		t.Fatalf("form %+v", f)
	}
	for _, g := range f.Groups() {
		if slices.Contains(g.Fields, "serial") || slices.Contains(g.Fields, "name") {
			t.Error("several assets are given one name or serial number")
		}
	}
	s.Pick("exposed", "yes")
	s.Enter("owner", "R.T.")
	s.Send(false)
	q.all()
	deeds.Undo()
	q.all()
	equal(t, "asked", edits(d), []string{"edit a-1+a-2 exposed=yes owner=R.T.", "edit a-1 exposed=yes owner=", "edit a-2 exposed=no owner="})
}

func TestAddOneAfterTheOther(t *testing.T) {
	q, d := &queue{}, assetDesk()
	s := NewAssets(d, nil, q.run, noDeeds(q), func(AssetsState) {})
	s.StartAdding(true)
	if s.State().Form != nil || s.CanAdd() {
		t.Error("a window that cannot add opens the form")
	}
	q, d, _, s = openAssets(t)
	s.StartAdding(true)
	s.Enter("kind", "server")
	s.Send(true)
	if f := s.State().Form; f.Errs["name"] == nil {
		t.Error("an asset without a name")
	}
	s.Enter("name", "new box")
	s.Pick("exposed", "no")
	s.Send(true)
	q.all()
	f := s.State().Form
	if f == nil || f.Values["kind"] != "server" || f.Values["name"] != "" || f.Values["exposed"] != "" || s.State().Selected != "a-9" {
		t.Errorf("the next form: %+v", f)
	}
	s.GiveUp()
	if s.State().Form != nil {
		t.Error("given up and still open")
	}
	equal(t, "asked", edits(d), []string{"add new box/server/no"})
}

func TestRetireMergeAndConfirm(t *testing.T) {
	q, d, deeds, s := openAssets(t)
	s.Retire([]string{"a-2", "a-3"}, true)
	q.all()
	deeds.Undo()
	q.all()
	s.Begin(AssetMerge, []string{"a-3"})
	if s.State().Form != nil {
		t.Error("one asset is merged with nothing")
	}
	s.Begin(AssetMerge, []string{"a-3", "a-2"})
	if f := s.State().Form; f.Values[FieldKeep] != "a-2" { // the one with an inventory
		t.Errorf("kept is %q", f.Values[FieldKeep])
	}
	s.Pick(FieldKeep, "a-3")
	s.Send(false)
	q.all()
	s.Begin(AssetConfirm, nil)
	s.Enter(FieldNote, "walked through")
	s.Send(false)
	q.all()
	s.Begin(AssetConfirm, nil)
	s.Pick(FieldHeld, string(domain.ConfirmYearly))
	s.Send(false)
	q.all()
	equal(t, "asked", edits(d), []string{"retire a-2", "retire a-3", "restore a-2", "restore a-3", "merge a-3 a-2", "confirm monthly walked through", "confirm yearly "})
	s.ShowRetired(true)
	q.all()
	equal(t, "retired", names(s.State().Assets), []string{"old pump"})
}

func TestAnUntouchedFormIsPutAside(t *testing.T) {
	_, _, _, s := openAssets(t)
	s.StartAdding(true)
	s.Enter("kind", "server")
	s.PutAside()
	if s.State().Form != nil {
		t.Error("a form without a name stays open beside a list")
	}
	s.StartAdding(true)
	s.Enter("name", "PUMP-7")
	s.PutAside()
	if f := s.State().Form; f == nil || f.Values["name"] != "PUMP-7" {
		t.Error("what was typed is gone")
	}
	s.GiveUp()
	s.Begin(AssetConfirm, nil)
	s.PutAside()
	if s.State().Form == nil {
		t.Error("another form is closed too")
	}
}

func TestAssetsAreFoundByWords(t *testing.T) {
	_, _, _, s := openAssets(t)
	s.Narrow(AssetFilter{Text: "MEDICAL pump"})
	equal(t, "by words", names(s.State().Assets), []string{"pump 1", "Pump 2"})
	s.Narrow(AssetFilter{Open: "safety"})
	if st := s.State(); len(st.Assets) != 3 || st.OpenFacts["safety"] != 3 || st.OpenFacts["exposed"] != 1 {
		t.Errorf("open questions %v", st.OpenFacts)
	}
}

func TestThePagesOfAnAsset(t *testing.T) {
	q, d, _, s := openAssets(t)
	s.Select("a-1")
	s.OpenTab(AssetSoftware)
	q.all()
	if st := s.State(); !st.Filled || st.Software[0].Name != "Apache Tomcat" {
		t.Errorf("software %+v", st.Software)
	}
	if got := HeldMatching(s.State().Software, "APACHE tom"); len(got) != 1 || got[0].Name != "Apache Tomcat" {
		t.Errorf("found %v", got)
	}
	s.OpenTab(AssetHistory)
	q.all()
	p := s.State().Past
	if p == nil || len(p.Events) != 2 || p.Events[0].Seq != 2 || len(p.Events[0].Facts) != 1 || p.Events[0].Facts[0] != (domain.FactChange{Field: "location", After: "Ward 3"}) {
		t.Fatalf("history %+v", p)
	}
	s.Compare("soon", "", time.UTC)
	if p.DayErr == nil {
		t.Error("a day that is none")
	}
	s.Compare("2026-11-02", "2026-11-10", time.UTC)
	q.all()
	if p.Changes == nil || d.asked[len(d.asked)-1] != "changes a-1 2026-11-02T23:59 2026-11-10T23:59" {
		t.Errorf("asked %v", d.asked)
	}
}

func TestDuplicates(t *testing.T) {
	a := func(id, name, serial, mac string, hosts ...string) domain.AssetView {
		v := domain.AssetView{Asset: domain.Asset{ID: id, Name: name, Serial: serial, Hostnames: hosts}}
		if mac != "" {
			v.MACs = []string{mac}
		}
		return v
	}
	all := []domain.AssetView{
		a("1", "Reception", "5CG-1234", ""), a("2", "WS-014", "5cg1234", "", "ws-014.corp.example"), a("3", "ws-014", "", "00:1A:2B:3C:4D:5E"),
		a("4", "LAP-1", "None", "00-1a-2b-3c-4d-5e"), a("5", "LAP-2", "none", ""),
		a("6", "ws-9.east.example", "", ""), a("7", "ws-9.west.example", "", ""),
	}
	var got []string
	for _, d := range Duplicates(all) {
		got = append(got, d.By+" "+strings.Join(d.IDs, "+"))
	}
	equal(t, "groups", got, []string{"serial 1+2", "hostname 2+3", "mac 3+4"})
}

func TestScan(t *testing.T) {
	q, d := &queue{}, assetDesk()
	var found []string
	s := NewScan(d, q.run, time.Now, func(ScanState) {}, func(f ScanFound, asset string) { found = append(found, f.Path+" for "+asset) })
	s.Set(func(f *ScanForm) { f.This = false })
	s.Start()
	if st := s.State(); st.Err == nil || st.Job != nil {
		t.Error("a scan of no folder")
	}
	s.Type(func(f *ScanForm) { f.Folder, f.Exclude, f.Asset = " /srv ", "cache, **/*.iso", "a-1" })
	s.Start()
	s.Start() // it runs
	q.all()
	equal(t, "asked", edits(d), []string{"scan /srv cache+**/*.iso"})
	equal(t, "found", found, []string{"/t/found.json for a-1"})
	s.Set(func(f *ScanForm) { f.This, f.Folders = true, "/opt, /srv" })
	d.asked, found = nil, found[:1]
	s.Start()
	q.all()
	equal(t, "asked of this computer", edits(d), []string{"/opt+/srv scan  cache+**/*.iso"})
	found = found[:1]
	s.Start()
	s.Cancel()
	if !s.State().Job.Stopping {
		t.Error("it does not stop")
	}
	q.all()
	if st := s.State(); st.Err == nil || st.Job != nil || len(found) != 1 {
		t.Errorf("after cancel %+v", st)
	}
}

func TestAScanIsSeenFirst(t *testing.T) {
	q, d := &queue{}, assetDesk()
	s := NewIntake(d, q.run, time.Now, d.Drop, func(IntakeState) {}, nil)
	s.Scanned(ScanFound{Path: "/t/x/found.json", Slot: "folder-x"}, "a-1")
	q.all()
	s.Choose("b.json")
	s.Assign("a-2")
	q.all()
	s.Commit()
	q.all()
	s.Close()
	equal(t, "asked", d.asked, []string{"machines /t/x/found.json dry create=false  a-1", "machines /t/x/found.json dry create=false  a-1", "machines /t/x/found.json create=false  a-1",
		"drop /t/x/found.json", "drop /t/x/found.json"})
	if o := s.State(); o.Kind != "" {
		t.Error("still open")
	}
}

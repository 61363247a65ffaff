package workflow

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/testdata/sample"
)

// TestPurge: only what was last in effect before the days the log is kept goes;
// the chain, every head, and what the log rebuilds stay.
func TestPurge(t *testing.T) {
	d, c, _ := openSample(t)
	ctx := t.Context()
	head := func() domain.LogHead {
		t.Helper()
		head, err := d.VerifyLog(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return head
	}
	first := head()
	c.now = dayOne.Add(48 * time.Hour)
	for _, name := range []string{"PORTAL-TEST", "WS-002", "WS-013"} {
		if _, err := d.importSBOMFS(ctx, name, sample.FS, "later/"+name+".cdx.json"); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Configure(ctx, func(s *domain.Desk) { s.Beds = 26 }); err != nil {
		t.Fatal(err)
	}
	second := head()
	if _, err := d.PurgeLog(ctx, PurgeRequest{}, false); codeOf(err) != "nothing_to_purge" {
		t.Fatalf("on day three: %v", err)
	}
	c.now = dayOne.AddDate(5, 11, 0)
	if out, err := d.PurgeLog(ctx, PurgeRequest{}, true); err != nil || out.Entries != 0 || out.Years != 6 {
		t.Fatalf("within six years: %+v, %v", out, err)
	}
	c.now = dayOne.AddDate(6, 1, 0)
	before := taskLines(t, d)
	would, err := d.PurgeLog(ctx, PurgeRequest{}, true)
	if err != nil || would.Entries == 0 || would.Kept == 0 {
		t.Fatalf("after six years: %+v, %v", would, err)
	}
	if head() != second {
		t.Fatal("a dry run wrote something")
	}
	did, err := d.PurgeLog(ctx, PurgeRequest{Reason: "six years are over"}, false)
	if err != nil || did != would {
		t.Fatalf("%+v, %v; announced %+v", did, err, would)
	}
	if after := taskLines(t, d); after != before {
		t.Error("the purge changed tasks")
	}
	for _, old := range []domain.LogHead{first, second, head()} {
		if err := d.HoldsHead(ctx, old.String()); err != nil {
			t.Error(err)
		}
	}
	var lines bytes.Buffer
	if err := d.ExportEvents(ctx, &lines, 1, ""); err != nil {
		t.Fatal(err)
	}
	if got, err := VerifyLines("log.jsonl", bytes.NewReader(lines.Bytes())); err != nil || got != head() {
		t.Errorf("exported: %v, %v", got, err)
	}
	checkPurged(t, d, did)
	mustRebuild(t, d)
	if _, err := d.PurgeLog(ctx, PurgeRequest{}, false); codeOf(err) != "nothing_to_purge" {
		t.Errorf("again: %v", err)
	}
}

// checkPurged: what is in effect is still there, and the log says what is not.
func checkPurged(t *testing.T, d *Desk, did domain.Purge) {
	t.Helper()
	ended, gone, named := map[string]bool{}, 0, 0
	tasks, err := d.Tasks(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range tasks {
		ended[v.ID] = v.State.Done()
	}
	open := 0
	events, err := d.EventsFrom(t.Context(), 1, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		switch {
		case e.Purged != 0:
			gone++
			if e.Person != "" || e.After != "" || e.Hash == "" {
				t.Errorf("purged entry %d still says %+v", e.Seq, e)
			}
		case e.Verb == domain.VerbPurge:
			named++
			if !strings.Contains(e.Reason, "six years are over") || !strings.Contains(e.Reason, string(domain.Asserted)) {
				t.Errorf("the purge says %s", e.Reason)
			}
		case e.Verb == "task.new" && ended[e.Subject]:
			t.Errorf("entry %d about the ended %s is still there", e.Seq, e.Subject)
		case e.Verb == "task.new":
			open++
		}
	}
	if gone != did.Entries || named == 0 || open == 0 {
		t.Errorf("%d entries are purged, %d were to be; %d purges named; %d open tasks begin in the log", gone, did.Entries, named, open)
	}
}

// TestTwoPersons: where two persons are asked for, nobody approves what they asked
// for, be it a change, an exception or a purge.
func TestTwoPersons(t *testing.T) {
	d, _, _ := openSample(t)
	ctx := t.Context()
	folder, c := d.Folder(), &clock{now: dayOne}
	task := oneTask(t, d).ID
	secret := "correct horse battery"
	if err := d.Configure(ctx, func(s *domain.Desk) { s.TwoPersons = true }); err != nil {
		t.Fatal(err)
	}
	if err := d.SetPerson(ctx, "B.K.", domain.RoleApprove, &secret); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	exception := func(approver, proof string) func(*Desk) error {
		return func(d *Desk) error {
			_, err := d.Move(ctx, domain.Move{Intent: domain.IntentExcept, Tasks: []string{task}, Reason: "no window", ApproverPassphrase: proof,
				Exception: domain.Exception{Approver: approver, Control: "own segment", End: "2027-02-01"}})
			return err
		}
	}
	approve := func(d *Desk) error { return d.Approve(ctx, []string{task}, false) }
	ask := func(d *Desk) error { return d.AskApproval(ctx, []string{task}) }
	purge := func(approver, proof string) func(*Desk) error {
		return func(d *Desk) error {
			_, err := d.PurgeLog(ctx, PurgeRequest{Approver: approver, ApproverPassphrase: proof}, false)
			return err
		}
	}
	for _, s := range []struct {
		name, person, passphrase string
		do                       func(*Desk) error
		want                     domain.Code
	}{
		{"a second who approves", "B.K.", secret, func(d *Desk) error { return d.SetPerson(ctx, "J.M.", domain.RoleApprove, nil) }, ""},
		{"an editor", "B.K.", secret, func(d *Desk) error { return d.SetPerson(ctx, "R.T.", domain.RoleEdit, nil) }, ""},
		{"nobody asked", "B.K.", secret, approve, "approval_not_asked"},
		{"one asks", "J.M.", "", ask, ""},
		{"and cannot approve", "j.m. ", "", approve, "approver_asked"},
		{"another can", "B.K.", secret, approve, ""},
		{"asking again takes the approval back", "R.T.", "", ask, ""},
		{"an exception approved by who enters it", "B.K.", secret, exception("B.K.", secret), "approver_asked"},
		{"an exception approved by another", "R.T.", "", exception("B.K.", secret), ""},
		{"a purge approved by who asks", "B.K.", secret, purge("", ""), "approver_asked"},
		{"a purge approved by an editor", "B.K.", secret, purge("R.T.", ""), "role_missing"},
		{"a purge approved by another without proof", "R.T.", "", purge("B.K.", ""), "approval_unproven"},
		{"a purge approved by another", "R.T.", "", purge("B.K.", secret), "nothing_to_purge"},
		{"an editor cannot end the rule", "R.T.", "", func(d *Desk) error { return d.Configure(ctx, func(s *domain.Desk) { s.TwoPersons = false }) }, "role_missing"},
		{"nor shorten the log", "R.T.", "", func(d *Desk) error { return d.Configure(ctx, func(s *domain.Desk) { s.Retention = 1 }) }, "role_missing"},
		{"who approves can", "B.K.", secret, func(d *Desk) error { return d.Configure(ctx, func(s *domain.Desk) { s.Retention = 7 }) }, ""},
		{"no time at all", "B.K.", secret, func(d *Desk) error { return d.Configure(ctx, func(s *domain.Desk) { s.Retention = -1 }) }, "retention_unfit"},
	} {
		if got := codeOf(asPerson(t, folder, c, s.person, s.passphrase, s.do)); got != s.want && !(s.want == "" && got == "<nil>") {
			t.Fatalf("%s: %q, want %q", s.name, got, s.want)
		}
	}
	d = openDesk(t, folder, c)
	got, err := d.Task(ctx, task)
	if err != nil || got.Asked.By != "R.T." || !got.Approved.At.IsZero() {
		t.Errorf("asked %+v, approved %+v, %v", got.Asked, got.Approved, err)
	}
}

// TestHeadsThatLeft: each report carries a head that the log holds; a log that was
// cut off or written anew holds it no more.
func TestHeadsThatLeft(t *testing.T) {
	d, _, _ := openSample(t)
	ctx := t.Context()
	reports := map[string]string{}
	for _, format := range []string{ReportPDF, ReportHTML, ReportXLSX, ReportCSV, ReportJSON} {
		var out bytes.Buffer
		if err := d.ExportReport(ctx, format, "", Destination{Path: "-", Standard: &out}); err != nil {
			t.Fatal(err)
		}
		reports[format] = out.String()
		if n, err := d.HoldsHeads(ctx, format, &out); err != nil || n != 1 {
			t.Errorf("%s: %d heads, %v", format, n, err)
		}
	}
	if _, err := d.HoldsHeads(ctx, "notes.txt", strings.NewReader("nothing")); codeOf(err) != "heads_missing" {
		t.Error(err)
	}
	cutLog(t, d, 3)
	if _, err := d.VerifyLog(ctx); err == nil {
		t.Error("what was cut off does not show in the records")
	}
	if err := d.store.View(ctx, func(r *store.Read) error { _, err := r.VerifyLog(); return err }); err != nil {
		t.Errorf("the chain alone cannot show a clean cut: %v", err)
	}
	for format, text := range reports {
		if _, err := d.HoldsHeads(ctx, format, strings.NewReader(text)); codeOf(err) != "head_not_held" {
			t.Errorf("%s: %v", format, err)
		}
	}
}

// cutLog takes the newest n entries away, as somebody would who can write to the
// data file, and mends the head.
func cutLog(t *testing.T, d *Desk, n uint64) {
	t.Helper()
	err := d.engine.Update(t.Context(), func(w store.Writer) error {
		var head domain.LogHead
		data, err := w.Get("log-head")
		if err == nil {
			err = json.Unmarshal(data, &head)
		}
		if err != nil {
			return err
		}
		var last domain.LogEvent
		for seq := head.Seq - n + 1; seq <= head.Seq; seq++ {
			key := fmt.Sprintf("event/%020d", seq)
			if data, err = w.Get(key); err != nil {
				return err
			}
			if last.Seq == 0 {
				if err := json.Unmarshal(data, &last); err != nil {
					return err
				}
			}
			if err := w.Delete(key); err != nil {
				return err
			}
		}
		return w.Put("log-head", fmt.Appendf(nil, `{"seq":%d,"hash":%q,"host":%q}`, head.Seq-n, last.Prev, head.Host))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestExportedLinesTampered: an exported log shows by itself what was changed in it.
func TestExportedLinesTampered(t *testing.T) {
	d, _, _ := openSample(t)
	var out bytes.Buffer
	if err := d.ExportEvents(t.Context(), &out, 1, ""); err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(out.String(), "\n")
	swap := func(i int, old, new string) string {
		all := append([]string(nil), lines...)
		if !strings.Contains(all[i], old) {
			t.Fatalf("no %s in %s", old, all[i])
		}
		all[i] = strings.Replace(all[i], old, new, 1)
		return strings.Join(all, "")
	}
	for name, tt := range map[string]struct {
		text string
		want domain.Code
	}{
		"as it is":       {out.String(), ""},
		"windows lines":  {strings.ReplaceAll(out.String(), "\n", "\r\n"), ""},
		"a word changed": {swap(2, "J.M.", "K.M."), "lines_broken"},
		"a line left":    {strings.Join(append(append([]string(nil), lines[:4]...), lines[5:]...), ""), "lines_broken"},
		"begins late":    {strings.Join(lines[3:], ""), ""},
		"no first":       {swap(0, strings.Repeat("0", 64), strings.Repeat("1", 64)), "lines_broken"},
		"no JSON":        {"hello\n", "lines_broken"},
		"nothing":        {"", "lines_empty"},
	} {
		if _, err := VerifyLines("log.jsonl", strings.NewReader(tt.text)); codeOf(err) != tt.want && !(tt.want == "" && err == nil) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
}

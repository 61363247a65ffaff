package workflow

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/words"
	"fenceline/testdata/sample"
)

var update = flag.Bool("update", false, "write the goldens")

// clock is a clock that stands still until it is moved.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

// dayOne is Tuesday 24 November 2026, 15:05 at the sample operator.
var dayOne = time.Date(2026, 11, 24, 21, 5, 0, 0, time.UTC)

func openDesk(t testing.TB, folder string, c *clock) *Desk {
	t.Helper()
	d, err := Open(t.Context(), Options{Folder: folder, Person: "J.M., IT lead", Program: "Fenceline test", Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func openSample(t testing.TB) (*Desk, *clock, domain.Receipt) {
	t.Helper()
	c := &clock{now: dayOne}
	d := openDesk(t, t.TempDir(), c)
	receipt, err := d.OpenSample(t.Context(), Sample{Tree: sample.FS}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return d, c, receipt
}

// findingLines lists all findings, one a line.
func findingLines(t testing.TB, d *Desk) string {
	t.Helper()
	all, total, err := d.Findings(t.Context(), FindingFilter{})
	if err != nil || total != len(all) {
		t.Fatal(total, len(all), err)
	}
	var lines []string
	for _, f := range all {
		lines = append(lines, fmt.Sprintf("%s | %s %s | %s | %s | %s | %s", f.AssetName, f.Name, f.Version, f.Vulnerability, f.Verdict, f.Reason.Code, f.Advisory))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n") + "\n"
}

// taskLines lists all tasks with their targets.
func taskLines(t testing.TB, d *Desk) string {
	t.Helper()
	var b strings.Builder
	for _, closed := range []bool{false, true} {
		tasks, err := d.Tasks(t.Context(), closed)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range tasks {
			detail, err := d.Task(t.Context(), v.ID)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "%s | %s | %s | due %s | assumed %v | %s | clears %s\n", v.ID, words.Fix(v.PatchTask), v.Tier, v.Due, v.Assumed, v.State, strings.Join(v.Vulnerabilities, " "))
			for _, target := range detail.Targets {
				evidence := ""
				for _, e := range target.Evidence {
					evidence += " " + string(e.Code)
				}
				fmt.Fprintf(&b, "    %s | %s | %s | due %s | policy %s | row %d | before %s | seen %s |%s\n", target.AssetName, target.State, target.Due.Tier,
					target.Due.Date, target.Due.PolicyDate, target.Due.Row, target.Before, target.Seen, evidence)
			}
		}
	}
	return b.String()
}

func golden(t testing.TB, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", name, diff)
	}
}

func TestSampleDayOne(t *testing.T) {
	d, _, receipt := openSample(t)
	if got := receipt.Totals; got.Rejected != 0 || got.Quarantined != 1 || got.Imported == 0 || got.Recognised == 0 {
		t.Errorf("totals %+v", got)
	}
	findings, tasks := findingLines(t, d), taskLines(t, d)
	golden(t, "day-one-findings.txt", findings)
	golden(t, "day-one-tasks.txt", tasks)
	for _, v := range []domain.Verdict{domain.Affected, domain.NotAffected, domain.CannotTell} {
		if !strings.Contains(findings, "| "+string(v)+" |") {
			t.Errorf("the sample has no finding that is %s", v)
		}
	}
	for _, tier := range domain.Tiers() {
		if !strings.Contains(tasks, "| "+string(tier)+" |") {
			t.Errorf("the sample has no target of tier %q", tier)
		}
	}
	for _, code := range []domain.Code{domain.ReasonNoVersion, domain.ReasonRangeUnread, domain.ReasonUnderInvestigation, domain.ReasonRelationship, domain.ReasonStatedNotAffected} {
		if !strings.Contains(findings, "| "+string(code)+" |") {
			t.Errorf("the sample has no finding for reason %s", code)
		}
	}
	mustRebuild(t, d)
}

// mustRebuild proves that all derived records come out again byte-identical, and
// that tasks and targets do not change by it.
func mustRebuild(t testing.TB, d *Desk) {
	t.Helper()
	before, parts := taskLines(t, d), derivedParts(t, d)
	out, err := d.Reindex(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if !out.Identical {
		t.Errorf("reindex of %d arrivals: derived records differ:\n%s", out.Arrivals, cmp.Diff(parts, derivedParts(t, d)))
	}
	if diff := cmp.Diff(before, taskLines(t, d)); diff != "" {
		t.Errorf("reindex changed tasks:\n%s", diff)
	}
	if _, err := d.VerifyLog(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestSampleDayTwo(t *testing.T) {
	d, c, _ := openSample(t)
	ctx := t.Context()
	c.now = dayOne.Add(24 * time.Hour)
	receipt, err := d.importFS(ctx, sample.FS, "bundle2", "the next day", nil)
	if err != nil {
		t.Fatal(err)
	}
	if receipt.Totals.Rejected != 0 || receipt.Totals.Imported != 4 {
		t.Errorf("totals %+v", receipt.Totals)
	}
	c.now = dayOne.Add(48 * time.Hour)
	for _, name := range []string{"PORTAL-TEST", "WS-002", "WS-013"} {
		if _, err := d.importSBOMFS(ctx, name, sample.FS, "later/"+name+".cdx.json"); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "day-two-findings.txt", findingLines(t, d))
	golden(t, "day-two-tasks.txt", taskLines(t, d))
	a, err := d.Advisory(ctx, "AICH-2026-0118")
	if err != nil || a.Revision != "2" {
		t.Errorf("revision %q in force, %v", a.Revision, err)
	}
	mustRebuild(t, d)
}

// derivedParts are the digests of all derived parts of the store.
func derivedParts(t testing.TB, d *Desk) map[string]string {
	t.Helper()
	_, byPath, err := d.store.Digest(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	return byPath
}

// TestSameAgain imports the same sources twice: nothing but receipts and events
// is written.
func TestSameAgain(t *testing.T) {
	d, _, _ := openSample(t)
	ctx := t.Context()
	before := decisions(t, d)
	receipt, err := d.importFS(ctx, sample.FS, "bundle", "again", nil)
	if err != nil {
		t.Fatal(err)
	}
	if receipt.Totals.Imported != 0 || receipt.Totals.Unchanged == 0 {
		t.Errorf("totals %+v", receipt.Totals)
	}
	if _, err := d.importSBOMFS(ctx, "PORTAL-01", sample.FS, "sboms/PORTAL-01.cdx.json"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, decisions(t, d)); diff != "" {
		t.Errorf("the same again changed the store:\n%s", diff)
	}
}

// decisions are the digests of all parts of the store but receipts and the log.
func decisions(t testing.TB, d *Desk) map[string]string {
	t.Helper()
	_, byPath, err := d.store.Digest(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	for name := range byPath {
		if strings.HasPrefix(name, "receipt") || strings.HasPrefix(name, "event") || strings.HasPrefix(name, "log") || strings.HasPrefix(name, "more") {
			delete(byPath, name)
		}
	}
	return byPath
}

// TestEveryCrash stops the program at each of its writes, opens the desk again
// and imports again: the end is always that of the undisturbed run.
func TestEveryCrash(t *testing.T) {
	want, _, _ := openSample(t)
	wantTasks, wantFindings := unnumbered(taskLines(t, want)), findingLines(t, want)
	step := 1
	if testing.Short() {
		step = 17
	}
	crashed := 0
	for n := 1; ; n += step {
		c := &clock{now: dayOne}
		folder := t.TempDir()
		d := openDesk(t, folder, c)
		broken := &breaking{Engine: d.engine, left: n}
		d.store = store.New(broken)
		if err := d.store.Open(t.Context()); err == nil {
			_, err = d.OpenSample(t.Context(), Sample{Tree: sample.FS}, nil)
			if err == nil {
				break // n is more writes than there are
			}
		}
		crashed++
		d.store = store.New(d.engine)
		if err := d.store.Open(t.Context()); err != nil {
			t.Fatalf("write %d: %v", n, err)
		}
		if err := d.resume(t.Context()); err != nil {
			t.Fatalf("write %d: resume: %v", n, err)
		}
		if err := finishSample(t.Context(), d); err != nil {
			t.Fatalf("write %d: again: %v", n, err)
		}
		if diff := cmp.Diff(wantFindings, findingLines(t, d)); diff != "" {
			t.Fatalf("write %d: findings differ:\n%s", n, diff)
		}
		if diff := cmp.Diff(wantTasks, unnumbered(taskLines(t, d))); diff != "" {
			t.Fatalf("write %d: tasks differ:\n%s", n, diff)
		}
		if _, err := d.VerifyLog(t.Context()); err != nil {
			t.Fatalf("write %d: %v", n, err)
		}
		if n > 40 {
			step = 13
		}
	}
	least := 40
	if testing.Short() {
		least = 30 // every 17th write only
	}
	if crashed < least {
		t.Errorf("only %d crashes: the run should write more often", crashed)
	}
}

// unnumbered takes the numbers of tasks away, which hang on when a crash came,
// and sorts the lines.
func unnumbered(tasks string) []string {
	var lines []string
	for line := range strings.Lines(tasks) {
		if _, rest, ok := strings.Cut(line, " | "); ok && strings.HasPrefix(line, "T-") {
			line = rest
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return lines
}

// finishSample does again what the crash left undone: assets that are there stay.
func finishSample(ctx context.Context, d *Desk) error {
	_, err := d.OpenSample(ctx, Sample{Tree: sample.FS}, nil)
	return err
}

// breaking is an engine whose n-th update fails after its closure ran, as a
// crash before the commit does; everything after it fails too.
type breaking struct {
	store.Engine
	left int
}

func (b *breaking) Update(ctx context.Context, fn func(store.Writer) error) error {
	return b.Engine.Update(ctx, func(w store.Writer) error {
		if err := fn(w); err != nil {
			return err
		}
		if b.left--; b.left <= 0 {
			return errCrash
		}
		return nil
	})
}

var errCrash = &domain.Error{Kind: domain.Storage, Op: "crash", Code: "store_failed"}

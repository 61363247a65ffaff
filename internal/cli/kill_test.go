package cli_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
)

const killedRecords = 3000

// killedDesk is a desk with two assets that run some of the packages, so that an
// import reads, matches and plans.
func killedDesk(t *testing.T) desk {
	t.Helper()
	d := newDesk(t)
	for _, asset := range []string{"web", "db"} {
		var components []string
		for i := range 60 {
			name := fmt.Sprint("kill-", i*killedRecords/60)
			components = append(components, fmt.Sprintf(`{"type":"library","name":"%s","version":"4.17.20","purl":"pkg:npm/%s@4.17.20"}`, name, name))
		}
		sbom := filepath.Join(t.TempDir(), asset+".json")
		writeFile(t, sbom, []byte(`{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[`+strings.Join(components, ",")+`]}`))
		for _, args := range [][]string{{"asset", "add", asset}, {"sbom", "import", "--asset", asset, sbom}} {
			if code, _, stderr := d.run(args...); code != 0 {
				t.Fatalf("%v: exit code %d: %s", args, code, stderr)
			}
		}
	}
	return d
}

// start imports the archive in a process of its own.
func (d desk) start(archive string) *exec.Cmd {
	d.t.Helper()
	cmd := exec.Command("fenceline", "--data", d.folder, "--person", "J.M.", "import", archive)
	cmd.Env = append(os.Environ(), "FENCELINE_TEST_NOW=2026-11-24T21:05:00Z")
	if err := cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	return cmd
}

func (d desk) ask(into any, args ...string) (code int) {
	d.t.Helper()
	code, stdout, stderr := d.run(append([]string{"--json"}, args...)...)
	if err := json.Unmarshal([]byte(stdout), into); err != nil {
		d.t.Fatalf("%v: exit code %d: %v\n%s", args, code, err, stderr)
	}
	return code
}

// advisories are the keys of all advisories of the desk.
func (d desk) advisories() map[domain.AdvisoryKey]bool {
	d.t.Helper()
	var list struct{ Advisories []domain.AdvisoryView }
	d.ask(&list, "advisory", "list", "--limit", "0")
	keys := map[domain.AdvisoryKey]bool{}
	for _, a := range list.Advisories {
		keys[a.Key] = true
	}
	return keys
}

// summary is what the desk holds, without numbers that hang on the order of work.
func (d desk) summary() string {
	d.t.Helper()
	var findings struct{ Total int }
	d.ask(&findings, "finding", "list", "--limit", "1")
	code, stdout, stderr := d.run("--json", "task", "list")
	if code != 0 {
		d.t.Fatalf("task list: exit code %d: %s", code, stderr)
	}
	var tasks []domain.TaskView
	if err := json.Unmarshal([]byte(stdout), &tasks); err != nil {
		d.t.Fatal(err)
	}
	var lines []string
	for _, task := range tasks {
		lines = append(lines, fmt.Sprintf("%s %s %s %v", task.Name, task.Kind, task.Version, task.Vulnerabilities))
	}
	slices.Sort(lines)
	return fmt.Sprintf("%d advisories, %d findings, %d tasks\n%s", len(d.advisories()), findings.Total, len(tasks), strings.Join(lines, "\n"))
}

// whole looks at a desk whose writer was killed.
func (d desk) whole(when string) {
	d.t.Helper()
	if code, _, stderr := d.run("log", "verify"); code != 0 {
		d.t.Fatalf("%s: log verify: exit code %d: %s", when, code, stderr)
	}
	var receipts []domain.Receipt
	d.ask(&receipts, "receipt", "--count", "100")
	keys := d.advisories()
	for _, receipt := range receipts {
		files := 0
		for _, f := range receipt.Files {
			if f.Outcome != domain.Imported {
				continue
			}
			files++
			if len(f.Items) == 0 {
				d.t.Fatalf("%s: %s is imported, but as nothing", when, f.File)
			}
			for _, key := range f.Items {
				if !keys[domain.AdvisoryKey(key)] {
					d.t.Fatalf("%s: the receipt says %s of %s is in; it is not listed", when, key, f.File)
				}
			}
		}
		if files != receipt.Totals.Imported {
			d.t.Fatalf("%s: %d lines of imported files, the total says %d", when, files, receipt.Totals.Imported)
		}
	}
	d.t.Logf("%s: %d advisories in", when, len(keys))
}

// logged looks whether the log speaks once of every import of the desk, with the
// totals of its receipt, the killed ones among them.
func (d desk) logged() {
	d.t.Helper()
	var receipts []domain.Receipt
	d.ask(&receipts, "receipt", "--count", "100")
	var events []domain.LogEvent
	d.ask(&events, "event", "list")
	for _, receipt := range receipts {
		var of []domain.LogEvent
		for _, e := range events {
			if e.Subject == receipt.ID {
				of = append(of, e)
			}
		}
		verb := "import"
		if receipt.Finished.IsZero() {
			verb = "import.stopped"
		}
		total := fmt.Sprintf(": %d imported", receipt.Totals.Imported)
		if len(of) == 1 && of[0].Verb == verb && strings.Contains(of[0].After, total) {
			continue
		}
		d.t.Errorf("the import %s, which brought in %d, stands in the log as %+v", receipt.ID, receipt.Totals.Imported, of)
	}
}

func TestKilledImport(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("not tried on Windows: this test ends a process by SIGKILL")
	}
	if testing.Short() {
		t.Skip("imports 3,000 records several times")
	}
	var members []string
	for i := range killedRecords {
		members = append(members, fmt.Sprintf("%04d.json", i), osvRecord(fmt.Sprint("KILL-", i)))
	}
	archive := filepath.Join(t.TempDir(), "records.zip")
	writeFile(t, archive, zipped(members...))

	calm := killedDesk(t)
	began := time.Now()
	if err := calm.start(archive).Wait(); err != nil {
		t.Fatal(err)
	}
	took := time.Since(began)
	want := calm.summary()
	if !strings.HasPrefix(want, fmt.Sprintf("%d advisories, 120 findings, 60 tasks", killedRecords)) {
		t.Fatalf("undisturbed: %.200s", want)
	}

	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d, an import takes %v", seed, took)
	random := rand.New(rand.NewPCG(seed, 0))
	d, hits := killedDesk(t), 0
	for i := 0; hits < 3 && i < 20; i++ {
		cmd := d.start(archive)
		after := time.Duration(random.Int64N(int64(took)*3/4 + 1))
		time.Sleep(after)
		killed := cmd.Process.Kill()
		if killed != nil && !errors.Is(killed, os.ErrProcessDone) {
			t.Fatal(killed)
		}
		ended := cmd.Wait()
		d.whole(fmt.Sprintf("kill %d after %v (%v)", i+1, after.Round(time.Millisecond), ended))
		if ended != nil {
			hits++
		} else { // it was done before the kill: the next one hits an import from the start, and sooner
			d, took = killedDesk(t), took/2
		}
	}
	if hits == 0 {
		t.Error("no kill came before the import was done")
	}
	if err := d.start(archive).Wait(); err != nil {
		t.Fatalf("the import after the kills: %v", err)
	}
	d.whole("at the end")
	d.logged()
	if got := d.summary(); got != want {
		t.Errorf("after the kills the desk holds\n%.3000s\nundisturbed\n%.3000s", got, want)
	}
	var rebuilt struct{ Identical bool }
	if code := d.ask(&rebuilt, "reindex"); code != 0 || !rebuilt.Identical {
		t.Errorf("reindex: exit code %d, identical %v", code, rebuilt.Identical)
	}
}

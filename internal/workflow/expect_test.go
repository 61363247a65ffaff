package workflow

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/testdata/sample"
)

// expected is testdata/sample/expect.json: what the rules say about the sample
// operator, worked out by hand. What a target does not name is not looked at.
type expected struct {
	At          time.Time       `json:"at"`
	Receipt     expectedReceipt `json:"receipt"`
	NoSource    []string        `json:"no_source"`
	AliasGroups [][]string      `json:"alias_groups"`
	Tasks       []expectedTask  `json:"tasks"`
	Findings    []struct {
		Asset, Component, Version, Advisory, Vulnerability, Verdict, Reason string
	} `json:"findings"`
	Afterwards []struct {
		Import   string           `json:"import"`
		SBOM     string           `json:"sbom"`
		Asset    string           `json:"asset"`
		At       time.Time        `json:"at"`
		Receipt  expectedReceipt  `json:"receipt"`
		NewTasks []expectedTask   `json:"new_tasks"`
		Targets  []expectedTarget `json:"targets"`
	} `json:"afterwards"`
}

type expectedReceipt struct {
	Files       int      `json:"files"`
	Imported    int      `json:"imported"`
	Recognised  int      `json:"recognised"`
	Rejected    int      `json:"rejected"`
	Quarantined int      `json:"quarantined"`
	Advisories  int      `json:"advisories"`
	Held        []string `json:"quarantined_files"`
}

type expectedTask struct {
	Name            string           `json:"name"`
	Kind            string           `json:"kind"`
	Version         string           `json:"version"`
	Vulnerabilities []string         `json:"vulnerabilities"`
	Targets         []expectedTarget `json:"targets"`
}

type expectedTarget struct {
	Name        string  `json:"name"`    // with Version: the task, where the target stands alone
	Version     string  `json:"version"` //
	Asset       string  `json:"asset"`
	State       *string `json:"state"`
	Evidence    *string `json:"evidence"` // code of the newest
	Seen        *string `json:"seen"`     // version in the newest evidence
	Tier        *string `json:"tier"`
	Row         *int    `json:"row"`
	Due         *string `json:"due"`
	PolicyDate  *string `json:"policy_date"`
	Assumed     bool    `json:"assumed"`
	ByUpgrade   bool    `json:"by_upgrade"`
	Late        bool    `json:"late_on_arrival"`
	AskForensic bool    `json:"forensic_suggested"`
}

// TestSampleByHand compares the desk with what was worked out by hand, on the
// first day and after each thing that happens then.
func TestSampleByHand(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "sample", "expect.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want expected
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	c := &clock{now: want.At}
	d := openDesk(t, t.TempDir(), c)
	receipt, err := d.OpenSample(t.Context(), Sample{Tree: sample.FS}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want.Receipt.compare(t, "first day", receipt)
	findingsByHand(t, d, &want)
	coverageByHand(t, d, &want)
	tasksByHand(t, "first day", d, want.Tasks, true)
	if len(want.Afterwards) == 0 {
		t.Fatal("nothing happens afterwards")
	}
	for _, step := range want.Afterwards {
		c.now = step.At
		name := step.Import + step.SBOM
		if step.Import != "" {
			receipt, err = d.importFS(t.Context(), sample.FS, step.Import, step.Import, nil)
			step.Receipt.compare(t, name, receipt)
		} else {
			_, err = d.importSBOMFS(t.Context(), step.Asset, fs.FS(sample.FS), step.SBOM)
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		tasksByHand(t, name, d, step.NewTasks, false)
		targets := allTargets(t, d)
		for i := range step.Targets {
			w := &step.Targets[i]
			w.compare(t, name, targets[[3]string{w.Name, w.Version, w.Asset}])
		}
	}
}

func (w expectedReceipt) compare(t *testing.T, when string, receipt domain.Receipt) {
	t.Helper()
	got := expectedReceipt{Files: receipt.Totals.Files, Imported: receipt.Totals.Imported, Recognised: receipt.Totals.Recognised,
		Rejected: receipt.Totals.Rejected, Quarantined: receipt.Totals.Quarantined, Advisories: receipt.Totals.Advisories}
	for _, f := range receipt.Files {
		if f.Outcome == domain.Quarantined {
			got.Held = append(got.Held, f.File)
		}
	}
	slices.Sort(got.Held)
	if diff := cmp.Diff(w, got); diff != "" {
		t.Errorf("%s: receipt (-by hand +desk):\n%s", when, diff)
	}
}

func findingsByHand(t *testing.T, d *Desk, want *expected) {
	t.Helper()
	all, _, err := d.Findings(t.Context(), FindingFilter{})
	if err != nil {
		t.Fatal(err)
	}
	var got, byHand []string
	for _, f := range all {
		advisory := string(f.Advisory)
		advisory = advisory[strings.LastIndex(advisory, "|")+1:]
		got = append(got, fmt.Sprint(f.AssetName, " | ", f.Name, " ", f.Version, " | ", advisory, " ", f.Vulnerability, " | ", f.Verdict, " ", f.Reason.Code))
	}
	for _, f := range want.Findings {
		byHand = append(byHand, fmt.Sprint(f.Asset, " | ", f.Component, " ", f.Version, " | ", f.Advisory, " ", f.Vulnerability, " | ", f.Verdict, " ", f.Reason))
	}
	slices.Sort(got)
	slices.Sort(byHand)
	if diff := cmp.Diff(byHand, got); diff != "" || len(got) == 0 {
		t.Errorf("findings (-by hand +desk):\n%s", diff)
	}
}

func coverageByHand(t *testing.T, d *Desk, want *expected) {
	t.Helper()
	status, err := d.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.NoSource, status.Coverage.NoSource); diff != "" {
		t.Errorf("ecosystems without a source (-by hand +desk):\n%s", diff)
	}
	for _, names := range want.AliasGroups {
		err := d.store.View(t.Context(), func(r *store.Read) error {
			group, err := r.Group(names[0])
			if diff := cmp.Diff(names, group.Names); diff != "" {
				t.Errorf("names of one flaw (-by hand +desk):\n%s", diff)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// tasksByHand compares open tasks; whole says that there are no others.
func tasksByHand(t *testing.T, when string, d *Desk, want []expectedTask, whole bool) {
	t.Helper()
	if len(want) == 0 {
		return
	}
	tasks, err := d.Tasks(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	if whole && len(tasks) != len(want) {
		t.Errorf("%s: %d tasks, by hand %d", when, len(tasks), len(want))
	}
	have := map[[2]string]domain.TaskView{}
	for _, task := range tasks {
		have[[2]string{task.Name, task.Version}] = task
	}
	targets := allTargets(t, d)
	for _, w := range want {
		task, ok := have[[2]string{w.Name, w.Version}]
		if !ok || string(task.Kind) != w.Kind || !slices.Equal(task.Vulnerabilities, w.Vulnerabilities) || task.Total != len(w.Targets) {
			t.Errorf("%s: task %+v\nby hand %s %s %s %v with %d targets", when, task, w.Name, w.Version, w.Kind, w.Vulnerabilities, len(w.Targets))
			continue
		}
		for i := range w.Targets {
			w.Targets[i].Name, w.Targets[i].Version = w.Name, w.Version
			w.Targets[i].compare(t, when, targets[[3]string{w.Name, w.Version, w.Targets[i].Asset}])
		}
	}
}

// allTargets are the targets of all tasks by name, version and asset.
func allTargets(t *testing.T, d *Desk) map[[3]string]*domain.TargetView {
	t.Helper()
	all := map[[3]string]*domain.TargetView{}
	for _, closed := range []bool{true, false} {
		tasks, err := d.Tasks(t.Context(), closed)
		if err != nil {
			t.Fatal(err)
		}
		for _, task := range tasks {
			detail, err := d.Task(t.Context(), task.ID)
			if err != nil {
				t.Fatal(err)
			}
			for i := range detail.Targets {
				all[[3]string{task.Name, task.Version, detail.Targets[i].AssetName}] = &detail.Targets[i]
			}
		}
	}
	return all
}

func (w *expectedTarget) compare(t *testing.T, when string, got *domain.TargetView) {
	t.Helper()
	at := fmt.Sprintf("%s: %s %s on %s", when, w.Name, w.Version, w.Asset)
	if got == nil {
		t.Errorf("%s: there is no such target", at)
		return
	}
	due := &got.Due
	same := func(what string, want *string, have string) {
		if want != nil && *want != have {
			t.Errorf("%s: %s %q, by hand %q", at, what, have, *want)
		}
	}
	same("state", w.State, string(got.State))
	same("tier", w.Tier, string(due.Tier))
	same("due", w.Due, string(due.Date))
	same("policy date", w.PolicyDate, string(due.PolicyDate))
	evidence := domain.Evidence{}
	if n := len(got.Evidence); n > 0 {
		evidence = got.Evidence[n-1]
	}
	same("evidence", w.Evidence, string(evidence.Code))
	same("seen", w.Seen, evidence.Seen)
	if w.Row == nil {
		return
	}
	if have := [5]any{due.Row, due.Assumed, due.ByUpgrade, due.LateOnArrival, due.ForensicSuggested}; have != [5]any{*w.Row, w.Assumed, w.ByUpgrade, w.Late, w.AskForensic} {
		t.Errorf("%s: row, assumed, by upgrade, late, triage suggested are %v, by hand %v", at, have, [5]any{*w.Row, w.Assumed, w.ByUpgrade, w.Late, w.AskForensic})
	}
}

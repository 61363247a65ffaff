package workflow

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
	"fenceline/testdata/sample"
)

// TestTicketLists imports drawn lists of tickets: the rows add up, every step is one
// of the state table, and the same list again writes nothing; after what a person did
// in between, it takes no step a second time. Every check has a desk of its own, so that
// none rests on what those before it left.
func TestTicketLists(t *testing.T) {
	template, task := sampleFolder(t)
	about := append([]string{task.ID, "CVE-1999-0001"}, task.Vulnerabilities...)
	assets := []string{"", "NOBODY-01"}
	for _, target := range task.Targets {
		assets = append(assets, target.AssetName)
	}
	states := []string{"", "Open", "Scheduled", "In progress", "On hold", "Resolved", "Risk accepted", "False positive", "Sent to Mars"}
	import1 := func(rt *rapid.T, d *Desk, path string) domain.TicketReceipt {
		receipt, err := d.ImportTickets(t.Context(), path, TicketListOptions{Control: "own segment"})
		if err != nil {
			rt.Fatal(err)
		}
		if receipt.Rows != receipt.Taken+receipt.Unchanged+receipt.Unmatched+receipt.Refused || receipt.Rows != len(receipt.Lines) {
			rt.Fatalf("the rows do not add up: %+v", receipt)
		}
		return receipt
	}
	rapid.Check(t, func(rt *rapid.T) {
		folder := filepath.Join(t.TempDir(), "desk")
		if err := os.CopyFS(folder, os.DirFS(template)); err != nil {
			rt.Fatal(err)
		}
		defer os.RemoveAll(folder)
		d, err := Open(rt.Context(), Options{Folder: folder, Person: "J.M., IT lead", Program: "Fenceline test", Now: (&clock{now: dayOne.Add(time.Minute)}).Now})
		if err != nil {
			rt.Fatal(err)
		}
		defer d.Close()
		draw := func(name string, from []string) string { return rapid.SampledFrom(from).Draw(rt, name) }
		var text strings.Builder
		text.WriteString("Ticket;Task;CVE;Host;Status;Assignee;Planned;Approver;Until;Reason\n")
		for range rapid.IntRange(1, 6).Draw(rt, "rows") {
			text.WriteString(strings.Join([]string{draw("ticket", []string{"", "A-1", "A-2"}), draw("about", about), draw("more", []string{"", "CVE-1999-0002"}), draw("asset", assets),
				draw("state", states), draw("owner", []string{"", "D.O.", "L.P."}), draw("planned", []string{"", "2026-12-05", "2026-12-06"}), draw("approver", []string{"", "S.R.", "B.K."}),
				draw("end", []string{"", "2027-03-04", "2020-01-01"}), draw("reason", []string{"", "no window"})}, ";") + "\n")
		}
		path := listFile(t, text.String())
		taken := map[string]bool{}
		follow := func(receipt domain.TicketReceipt) {
			for _, line := range receipt.Lines {
				if (len(line.Steps) > 0) != (line.Outcome == domain.RowTaken) || line.Outcome != domain.RowTaken && line.Outcome != domain.RowUnchanged && line.Error == nil {
					rt.Fatalf("%+v", line)
				}
				for _, s := range line.Steps {
					step := fmt.Sprint(line.Line, s.Task, s.Asset, s.To)
					if s.From != s.To && (!leads(s.From, s.To) || taken[step]) {
						rt.Fatalf("line %d: %s became %s, before: %t", line.Line, s.From, s.To, taken[step])
					}
					taken[step] = taken[step] || s.From != s.To
				}
			}
		}
		same := func() {
			before := logHead(rt, d)
			if again := import1(rt, d, path); again.Taken != 0 || logHead(rt, d) != before {
				rt.Fatalf("the same list was not the same twice: %+v", again)
			}
		}
		follow(import1(rt, d, path))
		same()
		m := domain.Move{Intent: rapid.SampledFrom(domain.PersonSteps()).Draw(rt, "intent"), Tasks: []string{task.ID}, Reason: "as planned",
			Planned: "2026-12-01", Exception: domain.Exception{Approver: "B.K.", Control: "own segment", End: "2027-02-01"}}
		if _, err := d.Move(t.Context(), m); err != nil && !domain.Is(err, domain.Conflict) {
			rt.Fatal(err)
		}
		follow(import1(rt, d, path))
		same()
		if _, err := d.VerifyLog(rt.Context()); err != nil {
			rt.Fatal(err)
		}
	})
}

// sampleFolder is the folder of a desk with the sample, closed, and one of its tasks.
func sampleFolder(t *testing.T) (string, domain.TaskDetail) {
	t.Helper()
	folder := t.TempDir()
	d, err := Open(t.Context(), Options{Folder: folder, Person: "J.M., IT lead", Program: "Fenceline test", Now: (&clock{now: dayOne}).Now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.OpenSample(t.Context(), Sample{Tree: sample.FS}, nil); err != nil {
		t.Fatal(err)
	}
	task := oneTask(t, d)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return folder, task
}

// leads tells whether a person's step leads from one state to the other.
func leads(from, to domain.State) bool {
	for _, s := range domain.Steps() {
		if s.From == from && s.To == to {
			return true
		}
	}
	return false
}

func logHead(rt *rapid.T, d *Desk) string {
	status, err := d.Status(rt.Context())
	if err != nil {
		rt.Fatal(err)
	}
	return status.Log.String()
}

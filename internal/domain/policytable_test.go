package domain

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestPolicyTables(t *testing.T) {
	for name, rows := range map[string]int{"bod-26-04": 16, "ssvc-deployer": 72, "by-severity": 5} {
		t.Run(name, func(t *testing.T) {
			table, ok := Policy(name)
			if !ok || len(table.Rows) != rows {
				t.Fatalf("%d rows, want %d", len(table.Rows), rows)
			}
			want, err := os.ReadFile(filepath.Join("..", "..", "testdata", "policy", name+".csv"))
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			if err := table.WriteCSV(&got); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Errorf("differs from the published table:\n%s", got.Bytes())
			}
			all := 1
			for _, in := range table.Inputs {
				all *= len(in.Values)
			}
			if all != rows {
				t.Errorf("the inputs have %d combinations, the table %d rows", all, rows)
			}
			seen := map[int]bool{}
			for i, row := range table.Rows {
				if at := table.Find(row[:len(row)-1]...); at != i {
					t.Errorf("row %d is found as %d", i, at)
				}
				seen[i] = true
			}
		})
	}
	if _, ok := Policy("nobody's"); ok {
		t.Error("a policy nobody wrote was found")
	}
}

func TestStateTable(t *testing.T) {
	all := []State{StateOpen, StatePlanned, StateProgress, StateClaimed, StateRestart, StateTriage, StateVerified, StateBlocked, StateException, StateNotApplicable, StateReopened}
	enter, leave := map[State]bool{StateOpen: true}, map[State]bool{}
	pairs := map[[2]string]bool{}
	for _, s := range Steps() {
		enter[s.To], leave[s.From] = true, true
		pair := [2]string{string(s.From), string(s.Intent)}
		if pairs[pair] {
			t.Errorf("%s by %s stands twice", s.From, s.Intent)
		}
		pairs[pair] = true
		if to, ok := Next(s.From, s.Intent); !ok || to != s.To {
			t.Errorf("Next(%s, %s) = %s, %v", s.From, s.Intent, to, ok)
		}
	}
	for _, s := range all {
		if !enter[s] || !leave[s] {
			t.Errorf("%s: reachable %v, leavable %v", s, enter[s], leave[s])
		}
	}
	for _, forbidden := range []Step{{From: StateVerified, Intent: IntentClaim}, {From: StateBlocked, Intent: IntentClaim}, {From: StateTriage, Intent: IntentVerify},
		{From: StateRestart, Intent: IntentVerify}, {From: StateException, Intent: IntentClaim}, {From: StateNotApplicable, Intent: IntentVerify}} {
		if _, ok := Next(forbidden.From, forbidden.Intent); ok {
			t.Errorf("%s by %s should not be allowed", forbidden.From, forbidden.Intent)
		}
	}
}

var update = flag.Bool("update", false, "draw the diagram in docs anew")

// TestDiagramInDocs: the picture people look at is the table.
func TestDiagramInDocs(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "tasks.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "```mermaid\n", "```\n"
	head, rest, ok := strings.Cut(string(text), begin)
	_, tail, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatal("no diagram in docs/tasks.md")
	}
	want := head + begin + Diagram() + end + tail
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want != string(text) {
		t.Error("docs/tasks.md draws another table; run the test with -update")
	}
}

// TestDiagram: every step of the table is drawn, and nothing else.
func TestDiagram(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(Diagram()), "\n")
	if lines[0] != "stateDiagram-v2" || len(lines) != 2+len(Steps()) {
		t.Fatalf("%d lines for %d steps, the first %q", len(lines), len(Steps()), lines[0])
	}
	for _, s := range Steps() {
		if line := fmt.Sprintf("    %s --> %s: %s", s.From, s.To, s.Intent); !slices.Contains(lines, line) {
			t.Errorf("not drawn: %s", line)
		}
	}
}

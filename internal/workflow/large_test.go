package workflow

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLargeDocument imports an advisory that does not fit into one transaction:
// its original must be kept whole beside its rows.
func TestLargeDocument(t *testing.T) {
	var affected []string
	for n := range 3000 {
		affected = append(affected, fmt.Sprintf(`{"package":{"ecosystem":"npm","name":"part-%d"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"2.0.0"}]}]}`, n))
	}
	text := `{"schema_version":"1.6.0","id":"TEST-1","modified":"2026-01-02T03:04:05Z","affected":[` + strings.Join(affected, ",") + `]}`
	path := filepath.Join(t.TempDir(), "large.json")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := Open(t.Context(), Options{Folder: filepath.Join(t.TempDir(), "desk"), Person: "Ada"})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	receipt, err := d.Import(t.Context(), []string{path}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if receipt.Totals.Imported != 1 || receipt.Totals.Rejected != 0 {
		t.Fatalf("totals are %+v", receipt.Totals)
	}
	list, _, err := d.Advisories(t.Context(), "TEST-1", 0, 0)
	if err != nil || len(list) != 1 {
		t.Fatalf("%d advisories, %v", len(list), err)
	}
	a, err := d.Advisory(t.Context(), list[0].Key)
	if err != nil || len(a.Statements) != 3000 {
		t.Fatalf("%d statements, %v", len(a.Statements), err)
	}
	again, err := d.Import(t.Context(), []string{path}, nil)
	if err != nil || again.Totals.Unchanged != 1 {
		t.Fatalf("the same bytes again: %+v, %v", again.Totals, err)
	}
}

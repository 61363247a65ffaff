package workflow

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
)

// TestLargeDocument imports an advisory that does not fit into one transaction:
// its original must be kept whole beside its rows.
func TestLargeDocument(t *testing.T) {
	var affected []string
	for n := range 9000 {
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
	if err != nil || len(a.Statements) != 9000 {
		t.Fatalf("%d statements, %v", len(a.Statements), err)
	}
	again, err := d.Import(t.Context(), []string{path}, nil)
	if err != nil || again.Totals.Unchanged != 1 {
		t.Fatalf("the same bytes again: %+v, %v", again.Totals, err)
	}
}

// TestBatchTooLarge writes documents whose keys do not fit into one transaction,
// whatever was estimated: all must come in, each once.
func TestBatchTooLarge(t *testing.T) {
	d, err := Open(t.Context(), Options{Folder: filepath.Join(t.TempDir(), "desk"), Person: "Ada"})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	run := &importRun{desk: d, ctx: t.Context(), progress: func(domain.Progress) {}}
	if err := run.begin("test"); err != nil {
		t.Fatal(err)
	}
	var batch []*prepared
	for n := range 5000 {
		text := fmt.Sprintf(`{"id":"TEST-%d","modified":"2026-01-02T03:04:05Z","affected":[{"package":{"ecosystem":"npm","name":"part-%d"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}]}]}`, n, n)
		sum := sha256.Sum256([]byte(text))
		p := &prepared{doc: ingest.Document{File: fmt.Sprint(n), Format: domain.FormatOSV, Size: int64(len(text)), Digest: hex.EncodeToString(sum[:]), Data: []byte(text)}}
		if p.decodeInto(); p.err != nil {
			t.Fatal(p.err)
		}
		batch = append(batch, p)
	}
	arrivals, err := run.arrivals(batch)
	if err != nil {
		t.Fatal(err)
	}
	if err := run.writeBatch(batch, arrivals, false); err != nil {
		t.Fatal(err)
	}
	if run.chunk < 2 {
		t.Errorf("written in %d transactions: the test shows nothing", run.chunk)
	}
	if got := run.receipt.Totals; got.Files != 5000 || got.Imported != 5000 || got.Advisories != 5000 || len(run.receipt.Files) != 5000 {
		t.Errorf("totals are %+v with %d lines", got, len(run.receipt.Files))
	}
	if _, total, err := d.Advisories(t.Context(), "", 0, 1); err != nil || total != 5000 {
		t.Errorf("%d advisories, %v", total, err)
	}
}

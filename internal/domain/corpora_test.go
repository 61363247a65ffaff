//go:build corpora

package domain

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestCorporaPolicyTables holds the tables against the published files, byte for byte.
func TestCorporaPolicyTables(t *testing.T) {
	root := os.Getenv("FENCELINE_CORPORA")
	if root == "" {
		t.Fatal("FENCELINE_CORPORA names no folder")
	}
	for name, file := range map[string]string{"bod-26-04": "cisa/cisa_bod_26_04_1_0_0.csv", "ssvc-deployer": "ssvc/deployer_patch_application_priority_1_0_0.csv"} {
		want, err := os.ReadFile(filepath.Join(root, "ssvc", "csv", filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		table, ok := Policy(name)
		if !ok {
			t.Fatalf("no policy %q", name)
		}
		var got bytes.Buffer
		if err := table.WriteCSV(&got); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s differs from %s", name, file)
		}
	}
}

//go:build corpora && unix

package workflow

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/trust"
)

// cisaKey is the fingerprint that CISA's signatures of 2019 to 2024 name.
const cisaKey = "144AED0A57BE7D4AE835D9D8CAC5AC4F74164B17"

// Every hash and signature that CISA published beside its advisories is read and
// checked: the hashes fit, and the signatures name one key, which is not in the
// set. With one byte changed every document is set aside.
func TestProofsCorpora(t *testing.T) {
	root := corpora(t, "cisa-csaf", "loose")
	d := openDesk(t, t.TempDir(), &clock{now: dayOne})
	receipt, err := d.Import(t.Context(), []string{root}, nil)
	if err != nil {
		t.Fatal(err)
	}
	results := map[string]int{}
	for _, line := range receipt.Files {
		if line.Outcome == domain.Imported {
			results["badge "+string(line.Badge)]++
		}
		for _, p := range line.Proofs {
			results[string(p.Sort)+" "+string(p.Result)]++
			if p.Sort == domain.ProofOpenPGP && p.Key != cisaKey {
				t.Errorf("%s names the key %s", p.File, p.Key)
			}
		}
	}
	t.Logf("published proofs: %v, totals %+v", results, receipt.Totals)
	n := receipt.Totals.Imported
	if n == 0 || results["badge hash"] != n || results["sha512 "+string(trust.ResultGood)] != n || results["openpgp "+string(trust.ResultUnknownKey)] != n {
		t.Errorf("of %d documents: %v", n, results)
	}
	bent := t.TempDir()
	copyTree(t, root, bent, func(name string, data []byte) []byte {
		if strings.HasSuffix(name, ".json") {
			data[len(data)/2] ^= 1
		}
		return data
	})
	d = openDesk(t, t.TempDir(), &clock{now: dayOne})
	if receipt, err = d.Import(t.Context(), []string{bent}, nil); err != nil || receipt.Totals.Quarantined != n || receipt.Totals.Imported != 0 {
		t.Errorf("with one byte changed: %+v, %v", receipt.Totals, err)
	}
	t.Logf("one byte changed in each of %d: %d in quarantine", n, receipt.Totals.Quarantined)
}

// copyTree copies files through a change.
func copyTree(t testing.TB, from, to string, change func(string, []byte) []byte) {
	t.Helper()
	err := filepath.WalkDir(from, func(name string, entry fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(from, name)
		if err != nil || entry.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), change(rel, data), 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What checking costs: the whole CISA set with and without hashes and signatures
// by a key made here, the same again, and pinning the key.
func TestProofsCostCorpora(t *testing.T) {
	s := newSigner(t, "Alder")
	plain, signed := t.TempDir(), t.TempDir()
	count := 0
	err := ingest.Walk(t.Context(), corpora(t, "cisa-csaf", "cisa-csaf-dev.tar.gz"), ingest.DefaultLimits(), func(doc ingest.Document, err error) error {
		if err != nil {
			return err
		}
		count++
		name := filepath.Base(doc.File)
		for folder, beside := range map[string]map[string]string{plain: {}, signed: {".asc": s.sign(string(doc.Data)), ".sha512": sum512(string(doc.Data))}} {
			beside[""] = string(doc.Data)
			for ending, text := range beside {
				if err := os.WriteFile(filepath.Join(folder, name+ending), []byte(text), 0o600); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(signed, "key.asc"), []byte(s.public()), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(d *Desk, folder string) domain.Receipt {
		receipt, err := d.Import(t.Context(), []string{folder}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return receipt
	}
	bare := least(t, 3, func() { run(openDesk(t, t.TempDir(), &clock{now: dayOne}), plain) })
	var d *Desk
	checked := least(t, 3, func() {
		d = openDesk(t, t.TempDir(), &clock{now: dayOne})
		if got := run(d, signed); got.Totals.Imported != count || got.Totals.Quarantined != 0 {
			t.Fatalf("totals %+v", got.Totals)
		}
	})
	again := least(t, 3, func() {
		if got := run(d, signed); got.Totals.Unchanged != count {
			t.Fatalf("totals %+v", got.Totals)
		}
	})
	pin := least(t, 1, func() {
		if _, err := d.PinKey(t.Context(), s.fingerprint, []string{domain.AnyNamespace}); err != nil {
			t.Fatal(err)
		}
	})
	if got := badges(t, d); strings.Count(got, " verified") != count {
		t.Errorf("%d of %d verified", strings.Count(got, " verified"), count)
	}
	t.Logf("CPU for %d documents: bare %v, with a hash and a signature each %v (%.2f times), again %v, pinning %v", count, bare, checked, float64(checked)/float64(bare), again, pin)
	mustRebuild(t, d)
	if ratio := float64(checked) / float64(bare); ratio > 3 {
		t.Errorf("checking takes %.2f times the import alone", ratio)
	}
}

//go:build corpora && unix

package workflow

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"fenceline/internal/domain"
	lists "fenceline/internal/ingest/inventory"
)

// The limits of a stick of collected machines, on the machine docs/performance.md
// names.
const (
	mostStickCPU  = 60 * time.Second
	mostStickMB   = 500
	stickPrograms = 400 // on each machine
	stickFlawed   = 40  // of them, each with one flaw that half of the machines have
)

// TestNumbersStick imports collected files of 1,000 new machines with 400 programs
// each into a desk that holds advisories about a tenth of the programs, and matches
// them. FENCELINE_BENCH_MACHINES says how many.
func TestNumbersStick(t *testing.T) {
	machines := 1000
	if text := os.Getenv("FENCELINE_BENCH_MACHINES"); text != "" {
		n, err := strconv.Atoi(text)
		must(t, err)
		machines = n
	}
	work := t.TempDir()
	stick := filepath.Join(work, "stick")
	must(t, os.Mkdir(stick, 0o700))
	for i := range machines {
		must(t, os.WriteFile(filepath.Join(stick, fmt.Sprintf("WS-%04d.fenceline.json.gz", i)), collectedFile(t, i), 0o600))
	}
	d := openBench(t, filepath.Join(work, "desk"))
	defer d.Close()
	_, err := d.Import(t.Context(), []string{flawsOf(t, work)}, nil)
	must(t, err)
	before := used(t)
	receipt, err := d.ImportInventory(t.Context(), stick, InventoryOptions{Create: true})
	must(t, err)
	spent := used(t) - before
	status, err := d.Status(t.Context())
	must(t, err)
	var u syscall.Rusage
	must(t, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	row(fmt.Sprintf("%d machines of %d programs: imported, matched, planned", machines, stickPrograms), spent, fmt.Sprintf("%d MB resident at most", u.Maxrss>>10))
	fmt.Println(receipt.Created, status.Findings, status.Tasks, status.Targets)
	if receipt.Created != machines || status.Findings[domain.Affected] != machines*stickFlawed/2 || status.Pending {
		t.Errorf("%d machines, findings %v, pending %t", receipt.Created, status.Findings, status.Pending)
	}
	if spent > mostStickCPU || u.Maxrss>>10 > mostStickMB {
		t.Logf("beyond the limit: %v of CPU, %d MB", spent, u.Maxrss>>10)
	}
	row("the same stick again, unchanged", least(t, 1, func() {
		again, err := d.ImportInventory(t.Context(), stick, InventoryOptions{Create: true})
		must(t, err)
		if again.Unchanged != machines {
			t.Errorf("%d machines unchanged", again.Unchanged)
		}
	}))
}

// collectedFile is what the program writes on one machine. Half of the machines have
// the versions with flaws.
func collectedFile(t testing.TB, machine int) []byte {
	c := lists.Collected{Fenceline: lists.CollectedMark, Version: lists.CollectedVersion, Program: "Fenceline bench", Taken: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC),
		Machine: lists.CollectedHardware{Name: fmt.Sprintf("WS-%04d", machine), Manufacturer: "LENOVO", Model: "20XW", Serial: fmt.Sprintf("SN%06d", machine)},
		System:  lists.CollectedSystem{Name: "Windows 11 Pro", Build: "10.0.22631.4602", Edition: "Professional"}}
	for p := range stickPrograms {
		c.Programs = append(c.Programs, lists.CollectedProgram{Name: fmt.Sprintf("Program %d", p), Version: fmt.Sprintf("%d.%d", 1+machine%2, p%7), Publisher: fmt.Sprintf("Maker %d", p%50), Scope: "64-bit", Source: "msi"})
	}
	text, err := c.Seal()
	must(t, err)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, err = z.Write(text)
	must(t, err)
	must(t, z.Close())
	return packed.Bytes()
}

// flawsOf writes a CVE record for each program that has a flaw.
func flawsOf(t testing.TB, work string) string {
	path := filepath.Join(work, "flaws.zip")
	file, err := os.Create(path)
	must(t, err)
	z := zip.NewWriter(file)
	for p := range stickFlawed {
		id := fmt.Sprintf("CVE-2026-%d", 100_000+p)
		w, err := z.Create(id + ".json")
		must(t, err)
		_, err = fmt.Fprintf(w, `{"dataType":"CVE_RECORD","dataVersion":"5.1","cveMetadata":{"cveId":%q,"assignerOrgId":"00000000-0000-4000-8000-000000000000","state":"PUBLISHED"},`+
			`"containers":{"cna":{"providerMetadata":{"orgId":"00000000-0000-4000-8000-000000000000"},"descriptions":[{"lang":"en","value":"Made up"}],"references":[{"url":"https://example.com"}],`+
			`"affected":[{"vendor":"Maker %d","product":"Program %d","versions":[{"version":"0","lessThan":"2.0","status":"affected","versionType":"custom"}]}]}}}`, id, p%50, p)
		must(t, err)
	}
	must(t, z.Close())
	must(t, file.Close())
	return path
}

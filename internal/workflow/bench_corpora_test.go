//go:build corpora && unix

package workflow

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// The limits of the numbers below, on the machine docs/performance.md names.
const (
	mostRematch = 2 * time.Second        // CPU of matching all stored components again
	mostListing = 500 * time.Millisecond // from the start of the process to the end of its answer
	mostRSS     = 400 << 20              // bytes an import may hold
	mostOfLimit = 3.0                    // times the CPU of only decompressing and decoding
	cliPartly   = 3                      // exit code of a run that is done, but not wholly
)

// corpora is a path below the folder that FENCELINE_CORPORA names.
func corpora(t testing.TB, parts ...string) string {
	t.Helper()
	root := os.Getenv("FENCELINE_CORPORA")
	if root == "" {
		t.Fatal("FENCELINE_CORPORA names no folder")
	}
	return filepath.Join(append([]string{root}, parts...)...)
}

// used is the CPU time of this process so far, user and system.
func used(t testing.TB) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// least gives the least CPU time of some runs: the machine is not ours alone.
func least(t testing.TB, runs int, run func()) time.Duration {
	t.Helper()
	best := time.Duration(0)
	for i := range runs {
		before := used(t)
		run()
		if spent := used(t) - before; i == 0 || spent < best {
			best = spent
		}
	}
	return best
}

// row prints one line of a table.
func row(name string, values ...any) {
	line := "| " + name
	for _, v := range values {
		if d, ok := v.(time.Duration); ok {
			v = d.Round(time.Millisecond)
		}
		line += fmt.Sprintf(" | %v", v)
	}
	fmt.Println(line + " |")
}

// TestNumbersRematch matches 50,000 stored components against 100,000 stored
// advisories again and lists the tasks of that desk from a fresh process.
func TestNumbersRematch(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "desk")
	if kept := os.Getenv("FENCELINE_BENCH_DESK"); kept != "" {
		folder = kept
	}
	fillBenchDesk(t, folder)
	rematch(t, folder)
	listing(t, folder)
}

func openBench(t testing.TB, folder string) *Desk {
	t.Helper()
	d, err := Open(t.Context(), Options{Folder: folder, Person: "Bench"})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func rematch(t *testing.T, folder string) {
	d := openBench(t, folder)
	defer d.Close()
	ctx := t.Context()
	var ids []string
	must(t, d.store.View(ctx, func(r *store.Read) error {
		for a, err := range r.Assets() {
			if err != nil {
				return err
			}
			ids = append(ids, a.ID)
		}
		return nil
	}))
	components, finds := 0, 0
	reads := least(t, 3, func() { components = readInputs(t, d, ids) })
	matching := least(t, 3, func() { finds = matchAll(t, d, ids) })
	whole := least(t, 3, func() {
		must(t, d.pendAll(ctx))
		_, err := d.settle(ctx, func(domain.Progress) {})
		must(t, err)
	})
	status, err := d.Status(ctx)
	must(t, err)
	fmt.Printf("%d assets, %d components, %d advisories, %d findings (%d affected), %d tasks, %d targets\n",
		len(ids), components, status.Advisories, finds, status.Findings[domain.Affected], status.Tasks, status.Targets)
	row("only reading and decoding the same inventories and rows (limit)", reads, "1.00")
	row("matching pass over the stored inventories and rows", matching, ratio(matching, reads))
	row("whole re-match: read, match, plan, store", whole, ratio(whole, reads))
	if components < 49_900 || status.Advisories < 100_000 {
		t.Errorf("%d components and %d advisories are too few", components, status.Advisories)
	}
	if whole > mostRematch {
		t.Logf("beyond the limit: the whole re-match took %v of CPU", whole)
	}
}

func ratio(a, b time.Duration) string { return fmt.Sprintf("%.2f", a.Seconds()/b.Seconds()) }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// readInputs reads what a match needs and does nothing with it.
func readInputs(t testing.TB, d *Desk, ids []string) int {
	n := 0
	must(t, d.store.View(t.Context(), func(r *store.Read) error {
		seen := map[domain.PackageKey]bool{}
		for _, id := range ids {
			cur, err := r.Current(id)
			if err != nil {
				return err
			}
			held, err := r.Inventory(id, cur.Inventory)
			if err != nil {
				return err
			}
			n += len(held)
			for _, key := range keysOf(held) {
				if seen[key] {
					continue
				}
				seen[key] = true
				if _, err := r.MatchRows(key); err != nil {
					return err
				}
			}
		}
		return nil
	}))
	return n
}

func matchAll(t testing.TB, d *Desk, ids []string) int {
	n := 0
	m := newMatcher(d)
	must(t, d.store.View(t.Context(), func(r *store.Read) error {
		for _, id := range ids {
			one, err := m.match(r, id)
			if err != nil {
				return err
			}
			n += len(one.finds)
		}
		return nil
	}))
	return n
}

// listing asks a fresh process for the desk's lists.
func listing(t *testing.T, folder string) {
	program := build(t)
	for _, verb := range [][]string{{"task", "list"}, {"today"}, {"status"}} {
		best := time.Duration(0)
		var cpu time.Duration
		for i := range 5 {
			started := time.Now()
			cmd := exec.CommandContext(t.Context(), program, append([]string{"--data", folder}, verb...)...)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v: %v\n%s", verb, err, out)
			}
			if wall := time.Since(started); i == 0 || wall < best {
				best = wall
			}
			if spent := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(); i == 0 || spent < cpu {
				cpu = spent
			}
		}
		row(fmt.Sprint("process start to end of answer, ", verb), best, cpu)
		if best > mostListing {
			t.Logf("beyond the limit: %v took %v", verb, best)
		}
	}
}

// build makes the program without a window.
func build(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "fenceline")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-tags=migrated_fynedo", "-o", program, "fenceline/app")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// TestNumbersImport imports the OSV and CISA documents of the corpora with the
// program and compares its CPU with only decompressing and decoding them.
func TestNumbersImport(t *testing.T) {
	packs := []string{corpora(t, "osv"), corpora(t, "cisa-csaf", "cisa-csaf-dev.tar.gz")}
	program := build(t)
	floor := time.Duration(0)
	for i := range 3 {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestDecodeOnly$")
		cmd.Env = append(os.Environ(), decodeEnv+"="+strings.Join(packs, string(filepath.ListSeparator)))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(); i == 0 || cpu < floor {
			floor = cpu
		}
	}
	best, rss, folder := time.Duration(0), int64(0), ""
	for i := range 3 {
		folder = filepath.Join(t.TempDir(), "desk")
		cmd := exec.CommandContext(t.Context(), program, append([]string{"--data", folder, "import"}, packs...)...)
		if out, err := cmd.CombinedOutput(); err != nil && cmd.ProcessState.ExitCode() != cliPartly {
			t.Fatalf("%v\n%s", err, out)
		}
		rss = max(rss, cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss<<10)
		if cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(); i == 0 || cpu < best {
			best = cpu
		}
	}
	checkReceipt(t, folder)
	row("only decompressing and decoding the same bytes (limit)", floor, "1.00", "")
	row("whole import with store", best, ratio(best, floor), fmt.Sprintf("%d MB", rss>>20))
	if rss > mostRSS {
		t.Errorf("%d bytes resident", rss)
	}
	if best.Seconds() > mostOfLimit*floor.Seconds() {
		t.Errorf("%s times the limit", ratio(best, floor))
	}
}

// decodeEnv lists packs for a process that only decodes them.
const decodeEnv = "FENCELINE_DECODE_ONLY"

// TestDecodeOnly is the limit, run by TestNumbersImport in a process of its own.
func TestDecodeOnly(t *testing.T) {
	packs := os.Getenv(decodeEnv)
	if packs == "" {
		t.Skip("run by TestNumbersImport")
	}
	for _, pack := range filepath.SplitList(packs) {
		decodeOnly(t, pack)
	}
}

// checkReceipt sees that every file was imported or rejected with a reason.
func checkReceipt(t *testing.T, folder string) {
	d, err := Open(context.WithoutCancel(t.Context()), Options{Folder: folder, Reading: true})
	must(t, err)
	defer d.Close()
	receipts, err := d.Receipts(t.Context(), 1)
	must(t, err)
	formats := map[domain.Format]int{}
	must(t, d.store.View(t.Context(), func(r *store.Read) error {
		for line, err := range r.ReceiptFiles(receipts[0].ID) {
			if err != nil {
				return err
			}
			formats[line.Format]++
			switch {
			case line.Outcome == domain.Rejected && line.Error == nil:
				t.Errorf("%s was rejected without a reason", line.File)
			case line.Outcome != domain.Rejected && line.Outcome != domain.Imported:
				fmt.Println(line.File, line.Outcome)
			}
		}
		return nil
	}))
	fmt.Println(receipts[0].Totals, formats)
}

//go:build corpora && unix

package ingest

import (
	"fmt"
	"syscall"
	"testing"
	"time"
)

// mostOfLimit is how many times the CPU of the limit an import may take.
const mostOfLimit = 3.0

// TestImportAgainstLimit measures the CPU of importing against that of only
// decompressing and decoding the same bytes, the best of three runs each.
func TestImportAgainstLimit(t *testing.T) {
	fmt.Println("| pack | import | limit | ratio |")
	fmt.Println("|---|---|---|---|")
	for _, parts := range [][]string{
		{"cisa-csaf", "cisa-csaf-dev.tar.gz"}, {"csaf-vendors", "large-dev.tar.gz"}, {"cve5", "vulnrichment-1500.tar.gz"},
		{"osv", "almalinux-250.tar.gz"}, {"osv", "bitnami-900.tar.gz"}, {"osv", "go-vulndb-900.tar.gz"}, {"bench", "osv", "AlmaLinux.zip"},
	} {
		path := corpora(t, parts...)
		imported := cpu(t, func() { importAll(t, path) })
		floor := cpu(t, func() { limit(t, path) })
		ratio := imported.Seconds() / floor.Seconds()
		fmt.Printf("| %s | %v | %v | %.2f |\n", parts[len(parts)-1], imported.Round(time.Millisecond), floor.Round(time.Millisecond), ratio)
		if ratio > mostOfLimit {
			t.Errorf("%s: %.2f times the limit", path, ratio)
		}
	}
}

// cpu gives the least CPU time, user and system, of three runs.
func cpu(t *testing.T, run func()) time.Duration {
	t.Helper()
	least := time.Duration(0)
	for i := range 3 {
		before := used(t)
		run()
		if spent := used(t) - before; i == 0 || spent < least {
			least = spent
		}
	}
	return least
}

func used(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

//go:build corpora

package ingest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

// corpora gives the folder of the corpora, and fails where there is none.
func corpora(t testing.TB, parts ...string) string {
	t.Helper()
	root := os.Getenv("FENCELINE_CORPORA")
	if root == "" {
		t.Fatal("FENCELINE_CORPORA names no folder")
	}
	path := filepath.Join(append([]string{root}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// tally counts what became of the files of a set.
type tally struct {
	files, imported, recognised, rejected int
	advisories, signals                   int
	products, statements, warnings        int
	byFormat                              map[domain.Format]int
	reasons                               map[string][]string // code to files
	items                                 map[string][]domain.Item
}

// sweep walks and decodes everything under path.
func sweep(t testing.TB, path string) *tally {
	t.Helper()
	n := &tally{byFormat: map[domain.Format]int{}, reasons: map[string][]string{}, items: map[string][]domain.Item{}}
	reject := func(file string, err error) {
		n.rejected++
		var own *domain.Error
		if !errors.As(err, &own) || own.Code == "" || own.Subject == "" || own.Op == "" {
			t.Errorf("%s: error without code, op or subject: %#v", file, err)
			return
		}
		n.reasons[string(own.Code)] = append(n.reasons[string(own.Code)], fmt.Sprintf("%s (%s %v)", file, own.Place, own.Params))
	}
	err := Walk(context.Background(), path, DefaultLimits(), func(doc Document, err error) error {
		n.files++
		if err != nil {
			reject(doc.File, err)
			return nil
		}
		n.byFormat[doc.Format]++
		items := 0
		err = Decode(doc, func(item domain.Item) error {
			items++
			n.add(t, doc.File, item)
			return nil
		})
		switch {
		case err != nil:
			reject(doc.File, err)
		case items > 0:
			n.imported++
		default:
			n.recognised++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n.files == 0 {
		t.Fatalf("%s: nothing to look at", path)
	}
	return n
}

func (n *tally) add(t testing.TB, file string, item domain.Item) {
	n.items[file] = append(n.items[file], item)
	checkItem(t, file, item)
	switch i := item.(type) {
	case domain.Advisory:
		n.advisories++
		n.products += len(i.Products)
		n.statements += len(i.Statements)
		n.warnings += len(i.Warnings)
	case domain.Signal:
		n.signals++
		n.warnings += len(i.Warnings)
	}
}

func (n *tally) row(name string) string {
	return fmt.Sprintf("| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d |", name, n.files, n.imported,
		n.recognised, n.rejected, n.advisories, n.signals, n.products, n.statements, n.warnings)
}

// TestCorpora imports every file of every set or rejects it with a reason, and
// prints the table of counts. Expectations are those that come with the sets.
func TestCorpora(t *testing.T) {
	fmt.Println("| set | files | imported | recognised | rejected | advisories | signals | products | statements | warnings |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|---|")
	for _, set := range []struct {
		name  string
		check func(*testing.T, *tally)
	}{
		{"cisa-csaf", checkCISA}, {"csaf-vendors", checkVendors}, {"csaf-conformance", checkConformance},
		{"osv", checkOSV}, {"cve5", checkCVE}, {"kev", checkKEV}, {"epss", checkEPSS}, {"openvex", checkOpenVEX}, {"stix", checkSTIX}, {"cyclonedx-boms", checkCycloneDXVEX},
	} {
		t.Run(set.name, func(t *testing.T) {
			n := sweep(t, corpora(t, set.name))
			fmt.Println(n.row(set.name))
			if n.imported+n.recognised+n.rejected != n.files {
				t.Error("the counts do not add up")
			}
			n.logReasons(t)
			set.check(t, n)
		})
	}
}

func (n *tally) logReasons(t *testing.T) {
	for _, code := range slices.Sorted(maps.Keys(n.reasons)) {
		files := n.reasons[code]
		t.Logf("%s: %d, such as\n\t%s", code, len(files), strings.Join(files[:min(5, len(files))], "\n\t"))
	}
}

// advisory gives the one advisory of a file.
func (n *tally) advisory(t *testing.T, file string) (domain.Advisory, bool) {
	t.Helper()
	for _, item := range n.items[file] {
		if a, ok := item.(domain.Advisory); ok {
			return a, true
		}
	}
	t.Errorf("%s: not imported", file)
	return domain.Advisory{}, false
}

// only fails where something was rejected for a reason that is not in codes.
func (n *tally) only(t *testing.T, codes map[string]int) {
	t.Helper()
	for code, files := range n.reasons {
		if codes[code] != len(files) {
			t.Errorf("%d rejected as %s, want %d: %v", len(files), code, codes[code], files)
		}
	}
}

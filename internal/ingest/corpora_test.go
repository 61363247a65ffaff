//go:build corpora

package ingest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
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

func TestCorpora(t *testing.T) {
	fmt.Println("| set | files | imported | recognised | rejected | advisories | signals | products | statements | warnings |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|---|")
	for _, set := range []string{"cisa-csaf", "csaf-vendors", "csaf-conformance", "osv", "cve5", "kev"} {
		n := sweep(t, corpora(t, set))
		fmt.Println(n.row(set))
		codes := make([]string, 0, len(n.reasons))
		for code := range n.reasons {
			codes = append(codes, code)
		}
		sort.Strings(codes)
		for _, code := range codes {
			t.Logf("%s: %s: %d, such as %s", set, code, len(n.reasons[code]), strings.Join(n.reasons[code][:min(12, len(n.reasons[code]))], "\n      "))
		}
		t.Log(set, n.byFormat)
	}
}

package ingest

import (
	"testing"

	"fenceline/internal/domain"
)

// checkItem holds every item to the laws of the readers: ids are there, and
// statements name a vulnerability and a product of their own advisory.
func checkItem(t testing.TB, file string, item domain.Item) {
	t.Helper()
	switch i := item.(type) {
	case domain.Advisory:
		checkAdvisory(t, file, &i)
	case domain.Signal:
		if i.Kind == "" || i.Vulnerability == "" || i.Value == "" || i.Source == "" {
			t.Errorf("%s: signal without kind, id, value or source: %+v", file, i)
		}
	default:
		t.Errorf("%s: unexpected item %T", file, item)
	}
}

func checkAdvisory(t testing.TB, file string, a *domain.Advisory) {
	t.Helper()
	if a.Format == "" || a.Namespace == "" || a.ID == "" {
		t.Errorf("%s: advisory without format, namespace or id: %q", file, a.Key())
	}
	flaws := map[string]bool{}
	for _, v := range a.Vulnerabilities {
		if v.ID == "" || flaws[v.ID] {
			t.Errorf("%s: vulnerability id %q is empty or not unique", file, v.ID)
		}
		flaws[v.ID] = true
	}
	products := map[string]bool{}
	for _, p := range a.Products {
		if p.Ref == "" || products[p.Ref] {
			t.Errorf("%s: product ref %q is empty or not unique", file, p.Ref)
		}
		products[p.Ref] = true
	}
	for i, s := range a.Statements {
		if !flaws[s.Vulnerability] || !products[s.Product] || s.Status == "" {
			t.Errorf("%s: statement %d names what is not there: %q %q %q", file, i, s.Vulnerability, s.Product, s.Status)
		}
	}
}

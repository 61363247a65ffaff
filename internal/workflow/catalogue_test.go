package workflow

import (
	"fmt"
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// kev writes a KEV catalogue of a day with entries for CVE-2026-9300N.
func kev(day int, numbers ...int) string {
	var entries []string
	for _, n := range numbers {
		entries = append(entries, fmt.Sprintf(`{"cveID":"CVE-2026-9300%d","vendorProject":"A","product":"B","vulnerabilityName":"C","dateAdded":"2026-11-%02d","shortDescription":"D","requiredAction":"E","dueDate":"2026-12-01"}`, n, day))
	}
	return fmt.Sprintf(`{"title":"KEV","catalogVersion":"2026.11.%02d","dateReleased":"2026-11-%02dT15:00:00.0000Z","count":%d,"vulnerabilities":[%s]}`, day, day, len(numbers), strings.Join(entries, ","))
}

// A catalogue that is less proven adds entries; it takes none away and does not
// make a better proven one look old.
func TestWeakerCatalogue(t *testing.T) {
	s := newSigner(t, "Catalogue")
	signed := func(text string) map[string]string {
		return map[string]string{"kev.json": text, "kev.json.asc": s.sign(text), "k.asc": s.public()}
	}
	for _, c := range []struct {
		name    string
		imports []map[string]string
		want    string
	}{
		{"the next one", []map[string]string{signed(kev(10, 1, 2)), signed(kev(11, 2, 3))}, "2 3"},
		{"an older one", []map[string]string{signed(kev(11, 2, 3)), signed(kev(10, 1, 2))}, "2 3"},
		{"unsigned and newer", []map[string]string{signed(kev(10, 1, 2)), {"kev.json": kev(11, 2, 3)}}, "1 2 3"},
		{"unsigned and far ahead, then the next", []map[string]string{signed(kev(10, 1, 2)), {"kev.json": kev(29, 4)}, signed(kev(11, 1, 2, 3))}, "1 2 3"},
		{"unsigned first, then signed and older", []map[string]string{{"kev.json": kev(29, 4)}, signed(kev(11, 1))}, "1 4"},
		{"unsigned, and the next unsigned", []map[string]string{{"kev.json": kev(10, 1, 2)}, {"kev.json": kev(11, 2)}}, "2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := openDesk(t, t.TempDir(), &clock{now: dayOne})
			for _, bundle := range c.imports {
				mustImport(t, d, bundle)
			}
			if got := listed(t, d); got != c.want {
				t.Errorf("listed %q, want %q", got, c.want)
			}
			mustRebuild(t, d)
			if _, err := d.PinKey(t.Context(), s.fingerprint, []string{domain.AnyNamespace}); err == nil {
				if got := listed(t, d); got != c.want {
					t.Errorf("after pinning listed %q, want %q", got, c.want)
				}
				mustRebuild(t, d)
			}
		})
	}
}

// listed gives the last digits of all entries of the catalogue in force.
func listed(t testing.TB, d *Desk) string {
	t.Helper()
	var out []string
	err := d.store.View(t.Context(), func(r *store.Read) error {
		out = nil
		for s, err := range r.KEVs() {
			if err != nil {
				return err
			}
			out = append(out, s.Vulnerability[len(s.Vulnerability)-1:])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, " ")
}

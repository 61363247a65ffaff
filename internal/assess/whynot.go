package assess

import (
	"cmp"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
)

// WhyNot says for every product of an advisory what it means for one asset: each
// component it meets with verdict and reason, or why it meets none. Rows of the
// input are not asked; the advisory's own are used. What was met comes first, then
// by product.
func WhyNot(in MatchInput, a *domain.Advisory) []domain.WhyNot {
	if !a.Withdrawn.IsZero() {
		return []domain.WhyNot{{Product: a.ID, Reason: domain.Reason{Code: domain.WhyWithdrawn}}}
	}
	if !NamesFlaw(a) {
		return []domain.WhyNot{{Product: a.ID, Reason: domain.Reason{Code: domain.WhyNoFlaw}}}
	}
	if len(a.Statements) == 0 {
		return []domain.WhyNot{{Product: a.ID, Reason: domain.Reason{Code: domain.WhyNoProduct}}}
	}
	w := newDoubter(in, a)
	var out []domain.WhyNot
	for _, ref := range w.products {
		out = append(out, w.product(ref)...)
	}
	slices.SortStableFunc(out, func(a, b domain.WhyNot) int {
		return cmp.Or(severityOf(b.Verdict)-severityOf(a.Verdict), cmp.Compare(len(b.Verdict), len(a.Verdict)), cmp.Compare(a.Product, b.Product), cmp.Compare(a.Component, b.Component))
	})
	return out
}

// doubter answers for one asset and one advisory.
type doubter struct {
	in       MatchInput
	tree     *tree
	products []string                     // refs that statements are about, sorted
	flaws    map[string][]string          // vulnerabilities by ref
	rows     map[string][]domain.KeyedRow // by ref
	finds    map[string][]domain.Finding  // by ref
	held     map[domain.PackageKey][]int  // components by identity
	matcher  *matcher
}

func newDoubter(in MatchInput, a *domain.Advisory) *doubter {
	w := &doubter{tree: newTree(a, map[string][]identity.KeyedProduct{}), flaws: map[string][]string{}, rows: map[string][]domain.KeyedRow{}, finds: map[string][]domain.Finding{}, held: map[domain.PackageKey][]int{}}
	byKey := map[domain.PackageKey][]domain.MatchRow{}
	for _, kr := range Rows(a) {
		ref := a.Statements[kr.Row.Statement].Product
		w.rows[ref] = append(w.rows[ref], kr)
		byKey[kr.Key] = append(byKey[kr.Key], kr.Row)
	}
	for i := range a.Statements {
		s := &a.Statements[i]
		if !slices.Contains(w.flaws[s.Product], s.Vulnerability) {
			w.flaws[s.Product] = append(w.flaws[s.Product], s.Vulnerability)
		}
		w.products = append(w.products, s.Product)
	}
	slices.Sort(w.products)
	w.products = slices.Compact(w.products)
	in.Rows = func(key domain.PackageKey) []domain.MatchRow { return byKey[key] }
	w.in = in
	for _, f := range Match(in) {
		ref := a.Statements[f.Statement].Product
		w.finds[ref] = append(w.finds[ref], f)
	}
	for i := range in.Components {
		h := &in.Components[i]
		for _, key := range append([]domain.PackageKey{h.Key}, h.Also...) {
			w.held[key] = append(w.held[key], i)
		}
	}
	w.matcher = &matcher{in: in}
	return w
}

func (w *doubter) product(ref string) []domain.WhyNot {
	base := domain.WhyNot{Product: ref, Vulnerabilities: w.flaws[ref]}
	if p := w.tree.products[ref]; p != nil {
		base.Product = productName(p)
	}
	rows := w.rows[ref]
	for i := range rows {
		if !slices.Contains(base.Keys, rows[i].Key) {
			base.Keys = append(base.Keys, rows[i].Key)
		}
	}
	if finds := w.finds[ref]; len(finds) > 0 {
		return w.met(base, finds)
	}
	base.Reason = w.reason(base.Product, rows)
	return []domain.WhyNot{base}
}

// met is a line for each component that the product meets, the worst of its
// vulnerabilities.
func (w *doubter) met(base domain.WhyNot, finds []domain.Finding) []domain.WhyNot {
	var out []domain.WhyNot
	at := map[string]int{} // by component
	for i := range finds {
		f := &finds[i]
		n, known := at[f.Component]
		if !known {
			n = len(out)
			at[f.Component] = n
			one := base
			one.Component, one.Version = f.Name, f.Version
			if strings.Contains(f.Place, "/") { // a path; references inside an SBOM say nothing to people
				one.Component += " at " + f.Place
			}
			out = append(out, one)
		}
		if !known || WorseVerdict(f.Verdict, out[n].Verdict) {
			out[n].Verdict, out[n].Reason = f.Verdict, f.Reason
		}
	}
	return out
}

// reason says why no component is met, the nearest miss first.
func (w *doubter) reason(product string, rows []domain.KeyedRow) domain.Reason {
	because := func(code domain.Code, params domain.Params) domain.Reason {
		return domain.Reason{Code: code, Params: params}
	}
	switch {
	case len(w.in.Components) == 0:
		return because(domain.WhyNoSoftware, nil)
	case len(rows) == 0:
		return because(domain.WhyNoIdentity, domain.Params{"product": product})
	}
	for i := range rows {
		row := &rows[i].Row
		for _, at := range w.held[rows[i].Key] {
			h := &w.in.Components[at]
			if fits, _ := identity.FitsNumber(&h.Component, rows[i].Key, row.Number); row.Number != "" && !fits {
				continue
			}
			name := strings.TrimSpace(h.Name + " " + h.Version)
			same, answered := w.in.Answers.answer(&h.Component, rows[i].Key)
			switch {
			case answered && !same:
				return because(domain.WhyDenied, domain.Params{"name": name, "product": product})
			case row.Stream != "" && h.Stream != "" && identity.BaseStream(row.Stream) != h.Stream:
				return because(domain.WhyOtherStream, domain.Params{"name": name, "have": h.Stream, "want": row.Stream})
			case otherArch(&h.Component, row):
				return because(domain.WhyOtherArch, domain.Params{"name": name, "have": identity.ArchOf(h.PURL), "want": row.Arch})
			case w.matcher.otherModule(&h.Component, rows[i].Key, row):
				return because(domain.WhyOtherModule, domain.Params{"name": name, "want": moduleName(row.Module)})
			case row.Claim != nil && !beside(&w.in, row.Claim):
				return because(domain.WhyUnbound, domain.Params{"product": product})
			}
			return because(domain.WhyClearsOther, domain.Params{"name": name, "product": product})
		}
	}
	return because(domain.WhyNotHeld, domain.Params{"product": product, "name": w.nearest(product)})
}

// nearest is the component whose name shares the most words with a product's;
// empty where none shares any that is longer than two letters.
func (w *doubter) nearest(product string) string {
	want := identity.Words(product)
	best, score := "", 0
	for i := range w.in.Components {
		h := &w.in.Components[i]
		n := 0
		for _, word := range identity.Words(h.Vendor + " " + h.Name) {
			if len(word) > 2 && slices.Contains(want, word) {
				n += len(word)
			}
		}
		if name := strings.TrimSpace(h.Name + " " + h.Version); n > score || n == score && n > 0 && name < best {
			best, score = name, n
		}
	}
	return best
}

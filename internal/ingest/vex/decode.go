package vex

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

const op = "decode vex"

// Unstated stands for a publisher that a CycloneDX document does not name.
const Unstated = "not stated"

// Warnings of this reader, beside those of packages jsondoc and cvss. Params in
// brackets.
const (
	WarnNoID       domain.Code = "vex_no_id"      // the document is known by its digest
	WarnRejected   domain.Code = "vex_rejected"   // [id] was rejected by whom it came from: nothing is claimed of it
	WarnNoTime     domain.Code = "vex_no_time"    // a statement has no time, so that no other is newer or older
	WarnNoReason   domain.Code = "vex_no_reason"  // not affected, and nothing says why
	WarnNoProduct  domain.Code = "vex_no_product" // [ref] names nothing that could be met
	WarnSuperseded domain.Code = "vex_superseded" // [count] statements are followed by later ones
)

// Decode reads one document, OpenVEX or CycloneDX, and emits its
// [domain.Advisory]. On an error, a [*domain.Error], nothing was emitted.
func Decode(r io.Reader, emit func(domain.Item) error) error {
	return read(r, jsondoc.Parts{}, emit)
}

func read(r io.Reader, parts jsondoc.Parts, emit func(domain.Item) error) error {
	text, noticed, err := jsondoc.Read(op, r)
	if err != nil {
		return err
	}
	c := converter{text: text, parts: parts, products: map[string]bool{}, flaws: map[string]int{}, latest: map[string]int{}}
	c.warnings.Append(noticed)
	if isXML(text) || isCycloneDX(text) {
		err = c.cycloneDX()
	} else if head := c.fitsParts(); head != nil {
		err = c.openVEXInParts(head)
	} else {
		err = c.openVEX()
	}
	if err != nil {
		return err
	}
	c.finish()
	return emit(c.advisory)
}

// Holds reports whether a CycloneDX document, in JSON or XML, carries
// vulnerabilities.
func Holds(text []byte) bool {
	if isXML(text) {
		return holdsXML(text)
	}
	found := false
	jsondoc.Members(text, func(m jsondoc.Member) bool {
		if m.Name == "vulnerabilities" {
			list := bytes.TrimSpace(m.Value)
			found = len(list) > 2 && list[0] == '[' && len(bytes.TrimSpace(list[1:len(list)-1])) > 0
		}
		return !found
	})
	return found
}

func isCycloneDX(text []byte) bool {
	found := false
	jsondoc.Members(text, func(m jsondoc.Member) bool {
		found = m.Name == "bomFormat"
		return !found
	})
	return found
}

// converter is the state of one reading.
type converter struct {
	text       []byte
	advisory   domain.Advisory
	products   map[string]bool // refs that are there
	flaws      map[string]int  // vulnerability to its place in the advisory
	latest     map[string]int  // vulnerability and product to the statement in force
	superseded int
	parts      jsondoc.Parts
	warnings   jsondoc.Warnings
}

// digest is the name of a document that has none.
func (c *converter) digest() string {
	c.warnings.Add(WarnNoID, "")
	sum := sha256.Sum256(c.text)
	return "sha256:" + hex.EncodeToString(sum[:16])
}

// flaw gives the vulnerability of that name, which is made where it is new.
func (c *converter) flaw(name string) *domain.Vulnerability {
	at, ok := c.flaws[name]
	if !ok {
		at = len(c.advisory.Vulnerabilities)
		c.flaws[name] = at
		c.advisory.Vulnerabilities = append(c.advisory.Vulnerabilities, domain.Vulnerability{ID: name})
	}
	return &c.advisory.Vulnerabilities[at]
}

// product puts a product into the advisory, once.
func (c *converter) product(p domain.Product) string {
	if !c.products[p.Ref] {
		c.products[p.Ref] = true
		c.advisory.Products = append(c.advisory.Products, p)
	}
	return p.Ref
}

// part puts a component inside a product into the advisory, and both with it.
func (c *converter) part(component, product domain.Product) string {
	return c.product(domain.Product{Ref: product.Ref + " > " + component.Ref, Name: component.Name + " in " + product.Name,
		Relationship: &domain.Relationship{Category: domain.RelationPart, Product: c.product(component), RelatesTo: c.product(product)}})
}

// state adds a statement, or puts it in place of an older one on the same
// vulnerability, product and versions.
func (c *converter) state(s domain.Statement) {
	key := s.Vulnerability + "\x00" + s.Product + "\x00" + string(s.Versions.Kind) + s.Versions.Text + strings.Join(s.Versions.Exact, "\x00")
	if at, ok := c.latest[key]; ok {
		c.superseded++
		if older := &c.advisory.Statements[at]; !s.Said.Before(older.Said) {
			*older = s
		}
		return
	}
	c.latest[key] = len(c.advisory.Statements)
	c.advisory.Statements = append(c.advisory.Statements, s)
}

// finish fills in what follows from the statements.
func (c *converter) finish() {
	a := &c.advisory
	a.Category = "vex"
	if c.superseded > 0 {
		c.warnings.Add(WarnSuperseded, "", "count", strconv.Itoa(c.superseded))
	}
	for i := range a.Vulnerabilities {
		v := &a.Vulnerabilities[i]
		slices.Sort(v.Aliases)
		v.Aliases = slices.DeleteFunc(slices.Compact(v.Aliases), func(alias string) bool { return alias == v.ID })
	}
	if a.Title == "" {
		a.Title = title(a.Vulnerabilities)
	}
	c.noteSaid()
	if a.Published.IsZero() {
		a.Published = a.Modified
	}
	a.Warnings = c.warnings.List()
}

// noteSaid brings the advisory's date up to that of its statements.
func (c *converter) noteSaid() {
	for i := range c.advisory.Statements {
		if said := c.advisory.Statements[i].Said; said.After(c.advisory.Modified) {
			c.advisory.Modified = said
		}
	}
}

// title names the vulnerabilities a document speaks of: it has no title itself.
func title(flaws []domain.Vulnerability) string {
	const shown = 3
	var names []string
	for i := range flaws {
		names = append(names, flaws[i].ID)
	}
	if more := len(names) - shown; more > 0 {
		return "VEX: " + strings.Join(names[:shown], ", ") + ", +" + strconv.Itoa(more)
	}
	return "VEX: " + strings.Join(names, ", ")
}

// isName tells names of vulnerabilities from links, which some documents give as
// aliases.
func isName(s string) bool {
	return s != "" && len(s) <= 100 && !strings.Contains(s, "://") && !strings.ContainsAny(s, " \t\r\n\x00")
}

// when reads the first time of several that is stated.
func (c *converter) when(place string, stated ...string) time.Time {
	for _, s := range stated {
		if s != "" {
			return c.warnings.Date(place, s)
		}
	}
	return time.Time{}
}

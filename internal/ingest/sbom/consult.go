package sbom

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/anchore/syft/syft/format/cyclonedxjson"
	"github.com/anchore/syft/syft/format/cyclonedxxml"
	"github.com/anchore/syft/syft/format/spdxjson"
	"github.com/anchore/syft/syft/format/spdxtagvalue"
	"github.com/anchore/syft/syft/format/syftjson"
	"github.com/anchore/syft/syft/pkg"
	"github.com/anchore/syft/syft/sbom"

	"fenceline/internal/domain"
)

// decoders names the library's decoder of each dialect. The library's own list
// is not used: its lists of bare purls and CPEs take nearly any text.
var decoders = map[string]sbom.FormatDecoder{
	cycloneDXJSON.name: cyclonedxjson.NewFormatDecoder(),
	cycloneDXXML.name:  cyclonedxxml.NewFormatDecoder(),
	spdxJSON.name:      spdxjson.NewFormatDecoder(),
	spdxGraph.name:     spdxjson.NewFormatDecoder(),
	spdxTagValue.name:  spdxtagvalue.NewFormatDecoder(),
	syftJSON.name:      syftjson.NewFormatDecoder(),
}

// maxCuts is how often a document is asked about again without a member.
const maxCuts = 5

// consult asks the library for the packages of a document that this package has
// already read. CycloneDX members that the library cannot take are cut out one
// after the other, each with a warning [WarnMember]; a document it refuses
// all the same gives no packages and the warning [WarnRefused].
func consult(d dialect, data []byte) (found, []domain.Warning) {
	var warnings []domain.Warning
	if d.name == spdxTagValue.name {
		data = withoutTexts(data)
	}
	for range maxCuts {
		packages, err := decodeWith(decoders[d.name], data)
		if err == nil {
			return found{packages: packages}, warnings
		}
		var smaller []byte
		var cut []domain.Warning
		if d.name == cycloneDXJSON.name {
			smaller, cut = withoutOffender(data, err)
		}
		warnings = append(warnings, cut...)
		if len(cut) == 0 {
			return found{refused: true}, append(warnings, domain.Warning{
				Code: WarnRefused, Params: domain.Params{"reason": reason(err)}})
		}
		data = smaller
	}
	return found{refused: true}, append(warnings, domain.Warning{
		Code: WarnRefused, Params: domain.Params{"reason": "too many members it cannot read"}})
}

// errPanic says that the library broke on a document.
var errPanic = errors.New("the decoder broke off")

// decodeWith runs one decoder; a panic in it comes back as an error.
func decodeWith(decoder sbom.FormatDecoder, data []byte) (packages []pkg.Package, err error) {
	defer func() {
		if r := recover(); r != nil {
			packages, err = nil, fmt.Errorf("%w: %v", errPanic, r)
		}
	}()
	out, _, _, err := decoder.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if out == nil || out.Artifacts.Packages == nil {
		return nil, errors.New("the decoder gave nothing")
	}
	for p := range out.Artifacts.Packages.Enumerate() {
		packages = append(packages, p)
	}
	slices.SortFunc(packages, func(x, y pkg.Package) int { return strings.Compare(string(x.ID()), string(y.ID())) })
	return packages, nil
}

// reason is the first line of a library error, short enough for a receipt.
func reason(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	if runes := []rune(line); len(runes) > 300 {
		return string(runes[:300]) + "..."
	}
	return line
}

// found is what the library made of a document.
type found struct {
	refused  bool // nothing came from the library
	packages []pkg.Package
}

// match gives the library's package for each entry, nil where it has none, and
// the packages that no entry asked for.
func (f *found) match(entries []entry) (matched, extra []*pkg.Package) {
	byID := make(map[string]*pkg.Package, len(f.packages))
	for i := range f.packages {
		byID[strings.TrimSpace(string(f.packages[i].ID()))] = &f.packages[i]
	}
	matched = make([]*pkg.Package, len(entries))
	claimed := make(map[*pkg.Package]bool, len(f.packages))
	for i := range entries {
		e := &entries[i]
		for _, id := range []string{e.ref, strings.TrimPrefix(e.ref, "SPDXRef-")} {
			if p := byID[id]; p != nil && e.ref != "" && e.named(p.Name) {
				matched[i], claimed[p] = p, true
				break
			}
		}
	}
	// Without a reference the library hashes an entry: equal ones became one
	// package, those that differ in what is not read here became several.
	byText := make(map[string][]*pkg.Package)
	for i := range f.packages {
		p := &f.packages[i]
		if claimed[p] {
			continue
		}
		for _, key := range []string{strings.TrimSpace(p.Name) + "\x00" + strings.TrimSpace(p.Version), strings.TrimSpace(p.PURL)} {
			byText[key] = append(byText[key], p)
		}
	}
	for i := range entries {
		if e := &entries[i]; e.ref == "" {
			if p := e.among(byText, claimed); p != nil {
				matched[i], claimed[p] = p, true
			}
		}
	}
	for i := range f.packages {
		if p := &f.packages[i]; !claimed[p] {
			extra = append(extra, p)
		}
	}
	return matched, extra
}

// among picks the package for an entry without a reference, one that no other
// entry claimed where there is one.
func (e *entry) among(byText map[string][]*pkg.Package, claimed map[*pkg.Package]bool) *pkg.Package {
	for _, key := range []string{e.purl, e.name + "\x00" + e.version, e.label() + "\x00" + e.version} {
		list := byText[key]
		if key == "" || len(list) == 0 || !e.named(list[0].Name) {
			continue
		}
		return list[max(0, slices.IndexFunc(list, func(p *pkg.Package) bool { return !claimed[p] }))]
	}
	return nil
}

// named reports whether the library may have given the entry that name.
func (e *entry) named(name string) bool {
	name = strings.TrimSpace(name)
	return e.name == "" || name == e.name || name == e.label()
}

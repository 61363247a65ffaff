package assess

import (
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
	"fenceline/internal/version"
)

// isVEX tells documents whose statements are weighed against each other by how
// much they say: see [vexTable.outweighs].
func isVEX(format domain.Format) bool {
	return format == domain.FormatOpenVEX || format == domain.FormatCycloneDX
}

// bomLink starts a reference into another CycloneDX document; a serial number
// follows (CycloneDX, "BOM-Link").
const bomLink = "urn:cdx:"

// urnUUID starts a UUID as a product of OpenVEX: the serial number of an SBOM, or
// an asset as this program's own exports name it ([domain.AssetURN]).
const urnUUID = "urn:uuid:"

// claim is what a VEX statement adds to its row. A component inside a product is
// bound to that product by every identity but its bare name, since names alone bind
// nothing, and to the SBOM it stands in by the serial number.
func (t *tree) claim(a *domain.Advisory, s *domain.Statement, p *domain.Product) *domain.VEXClaim {
	c := &domain.VEXClaim{Said: s.Said}
	if p.Relationship == nil || p.Relationship.Category != domain.RelationPart {
		return c
	}
	whole := t.products[p.Relationship.RelatesTo]
	if whole == nil {
		return c
	}
	for _, prefix := range []string{bomLink, urnUUID} {
		if serial, ok := strings.CutPrefix(whole.Ref, prefix); ok {
			c.BOM = strings.ToLower(serial)
			return c
		}
	}
	if serial, ok := strings.CutPrefix(a.ID, urnUUID); ok && a.Format == domain.FormatCycloneDX {
		c.BOM = strings.ToLower(serial)
	}
	for _, k := range identity.ProductKeys(whole) {
		if k.Confidence == domain.NameOnly {
			continue
		}
		c.With = append(c.With, k.Key)
		if c.WithVersion == "" {
			c.WithVersion, c.WithScheme = k.Version, k.Scheme
		}
	}
	if c.WithVersion == "" {
		c.WithVersion = whole.Version
	}
	return c
}

// beside reports whether what a claim is bound to is on the asset.
func beside(in *MatchInput, c *domain.VEXClaim) bool {
	if !c.Bound() || c.BOM != "" && slices.Contains(in.BOMs, c.BOM) {
		return true
	}
	return slices.ContainsFunc(in.all(), func(h domain.Held) bool {
		is := func(key domain.PackageKey) bool { return key != "" && slices.Contains(c.With, key) }
		return (is(h.Key) || slices.ContainsFunc(h.Also, is)) && sameVersion(c, &h)
	})
}

func sameVersion(c *domain.VEXClaim, h *domain.Held) bool {
	if c.WithVersion == "" || c.WithVersion == h.Version {
		return true
	}
	scheme := firstOf(c.WithScheme, h.Scheme)
	order, err := version.Compare(scheme, c.WithVersion, h.Version)
	return err == nil && order == 0 && h.Version != ""
}

// vexWeight is how much a VEX statement says: that its component is meant inside a
// product, that one version is meant, and when it was made.
type vexWeight struct {
	row *domain.MatchRow
}

func (w vexWeight) level() int {
	level := 0
	if w.row.Claim.Bound() {
		level += 2
	}
	if w.row.Versions.Kind == domain.SetExact {
		level++
	}
	return level
}

// vexTable are the VEX statements that one component met.
type vexTable map[statementKey]vexWeight

// outweighs reports whether a VEX statement that raises a finding holds against
// one that would clear it: what says more wins; of two that say as much, both of
// one publisher, the later one does. A statement of any other document that would
// clear says as much as one about a single version.
func (t vexTable) outweighs(raising, clearing *domain.Finding) bool {
	up, ok := t[statementKey{raising.Advisory, raising.Statement}]
	if !ok {
		return false
	}
	down, ok := t[statementKey{clearing.Advisory, clearing.Statement}]
	if !ok {
		return up.level() > 1
	}
	if a, b := up.level(), down.level(); a != b {
		return a > b
	}
	return publisherOf(raising.Advisory) == publisherOf(clearing.Advisory) && up.row.Claim.Said.After(down.row.Claim.Said)
}

// publisherOf is the format and namespace of an advisory's key.
func publisherOf(key domain.AdvisoryKey) string {
	s := string(key)
	bars := 0
	for i := range len(s) {
		if s[i] == '|' {
			if bars++; bars == 2 {
				return s[:i]
			}
		}
	}
	return s
}

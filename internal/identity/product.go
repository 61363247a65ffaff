package identity

import (
	"strings"

	"fenceline/internal/domain"
)

// KeyedProduct is one identity of a product of an advisory. The empty Scheme,
// Stream, Arch or Version is not stated.
type KeyedProduct struct {
	Key        domain.PackageKey
	Confidence domain.Confidence
	Scheme     string
	Stream     string
	Arch       string
	Version    string
	Module     string // module stream of an rpm
	Number     string // serial, model or stock number with its vendor, for [FitsNumber]
	Only       bool   // names one file: whatever its version, it is the product
}

// ProductKeys gives every identity of a product, strongest first and each key
// once: digests and serial numbers (certain), model and stock numbers (likely), its OSV package or its package URLs (certain), its CPE names and vendor
// and product (likely), and where there is no certain one, its name (name only).
func ProductKeys(p *domain.Product) []KeyedProduct {
	var out []KeyedProduct
	add := func(k KeyedProduct) {
		if k.Key == "" {
			return
		}
		for i := range out {
			if have := &out[i]; have.Key == k.Key && have.Stream == k.Stream && have.Arch == k.Arch && have.Number == k.Number {
				if have.Version == "" {
					have.Version = k.Version
				}
				return
			}
		}
		out = append(out, k)
	}
	if key, scheme, stream, ok := OSVKey(p.Ecosystem, p.Package); ok {
		add(KeyedProduct{Key: key, Confidence: domain.Certain, Scheme: scheme, Stream: stream})
		return out
	}
	markProducts(p, add)
	certain := false
	for _, s := range p.PURLs {
		if u, err := ParsePURL(s); err == nil {
			certain = true
			add(KeyedProduct{Key: u.Key, Confidence: domain.Certain, Scheme: u.Scheme, Stream: u.Stream, Arch: u.Arch, Version: u.Version, Module: u.Module})
		}
	}
	for _, s := range p.CPEs {
		if c, err := ParseCPE(s); err == nil {
			add(KeyedProduct{Key: c.Key(), Confidence: domain.Likely, Scheme: SchemeGeneric, Version: c.Version})
		}
	}
	name := p.Product
	if name == "" {
		name = p.Name
	}
	if strings.TrimSpace(p.Vendor) != "" && name != "" {
		key := VendorProduct(p.Vendor, name)
		add(KeyedProduct{Key: key, Confidence: confidenceOf(key), Scheme: SchemeGeneric, Version: p.Version})
	}
	if !certain && name != "" {
		add(KeyedProduct{Key: NameKey(name), Confidence: domain.NameOnly, Scheme: SchemeGeneric, Version: p.Version})
	}
	return out
}

func confidenceOf(key domain.PackageKey) domain.Confidence {
	if strings.HasPrefix(string(key), "name/") {
		return domain.NameOnly
	}
	return domain.Likely
}

package identity

import (
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// SchemeGeneric is the version order of products that no ecosystem keeps:
// numbers between dots, as firmware has them.
const SchemeGeneric = "generic"

// Describe sets the identity of a component from what its document says: Key,
// Also, Scheme and Stream, and Version and SourceVersion where the package URL knows
// them. os is the operating system of the whole inventory, "Debian:12" or
// "debian-12.11", for packages that do not name their release; it may be empty.
//
// The key is the package URL's, else that of the first usable CPE name, else of
// vendor and name, else of the name alone; weaker ones follow in Also. A
// distribution package has no weaker identity than its source package: what
// upstream says of its own versions does not hold for a distribution's. A package
// of a language registry keeps the CPE names of its document and no bare name.
// An unusable package URL leaves the other identities in force. Last come the marks
// on the thing itself: digests, serial and model number.
func Describe(c *domain.Component, os string) {
	var keys []domain.PackageKey
	add := func(key domain.PackageKey) {
		if key != "" && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	c.Key, c.Also, c.Scheme, c.Stream = "", nil, "", ""
	p, err := ParsePURL(c.PURL)
	known := c.PURL != "" && err == nil
	if known {
		describePURL(c, p, os)
		add(p.Key)
		add(p.Source)
	}
	_, distribution := distroTypes[p.Type]
	if !known || !distribution {
		for _, name := range c.CPEs {
			if cpe, err := ParseCPE(name); err == nil {
				add(cpe.Key())
				if c.Version == "" {
					c.Version = cpe.Version
				}
			}
		}
	}
	if !known || p.Scheme == "" {
		if strings.TrimSpace(c.Vendor) != "" {
			add(VendorProduct(c.Vendor, c.Name))
		}
		add(NameKey(c.Name))
	}
	for _, key := range markKeys(c) {
		add(key)
	}
	if len(keys) == 0 {
		return
	}
	c.Key, c.Also = keys[0], keys[1:]
	if len(c.Also) == 0 {
		c.Also = nil
	}
	if c.Scheme == "" {
		c.Scheme = SchemeGeneric
	}
}

func describePURL(c *domain.Component, p PURL, os string) {
	c.Scheme, c.Stream, c.Module = p.Scheme, p.Stream, p.Module
	if p.Version != "" {
		// The package URL goes before the version field where only it has the epoch.
		if c.Version == "" || strings.HasSuffix(p.Version, ":"+c.Version) {
			c.Version = p.Version
		}
	}
	c.SourceVersion = p.SourceVersion
	if c.Stream == "" && os != "" && p.Type != "" {
		if _, ok := distroTypes[p.Type]; ok {
			_, rest, _ := strings.Cut(string(p.Key), "/")
			namespace, _, _ := strings.Cut(rest, "/")
			if stream := readOS(os); streamFits(stream, namespace) {
				c.Stream = stream
			}
		}
	}
}

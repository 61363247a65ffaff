package identity

import (
	"strings"

	"github.com/facebookincubator/nvdtools/wfn"
	packageurl "github.com/package-url/packageurl-go"

	"fenceline/internal/domain"
)

// Outward gives the name by which readers elsewhere can bind what is said of a
// component: a package URL, else a CPE 2.3 name, without version. Both are empty
// where it is known by a bare name alone: names bind nothing. What comes out reads
// back ([ProductKeys]) as the component's own key and distribution release.
func Outward(c *domain.Component) (purl, cpe string) {
	if raw, err := parseStrict(c.PURL); c.PURL != "" && err == nil {
		for _, distro := range []string{raw.Qualifiers.Map()["distro"], distroOf(c.Stream)} {
			plain := packageurl.PackageURL{Type: raw.Type, Namespace: raw.Namespace, Name: raw.Name}
			if arch := raw.Qualifiers.Map()["arch"]; arch == "source" || arch == "src" {
				plain.Qualifiers = append(plain.Qualifiers, packageurl.Qualifier{Key: "arch", Value: arch})
			}
			if distro != "" {
				plain.Qualifiers = append(plain.Qualifiers, packageurl.Qualifier{Key: "distro", Value: distro})
			}
			if got, err := ParsePURL(plain.ToString()); err == nil && got.Key == c.Key && got.Stream == c.Stream {
				return plain.ToString(), ""
			}
		}
	}
	if c.Stream != "" { // a CPE name tells no release of a distribution
		return "", ""
	}
	for _, name := range append(append([]string{}, c.CPEs...), keyAsCPE(c)) {
		attributes, err := unbindCPE(name)
		if err != nil {
			continue
		}
		plain := wfn.Attributes{Part: attributes.Part, Vendor: attributes.Vendor, Product: attributes.Product}
		text := plain.BindToFmtString()
		if got, err := ParseCPE(text); err == nil && got.Key() == c.Key {
			return "", text
		}
	}
	return "", ""
}

// OutwardVersion puts a version into names that [Outward] gave. A name that would
// not read back with this version comes back empty.
func OutwardVersion(purl, cpe, version string) (string, string) {
	if version == "" {
		return purl, cpe
	}
	if raw, err := parseStrict(purl); purl != "" && err == nil {
		raw.Version = version
		purl = raw.ToString()
		if got, err := ParsePURL(purl); err != nil || got.Version != version {
			purl = ""
		}
	}
	if cpe != "" {
		text := ""
		if attributes, err := unbindCPE(cpe); err == nil {
			if attributes.Version, err = wfn.WFNize(version); err == nil {
				text = attributes.BindToFmtString()
			}
		}
		if got, err := ParseCPE(text); err != nil || got.Version != version {
			text = ""
		}
		cpe = text
	}
	return purl, cpe
}

// distroOf writes a release as package URLs do: "Debian:12" is "debian-12".
func distroOf(stream string) string {
	name, release, _ := strings.Cut(stream, ":")
	if name == "" {
		return ""
	}
	text := strings.ToLower(strings.ReplaceAll(name, " ", "")) + "-" + strings.TrimPrefix(release, "v")
	return strings.TrimSuffix(text, "-")
}

// keyAsCPE writes a vendor and product key as a CPE name; "" for any other key.
func keyAsCPE(c *domain.Component) string {
	vendor, product, ok := strings.Cut(strings.TrimPrefix(string(c.Key), "vp/"), "/")
	if !ok || !strings.HasPrefix(string(c.Key), "vp/") {
		return ""
	}
	part := "a"
	switch c.Type {
	case "operating-system", "firmware":
		part = "o"
	case "device":
		part = "h"
	}
	a := wfn.Attributes{Part: part}
	var err error
	if a.Vendor, err = wfn.WFNize(vendor); err != nil {
		return ""
	}
	if a.Product, err = wfn.WFNize(strings.ReplaceAll(product, " ", "_")); err != nil {
		return ""
	}
	return a.BindToFmtString()
}

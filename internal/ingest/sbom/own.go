package sbom

import (
	"regexp"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
)

// own notes which components belong to a distribution's package: where the document
// says so, and where a Python library lies in the folder that only the
// distribution's package manager fills, and a package of its name and version is
// listed. Of several packages the first by key is taken.
func (b *builder) own(owners map[string][]string) {
	byRef := map[string]domain.PackageKey{}
	python := map[string]domain.PackageKey{}
	for i := range b.placed {
		p := &b.placed[i]
		if !identity.IsDistribution(p.Key) {
			continue
		}
		if p.ref != "" {
			byRef[p.ref] = p.Key
		}
		if name, ok := pythonPackage(p.Name); ok {
			at := name + " " + upstreamVersion(p.Version)
			if have := python[at]; have == "" || p.Key < have {
				python[at] = p.Key
			}
		}
	}
	for i := range b.placed {
		p := &b.placed[i]
		if identity.IsDistribution(p.Key) {
			continue
		}
		for _, ref := range owners[p.ref] {
			if key := byRef[ref]; key != "" && (p.Owner == "" || key < p.Owner) {
				p.Owner = key
			}
		}
		if p.Owner == "" && p.file && strings.HasPrefix(string(p.Key), "pypi/") && packaged.MatchString(p.Place) {
			p.Owner = python[pythonName(p.Name)+" "+p.Version]
		}
	}
}

// packaged are the folders of Python libraries that belong to the package manager:
// Debian's dist-packages (Debian Python Policy, 2.5), and site-packages below
// /usr/lib, where pip of Red Hat's systems installs nothing (it takes /usr/local).
var packaged = regexp.MustCompile(`^/usr/lib/python3/dist-packages/|^/usr/lib(64)?/python3\.[0-9]+/site-packages/`)

// pythonPackage is the library that a distribution's package is named after:
// "python3-urllib3", "python311-urllib3".
func pythonPackage(name string) (string, bool) {
	prefix, library, ok := strings.Cut(name, "-")
	if !ok || !strings.HasPrefix(prefix, "python") || strings.Trim(prefix[len("python"):], "0123456789.") != "" {
		return "", false
	}
	return pythonName(library), true
}

// pythonName is how names of libraries are compared (PyPA, name normalization).
func pythonName(name string) string {
	return strings.ToLower(strings.NewReplacer("_", "-", ".", "-").Replace(name))
}

// upstreamVersion takes epoch, revision and a distribution's marks off a version.
func upstreamVersion(version string) string {
	if _, after, ok := strings.Cut(version, ":"); ok {
		version = after
	}
	if at := strings.LastIndexByte(version, '-'); at >= 0 {
		version = version[:at]
	}
	version, _, _ = strings.Cut(version, "+")
	version, _, _ = strings.Cut(version, "~")
	return version
}

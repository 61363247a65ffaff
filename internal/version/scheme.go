package version

import (
	"regexp"
	"strings"

	"github.com/google/osv-scalibr/semantic"
)

// Schemes that are no OSV ecosystem.
const (
	Generic       = "generic"       // numbers between dots, as firmware has them; an optional v in front
	SemVer        = "SemVer"        // Semantic Versioning 2.0.0, with an optional v and one to three numbers
	Lexicographic = "lexicographic" // bytes
	DateTime      = "datetime"      // RFC 3339
)

// scheme is how the versions of an ecosystem are read: a grammar that comes
// before the library, which takes any string for a version, and the library's
// name for the order.
type scheme struct {
	grammar func() *regexp.Regexp
	refuse  func(string) bool // what the grammar cannot say; may be nil
	order   string            // ecosystem of the library
}

var (
	semverGrammar = pattern(`^[vV]?[0-9]+(\.[0-9]+){0,2}(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$`)
	nugetGrammar  = pattern(`^[vV]?[0-9]+(\.[0-9]+){0,3}(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$`)
	// deb-version(7); the upstream version need not begin with a digit in practice.
	debianGrammar = pattern(`^([0-9]+:)?[0-9A-Za-z][0-9A-Za-z.+:~-]*$`)
	// rpm orders any string; white space and a slash stand in none it builds.
	rpmGrammar = pattern(`^[^\s/()<>]+$`)
	// apk-package(5), "package info metadata", and what apk-tools orders beyond it: "6.6.2p1-r0".
	apkGrammar = pattern(`^[0-9A-Za-z.][0-9A-Za-z._~-]*$`)
	// PEP 440, and the older spellings, which all sort before it.
	pypiGrammar = pattern(`^\s*[0-9A-Za-z-][0-9A-Za-z.!+_:-]*\s*$`)
	// Maven's order takes any words: "stable" is a version of the database.
	mavenGrammar     = pattern(`^[0-9A-Za-z][0-9A-Za-z._+-]*$`)
	gemGrammar       = pattern(`^[0-9]+(\.[0-9A-Za-z]+)*(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$|^[0-9]+[A-Za-z][0-9A-Za-z]*(\.[0-9A-Za-z]+)*$`)
	packagistGrammar = pattern(`^[vV]?[0-9][0-9A-Za-z._+-]*$`)
	cranGrammar      = pattern(`^[0-9]+([.-][0-9]+)*$`)
	hackageGrammar   = pattern(`^[0-9]+(\.[0-9]+)*$`)
)

var (
	semver = scheme{grammar: semverGrammar, order: "npm"}
	debian = scheme{grammar: debianGrammar, refuse: noDigit, order: "Debian"}
	rpm    = scheme{grammar: rpmGrammar, refuse: word, order: "Red Hat"}
	apk    = scheme{grammar: apkGrammar, refuse: standIn, order: "Alpine"}
)

// schemes by OSV ecosystem; distributions OSV does not list follow their
// package format.
var schemes = map[string]scheme{
	SemVer:                         semver,
	"Bioconductor":                 semver,
	"Bitnami":                      semver,
	"ConanCenter":                  semver,
	"Docker Hardened Images":       semver,
	"GHC":                          semver,
	"GitHub Actions":               semver,
	"Go":                           semver,
	"Hex":                          semver,
	"Julia":                        semver,
	"SwiftURL":                     semver,
	"crates.io":                    semver,
	"npm":                          semver,
	"Pub":                          {grammar: semverGrammar, order: "Pub"},
	"NuGet":                        {grammar: nugetGrammar, order: "NuGet"},
	"PyPI":                         {grammar: pypiGrammar, refuse: standIn, order: "PyPI"},
	"Maven":                        {grammar: mavenGrammar, refuse: standIn, order: "Maven"},
	"RubyGems":                     {grammar: gemGrammar, order: "RubyGems"},
	"Packagist":                    {grammar: packagistGrammar, order: "Packagist"},
	"CRAN":                         {grammar: cranGrammar, order: "CRAN"},
	"Hackage":                      {grammar: hackageGrammar, order: "Hackage"},
	"Debian":                       debian,
	"Ubuntu":                       debian,
	"AlmaLinux":                    rpm,
	"Amazon Linux":                 rpm,
	"Azure Linux":                  rpm,
	"CentOS":                       rpm,
	"Fedora":                       rpm,
	"Mageia":                       rpm,
	"Oracle Linux":                 rpm,
	"Photon OS":                    rpm,
	"Red Hat":                      rpm,
	"Rocky Linux":                  rpm,
	"SUSE":                         rpm,
	"openEuler":                    rpm,
	"openSUSE":                     rpm,
	"Alpaquita":                    apk,
	"Alpine":                       apk,
	"BellSoft Hardened Containers": apk,
	"Chainguard":                   apk,
	"MinimOS":                      apk,
	"Wolfi":                        apk,
}

// Known reports whether the package has an order for the scheme.
func Known(name string) bool {
	base, _, _ := strings.Cut(name, ":")
	switch base {
	case Generic, Lexicographic, DateTime:
		return true
	}
	_, ok := schemes[base]
	return ok
}

// noDigit refuses words such as "unknown" where a grammar lets letters stand
// alone.
func noDigit(s string) bool { return !strings.ContainsAny(s, "0123456789") }

// standIns are words that tools write where they know no version, and names
// of what is built anew again and again.
var standIns = map[string]bool{"unknown": true, "unspecified": true, "undefined": true, "none": true, "null": true, "nil": true, "na": true,
	"n-a": true, "n.a.": true, "nan": true, "tbd": true, "any": true, "all": true, "latest": true, "release": true, "snapshot": true,
	"version": true, "not-available": true, "notavailable": true, "not_available": true, "missing": true, "empty": true, "default": true,
	"head": true, "master": true, "main": true, "trunk": true, "dev": true, "devel": true, "development": true, "current": true, "local": true,
	"test": true, "x": true, "-": true, ".": true, "--": true, "installed": true, "noversion": true, "no-version": true}

// standIn refuses those words, and lets every other word of an ecosystem that
// orders words pass.
func standIn(s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	return standIns[s] || strings.Trim(s, ".-_!+:~") == ""
}

// word refuses "unknown", "none" and their like, and lets short letters pass.
func word(s string) bool {
	return len(s) > 3 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// longest is the length in bytes beyond which nothing is read as a version.
const longest = 1024

// accepts reports whether s keeps to the scheme's grammar.
func (s scheme) accepts(version string) bool {
	return len(version) <= longest && s.grammar().MatchString(version) && (s.refuse == nil || !s.refuse(version))
}

// parse reads a version that the grammar accepted.
func (s scheme) parse(version string) (semantic.Version, error) {
	if s.order == "npm" || s.order == "NuGet" || s.order == "Pub" {
		version = strings.TrimPrefix(version, "V") // the library knows the small letter only
	}
	return semantic.Parse(version, s.order)
}

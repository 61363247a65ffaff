package identity

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"

	"fenceline/internal/domain"
)

// programTable is the rule table of programs.tsv; its head says what each column
// means.
//
//go:embed programs.tsv
var programTable string

// programRule is one line of the table.
type programRule struct {
	product, vendor, cpe, version, source, example string
	winget                                         []string // lower case
	name, publisher                                *regexp.Regexp
	line                                           int
}

// programRules reads the table once. A broken line is a fault of the program and
// found by its test.
var programRules = sync.OnceValue(func() []programRule {
	var rules []programRule
	for i, text := range strings.Split(programTable, "\n") {
		if text = strings.TrimRight(text, "\r"); text == "" || text[0] == '#' {
			continue
		}
		c := strings.Split(text, "\t")
		if len(c) != 9 {
			panic("programs.tsv: a line does not have nine columns: " + text)
		}
		r := programRule{product: c[0], vendor: c[1], cpe: c[2], version: c[6], source: c[7], example: c[8], line: i + 1,
			name: regexp.MustCompile(`^(?:` + c[4] + `)$`)}
		for id := range strings.SplitSeq(c[3], ",") {
			if id != "" {
				r.winget = append(r.winget, strings.ToLower(id))
			}
		}
		if c[5] != "" {
			r.publisher = regexp.MustCompile(`^(?:` + c[5] + `)$`)
		}
		rules = append(rules, r)
	}
	return rules
})

// Program gives a program of Windows, as its uninstall list or a package manager
// names it, the name, vendor, version and CPE name that advisories use. winget is
// its identifier there and may be empty. Without a rule it is the name without
// architecture, language and version, and the publisher. known tells whether a
// rule fits.
func Program(name, publisher, version, winget string) (c domain.Component, known bool) {
	clean, arch, found := cleanProgram(name, version)
	version = numberOnly(strings.TrimSpace(version))
	c = domain.Component{Name: clean, Vendor: strings.TrimSpace(publisher), Version: version, Type: "application", Arch: arch}
	if c.Version == "" {
		c.Version = found
	}
	lower, maker, id := strings.ToLower(clean), strings.ToLower(strings.TrimSpace(publisher)), strings.ToLower(winget)
	for _, r := range programRules() {
		if !r.fits(lower, maker, id) {
			continue
		}
		c.Name, c.Vendor = r.product, r.vendor
		switch {
		case r.version == "none":
			c.Version = ""
		case r.version == "name" && strings.Count(found, ".") > 1:
			c.Version = found
		}
		if r.cpe != "" {
			c.CPEs = []string{programCPE(r.cpe, c.Version)}
		}
		return c, true
	}
	return c, false
}

func (r *programRule) fits(name, publisher, winget string) bool {
	for _, id := range r.winget {
		if id == winget {
			return true
		}
	}
	return name != "" && r.name.MatchString(name) && (r.publisher == nil || publisher == "" || r.publisher.MatchString(publisher))
}

// programCPE writes a CPE 2.3 name (NISTIR 7695 section 6.2).
func programCPE(product, version string) string {
	if version == "" {
		version = "*"
	} else {
		var b strings.Builder
		for i := range len(version) {
			c := version[i]
			switch {
			case c >= 'A' && c <= 'Z':
				c += 'a' - 'A'
			case c <= ' ' || c > '~':
				continue
			case !word(c) && c != '.' && c != '-':
				b.WriteByte('\\')
			}
			b.WriteByte(c)
		}
		version = b.String()
	}
	return "cpe:2.3:a:" + product + ":" + version + ":*:*:*:*:*:*:*"
}

var (
	archTail    = regexp.MustCompile(`(?i)[\s\-_]*[\s\-_(\[](?:(x64|amd64|x86_64|64[- ]?bit|win64)|(x86|i[36]86|32[- ]?bit|win32)|(arm64|aarch64))(?: edition| version)?[)\]]?$`)
	parenTail   = regexp.MustCompile(`\s*\(([^()]*)\)$`)
	langTail    = regexp.MustCompile(`(?:\s+-)?\s+[a-z]{2}-(?:[a-z]{2}|[A-Z]{2})$`)
	versionTail = regexp.MustCompile(`(?i)(?:\s*-)?\s+(?:version\s+|v\.?\s*)?(\d+(?:\.\d+)+(?:[+_-]\d+)?)$`)
	versionIn   = regexp.MustCompile(`(?:^|[\s(])v?(\d+(?:\.\d+)+)`)
	languageTag = regexp.MustCompile(`^[a-z]{2,3}(?:-[A-Za-z]{2,4})?$`)
	numberStart = regexp.MustCompile(`^[A-Za-z]{1,3}\s+(\d.*)$`)
)

// cleanProgram takes architecture, language and version off the end of a
// program's name.
func cleanProgram(name, version string) (clean, arch, found string) {
	clean = strings.Join(strings.Fields(name), " ")
	if m := versionIn.FindStringSubmatch(clean); m != nil {
		found = m[1]
	}
	for range 8 {
		before := clean
		if m := parenTail.FindStringSubmatchIndex(clean); m != nil && m[0] > 0 {
			if a, ok := parenArch(clean[m[2]:m[3]], version); ok {
				clean = clean[:m[0]]
				if a != "" {
					arch = a
				}
			}
		}
		if m := archTail.FindStringSubmatchIndex(clean); m != nil && m[0] > 0 {
			arch = archOf(clean[m[0]:])
			clean = clean[:m[0]]
		}
		if at := langTail.FindStringIndex(clean); at != nil && at[0] > 0 {
			clean = clean[:at[0]]
		}
		if version = strings.TrimSpace(version); len(version) > 1 && strings.HasSuffix(clean, " "+version) {
			clean = strings.TrimSuffix(clean, " "+version)
		}
		if m := versionTail.FindStringSubmatchIndex(clean); m != nil && m[0] > 0 {
			clean = clean[:m[0]]
		}
		if clean = strings.TrimRight(clean, " -–,"); clean == before || clean == "" {
			break
		}
	}
	if clean == "" {
		clean = strings.TrimSpace(name)
	}
	return clean, arch, found
}

// parenArch reads a pair of parentheses that holds nothing but architecture,
// language and version: "(x64 en-US)", "(64-bit x64)".
func parenArch(inside, version string) (arch string, ok bool) {
	for _, part := range strings.Fields(strings.ReplaceAll(inside, ",", " ")) {
		switch a := archOf(part); {
		case a != "":
			arch = a
		case part == version, versionTail.MatchString(" " + part), strings.EqualFold(part, "edition"):
		case languageTag.MatchString(part) && (strings.Contains(part, "-") || len(part) == 2):
		default:
			return "", false
		}
	}
	return arch, true
}

func archOf(text string) string {
	text = strings.ToLower(strings.Trim(text, " -_()[]"))
	switch {
	case strings.HasPrefix(text, "arm64"), strings.HasPrefix(text, "aarch64"):
		return "arm64"
	case strings.HasPrefix(text, "x64"), strings.HasPrefix(text, "amd64"), strings.HasPrefix(text, "x86_64"), strings.HasPrefix(text, "64"), strings.HasPrefix(text, "win64"):
		return archNamed(text, "x64")
	case strings.HasPrefix(text, "x86"), strings.HasPrefix(text, "i386"), strings.HasPrefix(text, "i686"), strings.HasPrefix(text, "32"), strings.HasPrefix(text, "win32"):
		return archNamed(text, "x86")
	}
	return ""
}

// archNamed refuses numbers that only begin like an architecture: "640 series".
func archNamed(text, arch string) string {
	rest := strings.TrimLeft(text, "0123456789ximadwn_")
	if rest == "" || strings.HasPrefix(rest, "-bit") || strings.HasPrefix(rest, " bit") || strings.HasPrefix(rest, "bit") || rest[0] == ' ' {
		if digits := strings.Trim(text, "abcdefghijklmnopqrstuvwxyz -_"); len(digits) <= 2 || text == "x86_64" || strings.HasPrefix(text, "i") {
			return arch
		}
	}
	return ""
}

// numberOnly takes a maker's letters off the front of a version: "ad 9.0.2".
func numberOnly(version string) string {
	if m := numberStart.FindStringSubmatch(version); m != nil {
		return m[1]
	}
	return version
}

package inventory

import (
	"regexp"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// The forms of package lists, told by their first lines.
var (
	dpkgStatus = regexp.MustCompile(`^Package: \S+$`)
	dpkgList   = regexp.MustCompile(`^([a-zA-Z]{2,3}) +(\S+?)(?::(\S+))? +(\S+) +(\S+)(?: +.*)?$`)
	dpkgQuery  = regexp.MustCompile(`^([a-z0-9][a-z0-9+.-]+)(?::([a-z0-9]+))?[\t ]+((?:\d+:)?\d[A-Za-z0-9.+~:-]*)(?:[\t ]+([a-z0-9-]+))?$`)
	rpmList    = regexp.MustCompile(`^(\S+)-((?:\d+:)?[^\s-]+)-([^\s-]+)\.(x86_64|i[3-6]86|noarch|aarch64|ppc64le|s390x|armv7hl|src|\(none\))$`)
	rpmKey     = regexp.MustCompile(`^gpg-pubkey-[0-9a-f]+-[0-9a-f]+(\.\(none\))?$`)
	apkList    = regexp.MustCompile(`^(\S+)-(\d[^\s-]*-r\d+) (\S+) \{([^}]+)\} \([^)]*\)(?: \[([^\]]+)\])?`)
	apkInfo    = regexp.MustCompile(`^([a-z0-9][a-zA-Z0-9_.+-]*)-(\d[^\s-]*-r\d+)(?: - .*)?$`)
	apkStatus  = regexp.MustCompile(`^C:Q1\S+$|^P:\S+$`)
)

// packageList gives the reader of a package list; nil where the text is none.
func packageList(text string) func(*machine, []string) {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimRight(line, " \t"); line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
		if len(lines) == 40 {
			break
		}
	}
	most := func(p *regexp.Regexp) bool {
		n := 0
		for _, line := range lines {
			if p.MatchString(line) {
				n++
			}
		}
		return n > 0 && n*2 > len(lines)
	}
	switch {
	case len(lines) == 0:
		return nil
	case dpkgStatus.MatchString(lines[0]) && slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, "Version: ") || strings.HasPrefix(l, "Status: ") }):
		return readDpkgStatus
	case apkStatus.MatchString(lines[0]) && slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, "V:") }):
		return readAPKStatus
	case strings.HasPrefix(lines[0], "Desired=Unknown/") || strings.HasPrefix(lines[0], "||/ Name"):
		return readDpkgList
	case most(apkList):
		return readAPKList
	case most(rpmList):
		return readRPMList
	case most(apkInfo):
		return readAPKInfo
	case strings.HasPrefix(lines[0], "ii ") && most(dpkgList):
		return readDpkgList
	case most(dpkgQuery):
		return readDpkgQuery
	}
	return nil
}

func readPackages(text string) ([]*machine, error) {
	m := &machine{}
	read := packageList(text)
	if read == nil {
		return nil, refuse(domain.Invalid, CodeShape, "", domain.Params{"format": string(domain.FormatPackages)}, nil)
	}
	read(m, strings.Split(text, "\n"))
	return []*machine{m}, nil
}

// paragraphs hands on the fields of each paragraph of a control file (Debian
// policy, section 5.1); what continues a field is passed over.
func paragraphs(m *machine, lines []string, separator string, do func(map[string]string)) {
	fields := map[string]string{}
	flush := func() {
		if len(fields) > 0 {
			do(fields)
			fields = map[string]string{}
		}
	}
	for _, line := range lines {
		switch {
		case strings.TrimSpace(line) == "":
			flush()
		case line[0] == ' ' || line[0] == '\t':
		default:
			name, value, ok := strings.Cut(line, separator)
			if !ok {
				m.unread++
				continue
			}
			if _, twice := fields[name]; !twice {
				fields[name] = strings.TrimSpace(value)
			}
		}
	}
	flush()
}

// readDpkgStatus reads /var/lib/dpkg/status.
func readDpkgStatus(m *machine, lines []string) {
	paragraphs(m, lines, ":", func(f map[string]string) {
		if f["Package"] == "" {
			m.unread++
			return
		}
		m.entries = append(m.entries, debEntry(f["Package"], f["Version"], f["Architecture"], f["Source"], f["Status"]))
	})
}

// debEntry makes an entry of a Debian package. Only what is installed is
// software: of a removed package nothing but settings may be left.
func debEntry(name, version, arch, source, status string) entry {
	e := entry{kind: kindDeb, name: name, version: version, arch: arch}
	if source != "" {
		up, v, _ := strings.Cut(source, " ")
		e.upstream, e.upVersion = up, strings.Trim(v, "()")
	}
	if words := strings.Fields(status); len(words) == 3 && (words[2] == "config-files" || words[2] == "not-installed") {
		e.kind = kindRemnant
	}
	return e
}

// readDpkgList reads what dpkg -l prints.
func readDpkgList(m *machine, lines []string) {
	head := true
	for _, line := range lines {
		f := dpkgList.FindStringSubmatch(strings.TrimRight(line, " "))
		if head && (f == nil || strings.HasPrefix(line, "||/") || strings.HasPrefix(line, "Desired") || strings.HasPrefix(line, "|")) {
			head = !strings.HasPrefix(line, "+++") && f == nil || strings.HasPrefix(line, "||/") || strings.HasPrefix(line, "Desired") || strings.HasPrefix(line, "|")
			continue
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		if f == nil {
			m.unread++
			continue
		}
		status := ""
		if f[1][1] == 'c' || f[1][1] == 'n' {
			status = "x ok config-files"
		}
		m.entries = append(m.entries, debEntry(f[2], f[4], f[5], "", status))
	}
}

func readDpkgQuery(m *machine, lines []string) {
	m.each(lines, func(line string) bool {
		f := dpkgQuery.FindStringSubmatch(line)
		if f == nil {
			return false
		}
		arch := f[2]
		if arch == "" {
			arch = f[4]
		}
		m.entries = append(m.entries, debEntry(f[1], f[3], arch, "", ""))
		return true
	})
}

// each hands on the lines that are not empty and counts those that are none.
func (m *machine) each(lines []string, read func(string) bool) {
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' && !read(line) {
			m.unread++
		}
	}
}

// readRPMList reads what rpm -qa prints.
func readRPMList(m *machine, lines []string) {
	m.each(lines, func(line string) bool {
		if rpmKey.MatchString(line) {
			m.entries = append(m.entries, entry{kind: kindRemnant, name: line})
			return true
		}
		f := rpmList.FindStringSubmatch(line)
		if f == nil {
			return false
		}
		m.entries = append(m.entries, rpmEntry(f[1], f[2], f[3], f[4]))
		return true
	})
}

func rpmEntry(name, version, revision, arch string) entry {
	e := entry{kind: kindRPM, name: name, version: version, arch: arch}
	if epoch, rest, ok := strings.Cut(version, ":"); ok {
		e.epoch, e.version = epoch, rest
	}
	if revision != "" {
		e.version += "-" + revision
	}
	if arch == "(none)" {
		e.arch = ""
	}
	return e
}

// readAPKList reads what apk list prints: of what is only available nothing is
// installed.
func readAPKList(m *machine, lines []string) {
	m.each(lines, func(line string) bool {
		f := apkList.FindStringSubmatch(line)
		if f == nil {
			return false
		}
		e := entry{kind: kindAPK, name: f[1], version: f[2], arch: f[3], upstream: f[4]}
		if f[5] != "" && !strings.HasPrefix(f[5], "installed") && !strings.HasPrefix(f[5], "upgradable") {
			e.kind = kindRemnant
		}
		m.entries = append(m.entries, e)
		return true
	})
}

func readAPKInfo(m *machine, lines []string) {
	m.each(lines, func(line string) bool {
		f := apkInfo.FindStringSubmatch(line)
		if f != nil {
			m.entries = append(m.entries, entry{kind: kindAPK, name: f[1], version: f[2]})
		}
		return f != nil
	})
}

// readAPKStatus reads /lib/apk/db/installed.
func readAPKStatus(m *machine, lines []string) {
	paragraphs(m, lines, ":", func(f map[string]string) {
		if f["P"] == "" {
			m.unread++
			return
		}
		m.entries = append(m.entries, entry{kind: kindAPK, name: f["P"], version: f["V"], arch: f["A"], upstream: f["o"]})
	})
}

// releaseMarks are the parts of package versions that a distribution puts there
// for each of its releases.
var releaseMarks = []struct {
	kind  string
	mark  *regexp.Regexp
	id    string
	fixed string
}{
	{kindDeb, regexp.MustCompile(`[+~]deb(\d+)u`), "debian", ""},
	{kindRPM, regexp.MustCompile(`\.fc(\d+)`), "fedora", ""},
	{kindRPM, regexp.MustCompile(`\.amzn(\d+)`), "amzn", ""},
}

// guessRelease tells the release from the marks in the versions, where they agree:
// "+deb12u3", ".fc40". Ubuntu and the relatives of Red Hat mark none, or the same
// for all.
func guessRelease(entries []entry) release {
	votes := map[release]int{}
	for i := range entries {
		for _, mark := range releaseMarks {
			if m := mark.mark.FindStringSubmatch(entries[i].version); m != nil && entries[i].kind == mark.kind {
				votes[release{mark.id, m[1]}]++
			}
		}
		if entries[i].kind == kindDeb && strings.Contains(entries[i].version, "ubuntu") {
			return release{}
		}
	}
	if len(votes) != 1 {
		return release{}
	}
	for r := range votes {
		return r
	}
	return release{}
}

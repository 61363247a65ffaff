package inventory

import (
	"regexp"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
	"fenceline/internal/ingest/table"
)

// row is one row of a table, by column name folded to lower-case letters, digits
// and underscores.
type row struct {
	at    string
	cells map[string]string
}

// get gives the first of the columns that says something.
func (r *row) get(names ...string) string {
	for _, name := range names {
		if v := strings.TrimSpace(r.cells[name]); v != "" {
			return v
		}
	}
	return ""
}

func foldColumn(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '_':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return -1
	}, name)
}

var memberName = regexp.MustCompile(`"([A-Za-z_0-9 ]{1,40})"\s*:`)

// rowsFormat tells by the member names at the start of a JSON document.
func rowsFormat(text []byte) domain.Format {
	has := map[string]bool{}
	for _, m := range memberName.FindAllSubmatch(text[:min(len(text), 32<<10)], -1) {
		has[foldColumn(string(m[1]))] = true
	}
	return formatOf(has)
}

// formatOf tells rows by their columns.
func formatOf(has map[string]bool) domain.Format {
	all := func(names ...string) bool {
		for _, name := range names {
			if !has[name] {
				return false
			}
		}
		return true
	}
	switch {
	case all("hostidentifier", "name"), all("programs"), all("deb_packages"), all("rpm_packages"), all("os_version"), all("system_info"), all("patches"),
		all("name", "version", "install_source"), all("name", "version", "identifying_number"), all("name", "version", "maintainer", "revision"),
		all("name", "version", "release", "epoch"), all("hotfix_id"), all("hardware_serial", "computer_name"), all("name", "version", "platform", "codename"):
		return domain.FormatOsquery
	case all("hotfixid"):
		return domain.FormatHotfixes
	case all("displayname") && (has["displayversion"] || has["publisher"] || has["uninstallstring"] || has["version"]),
		all("name", "version") && (has["providername"] || has["publisher"] || has["vendor"] || has["installdate"] || has["computername"] || has["computer"]),
		all("software", "version"), all("softwarename"), all("application", "version"), all("program", "version"), all("softwareversion"):
		return domain.FormatPrograms
	}
	return domain.FormatUnknown
}

// recogniseRows tells a table of programs by its header.
func recogniseRows(text string) domain.Format {
	t, err := table.Read(op, []byte(text[:min(len(text), 64<<10)]), table.Options{})
	if err != nil || len(t.Rows) == 0 {
		return domain.FormatUnknown
	}
	at := headerOf(t.Rows)
	if at < 0 {
		return domain.FormatUnknown
	}
	return formatOf(columnsOf(t.Rows[at]))
}

// headerOf is the first of the leading rows that is a header: PowerShell writes a
// line of its type above it.
func headerOf(rows []table.Row) int {
	for i := range rows[:min(len(rows), 5)] {
		if formatOf(columnsOf(rows[i])) != domain.FormatUnknown {
			return i
		}
	}
	return -1
}

func columnsOf(r table.Row) map[string]bool {
	has := map[string]bool{}
	for _, cell := range r.Cells {
		has[foldColumn(cell)] = true
	}
	return has
}

// readRows reads rows of programs or updates, in CSV or JSON.
func readRows(text string) ([]*machine, error) {
	rows, err := rowsOf(text)
	if err != nil {
		return nil, err
	}
	machines := map[string]*machine{}
	var order []*machine
	for i := range rows {
		r := &rows[i]
		name := r.get("pscomputername", "computername", "computer", "csname", "hostname", "devicename", "device", "assetname")
		if r.get("hotfixid") != "" && name == "" {
			name = strings.Trim(r.get("__server", "source"), `\`)
		}
		whole, _ := domain.FoldHost(name)
		m := machines[whole]
		if m == nil {
			m = &machine{}
			m.host(name)
			machines[whole] = m
			order = append(order, m)
		}
		if e, hotfix := rowEntry(r); hotfix {
			m.entries, m.format = append(m.entries, e), domain.FormatHotfixes
		} else {
			m.entries, m.format = append(m.entries, e), domain.FormatPrograms
		}
	}
	return order, nil
}

// rowsOf reads the rows of a table or of a JSON document.
func rowsOf(text string) ([]row, error) {
	text = strings.TrimSpace(text)
	if text[0] == '{' || text[0] == '[' {
		return jsonRows(text, "")
	}
	t, err := table.Read(op, []byte(text), table.Options{})
	if err != nil {
		return nil, err
	}
	at := headerOf(t.Rows)
	if at < 0 {
		return nil, refuse(domain.Invalid, CodeShape, "", domain.Params{"format": string(domain.FormatPrograms)}, nil)
	}
	var rows []row
	for _, r := range t.Rows[at+1:] {
		one := row{at: "line " + strconv.Itoa(r.Line), cells: map[string]string{}}
		for i, cell := range r.Cells {
			if i < len(t.Rows[at].Cells) {
				one.cells[foldColumn(t.Rows[at].Cells[i])] = cell
			}
		}
		rows = append(rows, one)
	}
	return rows, nil
}

// jsonRows reads an array of objects, or one object; at is the place above.
func jsonRows(text, at string) ([]row, error) {
	var list []map[string]any
	var err error
	if strings.HasPrefix(text, "{") {
		var one map[string]any
		_, err = jsondoc.Decode(op, strings.NewReader(text), &one)
		list = append(list, one)
	} else {
		_, err = jsondoc.Decode(op, strings.NewReader(text), &list)
	}
	if err != nil {
		return nil, err
	}
	rows := make([]row, 0, len(list))
	for i, one := range list {
		r := row{at: at + "/" + strconv.Itoa(i), cells: map[string]string{}}
		for name, value := range one {
			r.cells[foldColumn(name)] = textOf(value)
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// textOf is a JSON value as a cell: a version that PowerShell took apart is put
// together again.
func textOf(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		if v {
			return "1"
		}
		return "0"
	case map[string]any:
		var parts []string
		for _, name := range []string{"Major", "Minor", "Build", "Revision"} {
			if n, ok := v[name].(float64); ok && n >= 0 {
				parts = append(parts, strconv.FormatFloat(n, 'f', -1, 64))
			}
		}
		if len(parts) > 1 {
			return strings.Join(parts, ".")
		}
		return textOf(v["value"])
	}
	return ""
}

var kbNumber = regexp.MustCompile(`(?i)^(?:.*\()?(KB(\d{6,8}))\)?$`)

var kbInside = regexp.MustCompile(`KB\d{6,8}`)

// rowEntry makes the entry of a row and tells whether it is an update.
func rowEntry(r *row) (e entry, hotfix bool) {
	if kb := r.get("hotfixid", "hotfix_id"); kb != "" {
		return updateEntry(kb, r.at), true
	}
	return program(r), false
}

// updateEntry is an entry for an update of Windows: its number stands for its version.
func updateEntry(kb, at string) entry {
	m := kbNumber.FindStringSubmatch(strings.TrimSpace(kb))
	if m == nil {
		return entry{kind: kindRemnant, name: kb, at: at}
	}
	return entry{kind: kindUpdate, name: strings.ToUpper(m[1]), version: m[2], publisher: "Microsoft", source: "update", at: at}
}

// program reads a row of an uninstall list, by the names its values have in the
// registry or as people head such lists.
func program(r *row) entry {
	e := entry{kind: kindProgram, at: r.at,
		name:      r.get("displayname", "name", "software", "softwarename", "program", "programname", "application", "applicationname", "product"),
		version:   r.get("displayversion", "version", "softwareversion", "productversion", "applicationversion"),
		publisher: r.get("publisher", "vendor", "manufacturer", "softwarepublisher", "company"),
		source:    sourceOf(r), place: scopeOf(r.get("pspath", "psparentpath", "hive", "scope"))}
	release := strings.ToLower(r.get("releasetype"))
	switch {
	case e.name == "":
		e.kind = kindRemnant
	case kbNumber.MatchString(e.name) && (r.get("parentkeyname") != "" || strings.Contains(release, "update") || strings.Contains(release, "hotfix") || strings.HasPrefix(strings.ToUpper(e.name), "KB")):
		return updateEntry(e.name, e.at)
	case strings.EqualFold(r.get("providername"), "msu") && kbInside.MatchString(e.name):
		return updateEntry(kbInside.FindString(e.name), e.at)
	}
	return e
}

func sourceOf(r *row) string {
	if p := strings.ToLower(r.get("providername")); p != "" {
		if p == "programs" {
			return "registry"
		}
		return p
	}
	if r.get("windowsinstaller") == "1" {
		return "msi"
	}
	return "registry"
}

// scopeOf tells from the path of a registry key for whom a program is installed:
// "64-bit", "32-bit", or "user" and the account's number.
func scopeOf(path string) string {
	upper := strings.ToUpper(path)
	switch {
	case path == "":
		return ""
	case strings.Contains(upper, "WOW6432NODE"):
		return "32-bit"
	case strings.Contains(upper, "HKEY_LOCAL_MACHINE"), strings.Contains(upper, "HKLM"):
		return "64-bit"
	case strings.Contains(upper, "HKEY_CURRENT_USER"), strings.Contains(upper, "HKCU"):
		return "user"
	}
	if at := strings.Index(upper, "HKEY_USERS"); at >= 0 {
		rest := strings.TrimLeft(path[at+len("HKEY_USERS"):], `\`)
		sid, _, _ := strings.Cut(rest, `\`)
		return "user " + sid
	}
	return ""
}

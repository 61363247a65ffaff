package inventory

import (
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// osqueryLine is a line of the results log: a snapshot or a difference.
type osqueryLine struct {
	Name     string            `json:"name"`
	Host     string            `json:"hostIdentifier"`
	Action   string            `json:"action"`
	Snapshot []map[string]any  `json:"snapshot"`
	Columns  map[string]any    `json:"columns"`
	Diff     *struct{}         `json:"diffResults"`
	Other    map[string]string `json:"decorations"`
}

// readOsquery reads rows: an array of one table, an object with tables by name,
// or the lines of the results log, of several machines perhaps.
func readOsquery(text string) ([]*machine, error) {
	text = strings.TrimSpace(text)
	if text[0] == '[' {
		rows, err := jsonRows(text, "")
		if err != nil {
			return nil, err
		}
		m := &machine{tool: "osquery"}
		m.osquery("", rows)
		return []*machine{m}, nil
	}
	if strings.Contains(text[:min(len(text), 32<<10)], `"hostIdentifier"`) {
		return readOsqueryLog(text)
	}
	var tables map[string][]map[string]any
	if _, err := jsondoc.Decode(op, strings.NewReader(text), &tables); err != nil {
		return nil, err
	}
	m := &machine{tool: "osquery"}
	names := make([]string, 0, len(tables))
	for name := range tables {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		m.osquery(name, rowsFrom(tables[name], "/"+name))
	}
	return []*machine{m}, nil
}

func rowsFrom(list []map[string]any, at string) []row {
	rows := make([]row, 0, len(list))
	for i, one := range list {
		r := row{at: jsondoc.Pointer(at, i), cells: map[string]string{}}
		for name, value := range one {
			r.cells[foldColumn(name)] = textOf(value)
		}
		rows = append(rows, r)
	}
	return rows
}

func readOsqueryLog(text string) ([]*machine, error) {
	machines := map[string]*machine{}
	var order []*machine
	for i, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		var one osqueryLine
		if _, err := jsondoc.Decode(op, strings.NewReader(line), &one); err != nil {
			if own, ok := err.(*domain.Error); ok && own.Params != nil {
				own.Params["line"] = number(i + 1)
			}
			return nil, err
		}
		m := machines[strings.ToLower(one.Host)]
		if m == nil {
			m = &machine{tool: "osquery"}
			m.host(one.Host)
			machines[strings.ToLower(one.Host)] = m
			order = append(order, m)
		}
		rows := one.Snapshot
		if one.Columns != nil {
			rows = append(rows, one.Columns)
		}
		if one.Action == "removed" {
			m.count(kindRemnant, len(rows))
			continue
		}
		m.osquery(one.Name, rowsFrom(rows, "line "+number(i+1)))
	}
	return order, nil
}

// count notes entries that are only counted.
func (m *machine) count(kind string, n int) {
	for range n {
		m.entries = append(m.entries, entry{kind: kind})
	}
}

// osquery reads rows by their columns: a query may be named anything.
func (m *machine) osquery(table string, rows []row) {
	for i := range rows {
		r := &rows[i]
		has := func(names ...string) bool {
			for _, name := range names {
				if _, ok := r.cells[name]; !ok {
					return false
				}
			}
			return true
		}
		switch {
		case has("hotfix_id"):
			m.entries = append(m.entries, updateEntry(r.get("hotfix_id"), r.at))
		case has("name", "version", "maintainer"), has("name", "version", "section"), strings.HasSuffix(table, "deb_packages") && has("name", "version"):
			m.entries = append(m.entries, debEntry(r.get("name"), r.get("version"), r.get("arch"), r.get("source"), r.get("status")))
		case has("name", "version", "release"), strings.HasSuffix(table, "rpm_packages") && has("name", "version"):
			e := rpmEntry(r.get("name"), r.get("version"), r.get("release"), r.get("arch"))
			if e.epoch == "" {
				e.epoch = r.get("epoch")
			}
			m.entries = append(m.entries, e)
		case has("name", "version", "codename"), has("name", "version", "platform"):
			m.osquerySystem(r)
		case has("hardware_serial"), has("computer_name"):
			m.host(r.get("hostname"), r.get("computer_name"), r.get("local_hostname"))
			m.about.Serial, m.about.Manufacturer, m.about.Model = r.get("hardware_serial"), r.get("hardware_vendor"), r.get("hardware_model")
		case has("address", "mask"):
			m.ip(r.get("address"))
		case has("mac"):
			m.mac(r.get("mac"))
		case has("name", "version", "install_source"), has("name", "version", "publisher"), has("name", "version", "identifying_number"), strings.HasSuffix(table, "programs") && has("name"):
			m.entries = append(m.entries, program(r))
		default:
			m.count(kindRow, 1)
		}
	}
}

// osquerySystem reads a row of os_version.
func (m *machine) osquerySystem(r *row) {
	if strings.EqualFold(r.get("platform"), "windows") || strings.Contains(strings.ToLower(r.get("name")), "windows") {
		m.about.OS = r.get("name")
		if m.about.OSBuild = windowsBuild(r.get("build"), r.get("revision")); strings.Count(r.get("version"), ".") == 3 {
			m.about.OSBuild = r.get("version")
		}
		return
	}
	m.about.OS = r.get("name") + " " + r.get("version")
	id := strings.ToLower(r.get("platform"))
	if id == "rhel" || id == "" || id == "linux" { // osquery says rhel for all its relatives
		id = releaseOf(r.get("name") + " 0").id
	}
	version := r.get("version")
	if at := strings.IndexAny(version, " ("); at > 0 {
		version = version[:at]
	}
	m.os = release{id: id, version: version}
}

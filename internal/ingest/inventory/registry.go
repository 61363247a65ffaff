package inventory

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"fenceline/internal/domain"
)

// readRegistry reads a .reg dump: keys in brackets, values as name="text",
// dword: and hex: forms, long ones continued with a backslash. It reads the
// uninstall keys, and the names of Windows itself where the dump holds them.
func readRegistry(text string) ([]*machine, error) {
	m := &machine{}
	m.spec = "4"
	if strings.HasPrefix(strings.TrimSpace(text), "Windows Registry Editor") {
		m.spec = "5"
	}
	d := dump{m: m}
	lines := strings.Split(text, "\n")
	for i := 1; i < len(lines); i++ {
		line := strings.TrimSpace(lines[i])
		start := i + 1
		for strings.HasSuffix(line, `\`) && !strings.HasPrefix(line, "[") && i+1 < len(lines) && strings.Contains(line, "=hex") {
			i++
			line = strings.TrimSuffix(line, `\`) + strings.TrimSpace(lines[i])
		}
		if err := d.line(line, start); err != nil {
			return nil, err
		}
	}
	d.close()
	if d.keys == 0 {
		return nil, refuse(domain.Invalid, CodeShape, "", domain.Params{"format": string(domain.FormatRegistry)}, nil)
	}
	m.about.OS, m.about.OSBuild = d.system()
	return []*machine{m}, nil
}

// dump is the state of reading one.
type dump struct {
	m       *machine
	path    string
	at      string
	keys    int
	values  map[string]string
	windows map[string]string // of the CurrentVersion key
}

func (d *dump) line(line string, number int) error {
	switch {
	case line == "" || line[0] == ';':
		return nil
	case line[0] == '[':
		if !strings.HasSuffix(line, "]") {
			return refuse(domain.Invalid, CodeLine, "line "+strconv.Itoa(number), domain.Params{"format": string(domain.FormatRegistry), "line": strconv.Itoa(number)}, nil)
		}
		d.close()
		d.path, d.at, d.values = line[1:len(line)-1], "line "+strconv.Itoa(number), map[string]string{}
		d.keys++
		return nil
	}
	name, value, ok := cutValue(line)
	if !ok || d.values == nil {
		d.m.unread++
		return nil
	}
	d.values[foldColumn(name)] = registryValue(value)
	return nil
}

// cutValue divides a line into the name of a value and what it holds; @ is the
// key's own value.
func cutValue(line string) (name, value string, ok bool) {
	if strings.HasPrefix(line, "@=") {
		return "@", line[2:], true
	}
	if !strings.HasPrefix(line, `"`) {
		return "", "", false
	}
	end := closingQuote(line)
	if end < 0 || !strings.HasPrefix(line[end+1:], "=") {
		return "", "", false
	}
	return unescape(line[1:end]), line[end+2:], true
}

// closingQuote is where the text that opens a line ends; -1 where it does not.
func closingQuote(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return -1
}

func unescape(s string) string { return strings.NewReplacer(`\\`, `\`, `\"`, `"`).Replace(s) }

// registryValue reads a text, a number, or the bytes of a text: hex(1), hex(2)
// and hex(7) are UTF-16.
func registryValue(value string) string {
	value = strings.TrimSpace(value)
	switch {
	case strings.HasPrefix(value, `"`):
		if end := closingQuote(value); end > 0 {
			return unescape(value[1:end])
		}
	case strings.HasPrefix(value, "dword:"):
		if n, err := strconv.ParseUint(value[len("dword:"):], 16, 32); err == nil {
			return strconv.FormatUint(n, 10)
		}
	case strings.HasPrefix(value, "hex(1):"), strings.HasPrefix(value, "hex(2):"), strings.HasPrefix(value, "hex(7):"):
		return wide(value[len("hex(1):"):])
	}
	return ""
}

func wide(text string) string {
	var units []uint16
	var low uint64
	n := 0
	for part := range strings.SplitSeq(text, ",") {
		b, err := strconv.ParseUint(strings.TrimSpace(part), 16, 8)
		if err != nil {
			return ""
		}
		if n++; n%2 == 1 {
			low = b
			continue
		}
		units = append(units, uint16(b<<8|low))
	}
	return strings.TrimRight(string(utf16.Decode(units)), "\x00")
}

// close makes an entry of the key that was read.
func (d *dump) close() {
	if d.values == nil {
		return
	}
	upper := strings.ToUpper(d.path)
	parent, _, _ := strings.Cut(upper, `\UNINSTALL\`)
	switch {
	case strings.HasSuffix(upper, `\WINDOWS NT\CURRENTVERSION`):
		d.windows = d.values
	case strings.HasSuffix(upper, `\COMPUTERNAME\ACTIVECOMPUTERNAME`), strings.HasSuffix(upper, `\COMPUTERNAME\COMPUTERNAME`):
		d.m.host(d.values["computername"])
	case parent != upper && strings.Count(upper[len(parent)+len(`\UNINSTALL\`):], `\`) == 0:
		r := row{at: d.at, cells: d.values}
		r.cells["pspath"] = d.path
		e := program(&r)
		if e.name == "" {
			e.name = d.path[strings.LastIndexByte(d.path, '\\')+1:]
		}
		d.m.entries = append(d.m.entries, e)
	}
	d.values = nil
}

// system names Windows by its CurrentVersion key. Its product name says "Windows
// 10" on Windows 11 too; the build tells.
func (d *dump) system() (name, build string) {
	if d.windows == nil {
		return "", ""
	}
	return windowsName(d.windows["productname"], d.windows["currentbuild"]), windowsBuild(d.windows["currentbuild"], d.windows["ubr"])
}

// windowsBuild joins build and update revision; "" without a build.
func windowsBuild(build, revision string) string {
	if build == "" || revision == "" {
		return build
	}
	return "10.0." + build + "." + revision
}

// windowsName corrects the product name of a Windows 11.
func windowsName(product, build string) string {
	if n, err := strconv.Atoi(build); err == nil && n >= 22000 && strings.HasPrefix(product, "Windows 10") {
		return "Windows 11" + product[len("Windows 10"):]
	}
	return product
}

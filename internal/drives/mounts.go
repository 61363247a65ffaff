package drives

import (
	"maps"
	"path"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// mounted gives the removable media among the mounts of /proc/self/mountinfo; loose
// tells of a device, "8:17", whether it can be unplugged. Lines that cannot be read
// are mounts of no use here. Each device is given once, by its shortest path, in the
// order of the paths.
func mounted(mountinfo string, loose func(device string) bool) []domain.Drive {
	at := map[string]string{} // path by device
	for line := range strings.Lines(mountinfo) {
		device, root, place, source, ok := mountOf(line)
		if !ok || root != "/" || !strings.HasPrefix(source, "/dev/") || ofTheSystem(place) {
			continue
		}
		if !forMedia(place) && !loose(device) {
			continue
		}
		if old, ok := at[device]; !ok || len(place) < len(old) || len(place) == len(old) && place < old {
			at[device] = place
		}
	}
	places := slices.Sorted(maps.Values(at))
	var out []domain.Drive
	for _, place := range slices.Compact(places) { // one may be mounted above another
		out = append(out, domain.Drive{Path: place, Name: path.Base(place)})
	}
	return out
}

// mountOf takes a line of mountinfo apart: "36 35 8:17 / /media/jo/STICK rw,nosuid
// shared:1 - vfat /dev/sdb1 rw". Optional fields end with a hyphen.
func mountOf(line string) (device, root, place, source string, ok bool) {
	fields := strings.Fields(line)
	if len(fields) < 7 {
		return "", "", "", "", false
	}
	i := slices.Index(fields[6:], "-")
	if i < 0 || len(fields) < 6+i+3 {
		return "", "", "", "", false
	}
	return fields[2], unescaped(fields[3]), unescaped(fields[4]), unescaped(fields[6+i+2]), true
}

// unescaped undoes the escapes of mountinfo: a backslash and three octal digits for
// space, tab, line end and backslash.
func unescaped(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+3 < len(s) && octal(s[i+1]) && octal(s[i+2]) && octal(s[i+3]) {
			b.WriteByte((s[i+1]-'0')<<6 | (s[i+2]-'0')<<3 | (s[i+3] - '0'))
			i += 3
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func octal(c byte) bool { return c >= '0' && c <= '7' }

// ofTheSystem reports whether the system itself lies there: a computer may run from
// a stick.
func ofTheSystem(place string) bool {
	if place == "/" {
		return true
	}
	for _, top := range []string{"/boot", "/efi", "/usr", "/var", "/home", "/opt", "/srv", "/etc", "/root", "/nix", "/snap", "/sysroot", "/cdrom"} {
		if place == top || strings.HasPrefix(place, top+"/") {
			return true
		}
	}
	return false
}

func forMedia(place string) bool {
	return strings.HasPrefix(place, "/media/") || strings.HasPrefix(place, "/run/media/")
}

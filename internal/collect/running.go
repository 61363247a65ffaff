package collect

import (
	"bufio"
	"bytes"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/version"
)

// kernel compares the kernel that runs with those that are installed, and what
// running programs hold with what is on the disk.
func (l *linux) kernel() {
	s := &l.c.System
	s.Running = l.text("proc/sys/kernel/osrelease")
	for line := range strings.SplitSeq(l.text("proc/stat"), "\n") {
		if seconds, ok := strings.CutPrefix(line, "btime "); ok {
			s.Booted = unix(seconds)
		}
	}
	for _, folder := range []string{"lib/modules", "usr/lib/modules"} {
		kernels, _ := fs.ReadDir(l.root, folder)
		for _, k := range kernels {
			if !slices.Contains(s.Kernels, k.Name()) {
				s.Kernels = append(s.Kernels, k.Name())
			}
		}
	}
	slices.SortStableFunc(s.Kernels, func(a, b string) int {
		if n, err := version.Compare("Debian", a, b); err == nil {
			return n
		}
		return strings.Compare(a, b)
	})
}

// restart says why the machine has to be started again, and for which packages;
// for any where one reason does not tell.
func (l *linux) restart() {
	s := &l.c.System
	var of []string
	all := false
	wait := func(why string, packages []string) {
		s.Restart = append(s.Restart, why)
		of, all = append(of, packages...), all || len(packages) == 0
	}
	if _, err := fs.Stat(l.root, "run/reboot-required"); err == nil {
		wait("an update asks for it", strings.Fields(l.text("run/reboot-required.pkgs")))
	}
	if n := len(s.Kernels); s.Running != "" && slices.Contains(s.Kernels, s.Running) && s.Kernels[n-1] != s.Running { // else another machine's kernel, as in a container
		wait("kernel "+s.Kernels[n-1]+" is installed", append(l.kernelPackages(), "kernel"))
	}
	if programs, files := l.replaced(); len(programs) > 0 {
		wait("replaced files are in use by "+strings.Join(programs, ", "), l.owners(files))
	}
	if !all {
		slices.Sort(of)
		s.RestartOf = slices.Compact(of)
	}
}

// kernelPackages are the installed packages that hold a kernel, by the names
// distributions give them.
func (l *linux) kernelPackages() []string {
	var out []string
	for _, p := range l.c.Packages {
		for _, prefix := range []string{"linux-image", "linux-modules", "linux-lts", "linux-virt", "linux-headers", "kernel"} {
			if strings.HasPrefix(p.Name, prefix) && !p.Removed {
				out = append(out, p.Name)
				break
			}
		}
	}
	return out
}

const gone = " (deleted)"

// replaced are the programs that still run from files which are no longer on the
// disk, by name, and these files, as /proc/PID/maps tells (proc_pid_maps(5)).
func (l *linux) replaced() (programs, files []string) {
	processes, _ := fs.ReadDir(l.root, "proc")
	asked, closed := 0, 0
	for _, p := range processes {
		if _, err := strconv.Atoi(p.Name()); err != nil {
			continue
		}
		maps, err := fs.ReadFile(l.root, path.Join("proc", p.Name(), "maps"))
		if errors.Is(err, fs.ErrPermission) {
			closed++
		} else {
			asked++
		}
		found := false
		for lines := bufio.NewScanner(bytes.NewReader(maps)); lines.Scan(); {
			file, ok := strings.CutSuffix(lines.Text(), gone)
			at := strings.IndexByte(file, '/')
			if !ok || at < 0 || !code(file[at:]) {
				continue
			}
			found = true
			if file = file[at:]; !slices.Contains(files, file) {
				files = append(files, file)
			}
		}
		if name := l.text(path.Join("proc", p.Name(), "comm")); found && !slices.Contains(programs, name) {
			programs = append(programs, name)
		}
	}
	if closed > asked { // a few are closed to everybody
		l.note("programs of other accounts (" + strconv.Itoa(closed) + ") were not asked whether they run from replaced files; an administrator may")
	}
	slices.Sort(programs)
	return programs, files
}

// code tells whether a mapped file is part of installed software, and no data,
// shared memory or temporary file.
func code(file string) bool {
	for _, folder := range []string{"/usr/", "/lib", "/bin/", "/sbin/", "/opt/"} {
		if strings.HasPrefix(file, folder) {
			return true
		}
	}
	return false
}

// owners are the packages the files belong to by dpkg's lists; none where that of
// one file is not known.
func (l *linux) owners(files []string) []string {
	left := map[string]bool{}
	for _, file := range files {
		left[file] = true
	}
	var out []string
	const info = "var/lib/dpkg/info"
	lists, _ := fs.ReadDir(l.root, info)
	for _, list := range lists {
		name, ok := strings.CutSuffix(list.Name(), ".list")
		if !ok || len(left) == 0 {
			continue
		}
		text, _ := fs.ReadFile(l.root, path.Join(info, list.Name()))
		for line := range strings.Lines(string(text)) {
			file := strings.TrimSuffix(line, "\n")
			for _, same := range []string{file, "/usr" + file, strings.TrimPrefix(file, "/usr")} { // merged /usr
				if left[same] {
					delete(left, same)
					name, _, _ = strings.Cut(name, ":")
					out = append(out, name)
				}
			}
		}
	}
	if len(left) > 0 {
		return nil
	}
	return out
}

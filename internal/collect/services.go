package collect

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"fenceline/internal/ingest/inventory"
)

const (
	servicesKey = `HKLM\SYSTEM\CurrentControlSet\Services`
	ownProcess  = 0x30 // of a service's Type: it has a process, alone or shared (winnt.h)
)

// services lists the programs that run as services, with the version each states in
// its own resource. Those of Windows itself are told by its build. disk is the
// system's drive; what lies on another keeps its name alone.
func services(c *inventory.Collected, r Registry, disk fs.FS) {
	seen := map[string]bool{}
	keys := r.Keys(servicesKey)
	slices.Sort(keys)
	for _, key := range keys {
		at := servicesKey + `\` + key
		kind, _ := r.Number(at, "Type")
		file := servicePath(r.Text(at, "ImagePath"))
		if kind&ownProcess == 0 || file == "" || strings.HasPrefix(strings.ToLower(file), `c:\windows\`) || seen[strings.ToLower(file)] {
			continue
		}
		seen[strings.ToLower(file)] = true
		s := inventory.CollectedService{Name: key, File: file}
		if v, ok := programVersion(disk, file); ok {
			s.Version, s.Product, s.Publisher = v.version, v.product, v.publisher
		}
		c.Services = append(c.Services, s)
	}
}

// shortPaths are the ways in which the registry shortens paths, in lower case.
var shortPaths = []struct{ from, to string }{{`\??\`, ""}, {`%systemroot%\`, `C:\Windows\`}, {`%windir%\`, `C:\Windows\`}, {`\systemroot\`, `C:\Windows\`}, {`system32\`, `C:\Windows\System32\`},
	{`%programfiles%\`, `C:\Program Files\`}, {`%programfiles(x86)%\`, `C:\Program Files (x86)\`}, {`%programdata%\`, `C:\ProgramData\`}, {`%systemdrive%\`, `C:\`}}

// javaMakers are the folders below Program Files in which Java is installed.
var javaMakers = []string{"Java", "Eclipse Adoptium", "Amazon Corretto", "Zulu", "Microsoft", "BellSoft"}

// servicePath is the program in the command of a service, as an absolute path; ""
// for one that names none.
func servicePath(command string) string {
	command = strings.TrimSpace(command)
	if rest, ok := strings.CutPrefix(command, `"`); ok {
		command, _, _ = strings.Cut(rest, `"`)
	} else if at := strings.Index(strings.ToLower(command), ".exe"); at >= 0 {
		command = command[:at+len(".exe")]
	}
	lower := strings.ToLower(command)
	for _, short := range shortPaths {
		if strings.HasPrefix(lower, short.from) {
			command = short.to + command[len(short.from):]
			break
		}
	}
	if len(command) < 4 || command[1:3] != `:\` {
		return ""
	}
	return command
}

// programVersion reads the version of a program on the system's drive.
func programVersion(disk fs.FS, file string) (fileVersion, bool) {
	name, ok := strings.CutPrefix(strings.ReplaceAll(strings.ToLower(file[:3])+file[3:], `\`, "/"), "c:/")
	if disk == nil || !ok || !fs.ValidPath(name) {
		return fileVersion{}, false
	}
	f, err := disk.Open(name)
	if err != nil {
		return fileVersion{}, false
	}
	defer f.Close()
	at, ok := f.(io.ReaderAt)
	if !ok {
		data, err := io.ReadAll(io.LimitReader(f, maxFile))
		if err != nil {
			return fileVersion{}, false
		}
		at = bytes.NewReader(data)
	}
	return versionOf(at)
}

// sharedRuntimes are the parts of .NET that are installed beside each other, a
// folder for each version.
var sharedRuntimes = []struct{ folder, name string }{
	{"Microsoft.NETCore.App", "Microsoft .NET Runtime"}, {"Microsoft.AspNetCore.App", "Microsoft ASP.NET Core Runtime"}, {"Microsoft.WindowsDesktop.App", "Microsoft Windows Desktop Runtime"},
}

// unpacked lists runtimes by their folders, where a list of programs may not name
// them: .NET, Java (a file called release), Node and Python in their usual places.
func unpacked(c *inventory.Collected, disk fs.FS) {
	if disk == nil {
		return
	}
	add := func(name, version, publisher, scope string) {
		c.Programs = append(c.Programs, inventory.CollectedProgram{Name: name, Version: version, Publisher: publisher, Scope: scope, Source: "folder"})
	}
	for _, files := range []struct{ folder, scope string }{{"Program Files", "64-bit"}, {"Program Files (x86)", "32-bit"}} {
		for _, part := range sharedRuntimes {
			for _, version := range folders(disk, files.folder+"/dotnet/shared/"+part.folder) {
				add(part.name, version, "Microsoft Corporation", files.scope)
			}
		}
		for _, maker := range javaMakers {
			for _, home := range folders(disk, files.folder+"/"+maker) {
				if values := releaseFile(disk, path.Join(files.folder, maker, home, "release")); values["JAVA_VERSION"] != "" {
					add("Java runtime in "+home, values["JAVA_VERSION"], values["IMPLEMENTOR"], files.scope)
				}
			}
		}
	}
}

// folders are the names of the folders in a folder.
func folders(disk fs.FS, name string) []string {
	entries, _ := fs.ReadDir(disk, name) // none where it is not there
	var out []string
	for _, e := range entries {
		if e.IsDir() {
			out = append(out, e.Name())
		}
	}
	return out
}

// releaseFile reads NAME="VALUE" lines.
func releaseFile(disk fs.FS, name string) map[string]string {
	text, _ := fs.ReadFile(disk, name) // empty where it is not there
	out := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok {
			out[key] = strings.Trim(value, `"`)
		}
	}
	return out
}

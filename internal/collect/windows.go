package collect

import (
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/inventory"
)

// Registry is what is read of the Windows registry. Paths begin with HKLM or HKU;
// what is not there, or closed to us, is empty.
type Registry interface {
	Keys(path string) []string
	Text(path, name string) string
	Number(path, name string) (uint64, bool)
	Bytes(path, name string) []byte
}

const (
	uninstall = `Microsoft\Windows\CurrentVersion\Uninstall`
	windowsNT = `HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`
	servicing = `HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing`
	smbios    = `HKLM\SYSTEM\CurrentControlSet\Services\mssmbios\Data`
	board     = `HKLM\HARDWARE\DESCRIPTION\System\BIOS`
)

// Windows collects the machine whose registry it is, and whose system drive is disk;
// nil for none. NotFound where it is none of Windows.
func Windows(r Registry, disk fs.FS) (*inventory.Collected, error) {
	c := &inventory.Collected{Fenceline: inventory.CollectedMark, Version: inventory.CollectedVersion}
	build := first(r.Text(windowsNT, "CurrentBuild"), r.Text(windowsNT, "CurrentBuildNumber"))
	if build == "" {
		return nil, &domain.Error{Kind: domain.NotFound, Op: "collect", Code: "collect_unread"}
	}
	s := &c.System
	s.Name, s.Build, s.Edition = r.Text(windowsNT, "ProductName"), build, r.Text(windowsNT, "EditionID")
	if ubr, ok := r.Number(windowsNT, "UBR"); ok {
		s.Build = "10.0." + build + "." + strconv.FormatUint(ubr, 10)
	}
	if n, err := strconv.Atoi(build); err == nil && n >= 22000 && strings.HasPrefix(s.Name, "Windows 10") {
		s.Name = "Windows 11" + s.Name[len("Windows 10"):] // the registry kept the old name
	}
	c.Machine = inventory.CollectedHardware{
		Name:         r.Text(`HKLM\SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName`, "ComputerName"),
		Manufacturer: r.Text(board, "SystemManufacturer"), Model: r.Text(board, "SystemProductName"), Firmware: r.Text(board, "BIOSVersion")}
	c.Machine.Serial, c.Machine.AssetTag = hardwareNumbers(r.Bytes(smbios, "SMBiosData"))
	programs(c, r, `HKLM\SOFTWARE\`+uninstall, "64-bit")
	programs(c, r, `HKLM\SOFTWARE\WOW6432Node\`+uninstall, "32-bit")
	for _, sid := range r.Keys("HKU") {
		if strings.HasPrefix(sid, "S-1-5-21-") && !strings.HasSuffix(sid, "_Classes") {
			programs(c, r, `HKU\`+sid+`\Software\`+uninstall, "user "+sid)
		}
	}
	office(c, r)
	store(c, r)
	runtimes(c, r)
	unpacked(c, disk)
	services(c, r, disk)
	extensions(c, disk, "Users")
	updates(c, r)
	restart(c, r)
	return c, nil
}

// programs reads one list of programs. A key without a name is kept by its own:
// the desk counts it.
func programs(c *inventory.Collected, r Registry, path, scope string) {
	keys := r.Keys(path)
	slices.Sort(keys)
	for _, key := range keys {
		at := path + `\` + key
		p := inventory.CollectedProgram{Name: r.Text(at, "DisplayName"), Version: r.Text(at, "DisplayVersion"), Publisher: r.Text(at, "Publisher"), Scope: scope, Source: "registry"}
		if msi, ok := r.Number(at, "WindowsInstaller"); ok && msi == 1 {
			p.Source = "msi"
		}
		c.Programs = append(c.Programs, p)
	}
}

var packageKB = regexp.MustCompile(`^Package_for_(KB\d{6,8})~`)

// installedState is CurrentState of a package that is installed.
const installedState = 0x70

func updates(c *inventory.Collected, r Registry) {
	for _, key := range r.Keys(servicing + `\Packages`) {
		m := packageKB.FindStringSubmatch(key)
		state, _ := r.Number(servicing+`\Packages\`+key, "CurrentState")
		if m != nil && state == installedState && !slices.Contains(c.Updates, m[1]) {
			c.Updates = append(c.Updates, m[1])
		}
	}
	slices.Sort(c.Updates)
}

// restart reads the keys that announce one.
func restart(c *inventory.Collected, r Registry) {
	has := func(path, key string) bool {
		return slices.ContainsFunc(r.Keys(path), func(k string) bool { return strings.EqualFold(k, key) })
	}
	if has(servicing, "RebootPending") {
		c.System.Restart = append(c.System.Restart, "updates wait to be finished")
	}
	if has(`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update`, "RebootRequired") {
		c.System.Restart = append(c.System.Restart, "Windows Update asks for it")
	}
	pending := strings.ToLower(r.Text(`HKLM\SYSTEM\CurrentControlSet\Control\Session Manager`, "PendingFileRenameOperations"))
	if pending == "" {
		return
	}
	c.System.Restart = append(c.System.Restart, "files wait to be replaced")
	var of []string
	for _, s := range c.Services {
		if strings.Contains(";"+pending+";", `\`+strings.ToLower(s.File)+";") {
			of = append(of, s.Name)
		}
	}
	if len(of) > 0 {
		c.System.Restart = append(c.System.Restart, servicesWait+strings.Join(of, ", "))
	}
}

// servicesWait begins the reason of services whose own files wait to be replaced;
// their names follow.
const servicesWait = "services run from files that wait to be replaced: "

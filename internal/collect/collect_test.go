package collect

import (
	"bytes"
	"compress/gzip"
	"flag"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/inventory"
)

var update = flag.Bool("update", false, "write the goldens anew")

// tree makes a file system of names and texts.
func tree(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// debian is a machine that has a newer kernel than the one it runs.
var debian = map[string]string{
	"etc/os-release":                     "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_ID=\"12\"\n# end\n",
	"etc/hostname":                       "db-02\n",
	"proc/sys/kernel/osrelease":          "6.1.0-9-amd64\n",
	"proc/stat":                          "cpu 1 2 3\nbtime 1795165200\n",
	"lib/modules/6.1.0-9-amd64/x":        "",
	"lib/modules/6.1.0-27-amd64/x":       "",
	"run/reboot-required":                "",
	"sys/class/dmi/id/sys_vendor":        "Dell Inc.\n",
	"sys/class/dmi/id/product_name":      "PowerEdge R350\n",
	"sys/class/dmi/id/product_serial":    "7XK2LM3\n",
	"sys/class/dmi/id/bios_version":      "1.8.2\n",
	"sys/class/dmi/id/chassis_asset_tag": "Not Specified\n",
	"sys/class/net/eno1/address":         "a0:b1:c2:00:02:01\n",
	"sys/class/net/eno1/device/uevent":   "",
	"sys/class/net/docker0/address":      "02:42:00:00:00:01\n",
	"var/lib/dpkg/status":                "Package: openssl\nStatus: install ok installed\nArchitecture: amd64\nVersion: 3.0.14-1~deb12u1\n\nPackage: libssl3\nStatus: install ok installed\nArchitecture: amd64\nSource: openssl\nVersion: 3.0.14-1~deb12u1\n\nPackage: gone\nStatus: deinstall ok config-files\nArchitecture: all\nVersion: 1\n",
}

var alpine = map[string]string{
	"etc/os-release":       "ID=alpine\nVERSION_ID=3.20.3\nPRETTY_NAME=\"Alpine Linux v3.20\"\n",
	"etc/hostname":         "edge-1\n",
	"lib/apk/db/installed": "C:Q1abc=\nP:musl\nV:1.2.5-r0\nA:x86_64\no:musl\n\nC:Q1abd=\nP:ssl_client\nV:1.36.1-r29\nA:x86_64\no:busybox\n",
}

// ubuntu has programs that run from files an update has replaced, snaps and flatpaks.
var ubuntu = map[string]string{
	"etc/os-release":                          "PRETTY_NAME=\"Ubuntu 24.04.1 LTS\"\nID=ubuntu\nVERSION_ID=\"24.04\"\n",
	"proc/sys/kernel/hostname":                "pacs-01\n",
	"proc/sys/kernel/osrelease":               "6.8.0-45-generic\n",
	"lib/modules/6.8.0-45-generic/x":          "",
	"lib/modules/6.8.0-48-generic/x":          "",
	"proc/712/comm":                           "nginx\n",
	"proc/712/maps":                           "7f10-7f20 r-xp 00000000 fd:00 917 /usr/lib/x86_64-linux-gnu/libssl.so.3 (deleted)\n7f20-7f30 rw-s 00000000 00:01 3 /dev/zero (deleted)\n",
	"proc/713/comm":                           "nginx\n",
	"proc/713/maps":                           "7f10-7f20 r-xp 00000000 fd:00 917 /usr/lib/x86_64-linux-gnu/libssl.so.3 (deleted)\n",
	"proc/800/comm":                           "cron\n",
	"proc/800/maps":                           "7f10-7f20 r-xp 00000000 fd:00 99 /usr/sbin/cron\n7f20-7f30 rw-s 00000000 00:01 3 /memfd:x (deleted)\n",
	"var/lib/dpkg/info/libssl3t64:amd64.list": "/.\n/usr/lib/x86_64-linux-gnu\n/usr/lib/x86_64-linux-gnu/libssl.so.3\n",
	"var/lib/dpkg/info/cron.list":             "/usr/sbin/cron\n",
	"var/lib/dpkg/status": "Package: libssl3t64\nStatus: install ok installed\nArchitecture: amd64\nSource: openssl\nVersion: 3.0.13-0ubuntu3.4\n\n" +
		"Package: linux-image-6.8.0-48-generic\nStatus: install ok installed\nArchitecture: amd64\nSource: linux-signed\nVersion: 6.8.0-48.48\n",
	"snap/firefox/current/meta/snap.yaml": "name: firefox\nversion: \"131.0.3-1\"\napps:\n  firefox:\n    version: no\n",
	"var/lib/flatpak/app/org.libreoffice.LibreOffice/current/active/files/share/metainfo/org.libreoffice.LibreOffice.metainfo.xml": "<?xml version=\"1.0\"?><component><releases><release version=\"24.8.2\" date=\"2024-09-27\"/><release version=\"24.8.1\"/></releases></component>",
	"var/lib/flatpak/app/org.odd.One/current/active/files/share/metainfo/org.odd.One.metainfo.xml":                                 "<component><releases><rel",
}

// fake is a registry of keys; a value with a number begins with "#".
type fake map[string]map[string]string

func (f fake) Keys(path string) []string {
	var out []string
	for key := range f {
		rest, ok := strings.CutPrefix(key, path+`\`)
		if first, _, _ := strings.Cut(rest, `\`); ok && !slices.Contains(out, first) {
			out = append(out, first)
		}
	}
	slices.Sort(out)
	return out
}

func (f fake) Text(path, name string) string {
	if v := f[path][name]; !strings.HasPrefix(v, "#") {
		return v
	}
	return ""
}

func (f fake) Bytes(path, name string) []byte { return []byte(f[path][name]) }

func (f fake) Number(path, name string) (n uint64, ok bool) {
	digits, ok := strings.CutPrefix(f[path][name], "#")
	for _, d := range digits {
		n = n*10 + uint64(d-'0')
	}
	return n, ok
}

// windowsMachine is a registry with the given release and what all machines have.
func windowsMachine(product, build, ubr, name string, more fake) fake {
	f := fake{
		windowsNT: {"ProductName": product, "CurrentBuild": build, "UBR": ubr, "EditionID": "Professional"},
		board:     {"SystemManufacturer": "LENOVO", "SystemProductName": "20XW", "BIOSVersion": "N32ET91W (1.67)"},
		`HKLM\SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName`: {"ComputerName": name},
		`HKLM\SOFTWARE\` + uninstall + `\7-Zip`:                           {"DisplayName": "7-Zip 24.07 (x64)", "DisplayVersion": "24.07", "Publisher": "Igor Pavlov"},
		`HKLM\SOFTWARE\` + uninstall + `\AddressBook`:                     {},
	}
	for key, values := range more {
		f[key] = values
	}
	return f
}

// people is what lies on the drive of a machine with browsers, services and .NET.
func people(t *testing.T) fstest.MapFS {
	chrome := "Users/dana/AppData/Local/Google/Chrome/User Data/Default/Extensions/"
	return tree(map[string]string{
		"Program Files/Meridian/sync.exe":                                              packed(t, "testdata/service.exe.gz"),
		"Program Files/dotnet/shared/Microsoft.NETCore.App/8.0.11/x.dll":               "",
		"Program Files/dotnet/shared/Microsoft.WindowsDesktop.App/8.0.11/x.dll":        "",
		"Program Files/Eclipse Adoptium/jre-17.0.13.11-hotspot/release":                "IMPLEMENTOR=\"Eclipse Adoptium\"\nJAVA_VERSION=\"17.0.13\"\n",
		chrome + "cjpalhdlnbpafiamejdnhcphjbkeiagm/1.60.0_0/manifest.json":             `{"name":"__MSG_extName__","version":"1.60.0","default_locale":"en"}`,
		chrome + "cjpalhdlnbpafiamejdnhcphjbkeiagm/1.60.0_0/_locales/en/messages.json": `{"extname":{"message":"uBlock Origin"}}`,
		chrome + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/2.0_0/manifest.json":                `not JSON`,
		"Users/dana/AppData/Roaming/Mozilla/Firefox/Profiles/x.default/extensions.json": `{"addons":[{"id":"keepassxc@x","version":"1.9.5","type":"extension","location":"app-profile","defaultLocale":{"name":"KeePassXC-Browser"}},` +
			`{"id":"screenshots@mozilla.org","version":"39.0","type":"extension","location":"app-builtin","defaultLocale":{"name":"Screenshots"}}]}`,
	})
}

// machines are the shapes that goldens are kept of.
func machines(t *testing.T) map[string]*inventory.Collected {
	t.Helper()
	out := map[string]*inventory.Collected{}
	keep := func(name string, c *inventory.Collected, err error) {
		if err != nil {
			t.Fatal(name, err)
		}
		c.Program, c.Taken = "Fenceline test", time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
		out[name] = c
	}
	c, err := Linux(tree(debian))
	keep("debian-12", c, err)
	c, err = Linux(tree(alpine))
	keep("alpine-320", c, err)
	c, err = Linux(tree(ubuntu))
	keep("ubuntu-2404", c, err)
	disks := map[string]fs.FS{"windows-11-24h2": people(t)}
	sid := `HKU\S-1-5-21-1-2-3-1001`
	for name, f := range map[string]fake{
		"windows-10-22h2": windowsMachine("Windows 10 Pro", "19045", "#5011", "WS-010", fake{
			`HKLM\SOFTWARE\WOW6432Node\` + uninstall + `\TeamViewer`:                       {"DisplayName": "TeamViewer", "DisplayVersion": "15.58.4", "Publisher": "TeamViewer", "WindowsInstaller": "#1"},
			sid + `\Software\` + uninstall + `\Zoom`:                                       {"DisplayName": "Zoom Workplace", "DisplayVersion": "6.2.11", "Publisher": "Zoom Communications, Inc."},
			sid + `_Classes\x`:                                                             {},
			servicing + `\Packages\Package_for_KB5044273~31bf3856ad364e35~amd64~~10.0.1.4`: {"CurrentState": "#112"},
			servicing + `\Packages\Package_for_KB5050000~31bf3856ad364e35~amd64~~10.0.1.4`: {"CurrentState": "#64"},
			servicing + `\RebootPending\x`:                                                 {},
		}),
		"windows-11-24h2": windowsMachine("Windows 10 Enterprise", "26100", "#2605", "WS-011", fake{
			cardClass + `\0000`:           {"NetCfgInstanceId": "{a1}", "Characteristics": "#132"},
			cardClass + `\0001`:           {"NetCfgInstanceId": "{V1}", "Characteristics": "#1"},
			smbios:                        {"SMBiosData": string(table("PF3KX1AB", "H-0042"))},
			clickToRun:                    {"VersionToReport": "16.0.17928.20216", "UpdateChannel": "http://officecdn.microsoft.com/pr/55336b82-a18d-4dd6-b5f6-9e5095c314a6"},
			dotNet:                        {"Version": "4.8.09032"},
			servicesKey + `\MeridianSync`: {"Type": "#16", "ImagePath": `"C:\Program Files\Meridian\sync.exe" -k run`, "DisplayName": "Meridian Sync"},
			servicesKey + `\Gone`:         {"Type": "#272", "ImagePath": `D:\apps\gone.exe /service`},
			servicesKey + `\Spooler`:      {"Type": "#272", "ImagePath": `%SystemRoot%\System32\spoolsv.exe`},
			servicesKey + `\disk`:         {"Type": "#1", "ImagePath": `system32\drivers\disk.sys`},
			`HKLM\SOFTWARE\` + uninstall + `\O365BusinessRetail - en-us`:                       {"DisplayName": "Microsoft 365 Apps for business - en-us", "DisplayVersion": "16.0.17928.20216", "Publisher": "Microsoft Corporation"},
			storePrograms + `\Microsoft.WindowsCalculator_11.2405.2.0_x64__8wekyb3d8bbwe`:      {},
			storePrograms + `\Microsoft.Paint_11.2404.1020.0_neutral_split.language-de_8wekyb`: {},
		}),
		"windows-server-2016": windowsMachine("Windows Server 2016 Standard", "14393", "#7515", "SRV-16", fake{
			`HKLM\SOFTWARE\` + uninstall + `\{SQL}`:                                         {"DisplayName": "Microsoft SQL Server 2016 (64-bit)", "DisplayVersion": "13.0.16116.4", "Publisher": "Microsoft Corporation"},
			`HKLM\SOFTWARE\` + uninstall + `\{ODBC}`:                                        {"DisplayName": "Microsoft ODBC Driver 17 for SQL Server", "DisplayVersion": "17.10.6.1", "Publisher": "Microsoft Corporation", "WindowsInstaller": "#1"},
			servicesKey + `\MSSQLSERVER`:                                                    {"Type": "#16", "ImagePath": `"D:\SQL\MSSQL13.MSSQLSERVER\MSSQL\Binn\sqlservr.exe" -sMSSQLSERVER`},
			servicing + `\Packages\Package_for_KB5046612~31bf3856ad364e35~amd64~~10.0.1.11`: {"CurrentState": "#112"},
		}),
		"windows-server-2019": windowsMachine("Windows Server 2019 Standard", "17763", "#6532", "SRV-19", fake{
			`HKLM\SOFTWARE\` + uninstall + `\{EX}`:    {"DisplayName": "Microsoft Exchange Server 2019 Cumulative Update 14", "DisplayVersion": "15.2.1544.4", "Publisher": "Microsoft Corporation"},
			`HKLM\SOFTWARE\` + uninstall + `\{VEEAM}`: {"DisplayName": "Veeam Agent for Microsoft Windows", "DisplayVersion": "6.2.0.121", "Publisher": "Veeam Software Group GmbH", "WindowsInstaller": "#1"},
			dotNet: {"Version": "4.8.03761"},
			servicing + `\Packages\Package_for_KB5046615~31bf3856ad364e35~amd64~~17763.6532.1.9`:        {"CurrentState": "#112"},
			`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired\x`: {},
		}),
		"windows-server-2022": windowsMachine("Windows Server 2022 Datacenter", "20348", "#2849", "SRV-22", fake{
			`HKLM\SYSTEM\CurrentControlSet\Control\Session Manager`: {"PendingFileRenameOperations": `\??\C:\a;;\??\C:\Program Files\PostgreSQL\16\bin\pg_ctl.exe;`},
			servicesKey + `\Other`:                          {"Type": "#16", "ImagePath": `C:\a.exe`},
			`HKLM\SOFTWARE\` + uninstall + `\PostgreSQL 16`: {"DisplayName": "PostgreSQL 16", "DisplayVersion": "16.4-1", "Publisher": "PostgreSQL Global Development Group"},
			`HKLM\SOFTWARE\` + uninstall + `\{TOMCAT}`:      {"DisplayName": "Apache Tomcat 9.0 Tomcat9 (remove only)", "DisplayVersion": "9.0.96", "Publisher": "The Apache Software Foundation"},
			servicesKey + `\postgresql-x64-16`:              {"Type": "#16", "ImagePath": `"C:\Program Files\PostgreSQL\16\bin\pg_ctl.exe" runservice -N "postgresql-x64-16"`},
		}),
	} {
		c, err := Windows(f, disks[name])
		if err == nil && name == "windows-11-24h2" {
			Cards(c, f, []Card{{"{A1}", "a0-b1-c2-00-00-01"}, {"{V1}", "00155d000001"}, {"{unlisted}", "a0b1c2000002"}, {"{none}", "000000000000"}, {"{A2}", "A0:B1:C2:00:00:01"}})
		}
		keep(name, c, err)
	}
	return out
}

// TestMachines holds each shape to its golden, and that the desk reads what was
// written.
func TestMachines(t *testing.T) {
	for name, c := range machines(t) {
		t.Run(name, func(t *testing.T) {
			text, err := c.Seal()
			if err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", name+".json")
			if *update {
				if err := os.WriteFile(golden, text, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(text)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			var s domain.Snapshot
			err = inventory.Decode(bytes.NewReader(text), inventory.Options{}, func(item domain.Item) error { s = item.(domain.Snapshot); return nil })
			if err != nil || s.Format != domain.FormatCollected || s.About.Name != c.Machine.Name || s.Census.Identifiable == 0 || s.Census.WithoutIdentity != 0 {
				t.Errorf("%v %+v", err, s)
			}
			if waits := slices.ContainsFunc(s.Warnings, func(w domain.Warning) bool { return w.Code == inventory.WarnRestart }); waits != (len(c.System.Restart) > 0) {
				t.Errorf("restart %v is told: %v", c.System.Restart, waits)
			}
			damaged := bytes.Replace(text, []byte(c.Machine.Name), []byte("OTHER"), 1)
			if err := inventory.Decode(bytes.NewReader(damaged), inventory.Options{}, func(domain.Item) error { return nil }); !domain.Is(err, domain.Untrusted) {
				t.Errorf("a damaged file is read: %v", err)
			}
		})
	}
}

// TestOnlyNewerKernelWaits holds that a restart is asked for where another kernel
// would start, and only there.
func TestOnlyNewerKernelWaits(t *testing.T) {
	for name, c := range map[string]struct {
		running   string
		installed []string
		want      int
	}{
		"newest runs":            {"6.1.0-27-amd64", []string{"6.1.0-9-amd64", "6.1.0-27-amd64"}, 0},
		"a newer one waits":      {"6.1.0-9-amd64", []string{"6.1.0-27-amd64", "6.1.0-9-amd64"}, 1},
		"a container's host":     {"6.8.0-1-host", []string{"6.1.0-9-amd64"}, 0},
		"no kernel, no answer":   {"6.1.0-9-amd64", nil, 0},
		"nothing says it at all": {"", []string{"6.1.0-9-amd64"}, 0},
	} {
		files := map[string]string{"etc/os-release": "ID=debian\nVERSION_ID=12\n", "proc/sys/kernel/osrelease": c.running}
		for _, k := range c.installed {
			files["lib/modules/"+k+"/x"] = ""
		}
		got, err := Linux(tree(files))
		if err != nil || len(got.System.Restart) != c.want {
			t.Errorf("%s: %v %v", name, err, got.System.Restart)
		}
	}
}

// TestWhatWaits holds which packages a restart is needed for: those told, or any
// where one reason does not tell.
func TestWhatWaits(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"files of a package and a kernel": {nil, []string{"kernel", "libssl3t64", "linux-image-6.8.0-48-generic"}},
		"an update that tells":            {map[string]string{"run/reboot-required": "", "run/reboot-required.pkgs": "dbus\nlibc6\n"}, []string{"dbus", "kernel", "libc6", "libssl3t64", "linux-image-6.8.0-48-generic"}},
		"an update that does not tell":    {map[string]string{"run/reboot-required": ""}, nil},
		"a file that belongs to nothing":  {map[string]string{"proc/800/maps": "7f10-7f20 r-xp 00000000 fd:00 99 /opt/pacs/server (deleted)\n"}, nil},
	} {
		files := map[string]string{}
		for _, m := range []map[string]string{ubuntu, c.files} {
			for file, text := range m {
				files[file] = text
			}
		}
		got, err := Linux(tree(files))
		if err != nil || !slices.Equal(got.System.RestartOf, c.want) || len(got.System.Restart) < 2 {
			t.Errorf("%s: %v, %v, %v", name, err, got.System.Restart, got.System.RestartOf)
		}
	}
}

func TestNoSystem(t *testing.T) {
	if _, err := Linux(tree(map[string]string{"etc/hostname": "x"})); !domain.Is(err, domain.NotFound) {
		t.Error(err)
	}
	if _, err := Windows(fake{}, nil); !domain.Is(err, domain.NotFound) {
		t.Error(err)
	}
}

// TestRPM holds that the packages of rpm are read, keys are none, and that a
// database that cannot be read is told.
func TestRPM(t *testing.T) {
	release := map[string]string{"etc/os-release": "ID=rocky\nVERSION_ID=9.4\n"}
	c, err := Linux(tree(release))
	if err != nil || len(c.Notes) != 0 {
		t.Errorf("%v %+v", err, c)
	}
	release["usr/lib/sysimage/rpm/rpmdb.sqlite"] = packed(t, "rpmdb/testdata/rpmdb.sqlite.gz")
	c, err = Linux(tree(release))
	if err != nil || len(c.Notes) != 0 || len(c.Packages) != 4 {
		t.Fatalf("%v %+v", err, c)
	}
	if want := (inventory.CollectedPackage{Format: "rpm", Name: "openssl", Version: "1:3.0.7-28.el9_4", Arch: "x86_64", Source: "openssl"}); c.Packages[2] != want {
		t.Errorf("%+v", c.Packages[2])
	}
	text, err := c.Seal()
	if err != nil {
		t.Fatal(err)
	}
	var s domain.Snapshot
	if err := inventory.Decode(bytes.NewReader(text), inventory.Options{}, func(item domain.Item) error { s = item.(domain.Snapshot); return nil }); err != nil {
		t.Fatal(err)
	}
	if s.Census.Identifiable != 4 || s.Components[2].PURL != "pkg:rpm/rocky/openssl@3.0.7-28.el9_4?arch=x86_64&distro=rocky-9.4&epoch=1&upstream=openssl" {
		t.Errorf("%+v %+v", s.Census, s.Components)
	}
	for name, text := range map[string]string{"no database": "x", "cut": release["usr/lib/sysimage/rpm/rpmdb.sqlite"][:9000]} {
		release["usr/lib/sysimage/rpm/rpmdb.sqlite"] = text
		if c, err := Linux(tree(release)); err != nil || len(c.Notes) != 1 || !strings.Contains(c.Notes[0], "rpmdb.sqlite is damaged") {
			t.Errorf("%s: %v %+v", name, err, c)
		}
	}
}

// packed is the text of a packed file.
func packed(t testing.TB, name string) string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

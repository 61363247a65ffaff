package identity

import (
	"strings"

	"fenceline/internal/domain"
)

// windowsRelease is one release of Windows as Microsoft's CVE records name it.
type windowsRelease struct {
	build  string
	server bool
	name   string
	cpe    string
}

// windowsReleases by build. Source: Microsoft's release information pages for
// the builds, its CVE records for the names, the NVD CPE dictionary for the CPE
// names.
var windowsReleases = []windowsRelease{
	{"7601", false, "Windows 7 Service Pack 1", "windows_7"},
	{"7601", true, "Windows Server 2008 R2 Service Pack 1", "windows_server_2008"},
	{"9200", true, "Windows Server 2012", "windows_server_2012"},
	{"9600", false, "Windows 8.1", "windows_8.1"},
	{"9600", true, "Windows Server 2012 R2", "windows_server_2012"},
	{"10240", false, "Windows 10 Version 1507", "windows_10_1507"},
	{"14393", false, "Windows 10 Version 1607", "windows_10_1607"},
	{"14393", true, "Windows Server 2016", "windows_server_2016"},
	{"17763", false, "Windows 10 Version 1809", "windows_10_1809"},
	{"17763", true, "Windows Server 2019", "windows_server_2019"},
	{"18363", false, "Windows 10 Version 1909", "windows_10_1909"},
	{"19041", false, "Windows 10 Version 2004", "windows_10_2004"},
	{"19042", false, "Windows 10 Version 20H2", "windows_10_20h2"},
	{"19043", false, "Windows 10 Version 21H1", "windows_10_21h1"},
	{"19044", false, "Windows 10 Version 21H2", "windows_10_21h2"},
	{"19045", false, "Windows 10 Version 22H2", "windows_10_22h2"},
	{"20348", true, "Windows Server 2022", "windows_server_2022"},
	{"22000", false, "Windows 11 version 21H2", "windows_11_21h2"},
	{"22621", false, "Windows 11 version 22H2", "windows_11_22h2"},
	{"22631", false, "Windows 11 Version 23H2", "windows_11_23h2"},
	{"25398", true, "Windows Server 2022, 23H2 Edition", "windows_server_2022_23h2"},
	{"26100", false, "Windows 11 Version 24H2", "windows_11_24h2"},
	{"26100", true, "Windows Server 2025", "windows_server_2025"},
	{"26200", false, "Windows 11 Version 25H2", "windows_11_25h2"},
}

// Windows names the operating system of a machine as advisories do, from what it
// calls itself ("Microsoft Windows 10 Pro") and its build, with the update
// revision or without: "10.0.19045.5131", "19045.5131", "10.0.19045". Without the
// revision the version is not known: the build alone does not tell which updates
// are in. ok is false for a build that is not in the table.
func Windows(caption, build string) (c domain.Component, ok bool) {
	lower := strings.ToLower(caption)
	if lower != "" && !strings.Contains(lower, "windows") {
		return c, false
	}
	number := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(build), "10.0."), "6.3."), "6.1.")
	number, revision, _ := strings.Cut(number, ".")
	server := strings.Contains(lower, "server")
	for _, r := range windowsReleases {
		if r.build != number || r.server != server {
			continue
		}
		c = domain.Component{Name: r.name, Vendor: "Microsoft", Type: "operating-system"}
		if revision != "" && strings.Trim(revision, "0123456789") == "" && len(number) == 5 {
			c.Version = "10.0." + number + "." + revision
		}
		version := c.Version
		if version == "" {
			version = "*"
		}
		c.CPEs = []string{"cpe:2.3:o:microsoft:" + r.cpe + ":" + version + ":*:*:*:*:*:*:*"}
		return c, true
	}
	return c, false
}

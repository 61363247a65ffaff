package collect

import (
	"strings"

	"fenceline/internal/ingest/inventory"
)

const (
	clickToRun    = `HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration`
	storePrograms = `HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Appx\AppxAllUserStore\Applications`
	dotNet        = `HKLM\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full`
)

// officeChannels are Microsoft's update channels of Office by the identifier at
// the end of the address that updates come from (Microsoft Learn, "Change the
// Microsoft 365 Apps update channel").
var officeChannels = map[string]string{
	"492350f6-3a01-4f97-b9c0-c7c6ddf67d60": "Current Channel",
	"64256afe-f5d9-4f86-8936-8840a6a4f5be": "Current Channel (Preview)",
	"55336b82-a18d-4dd6-b5f6-9e5095c314a6": "Monthly Enterprise Channel",
	"7ffbc6bf-bc32-4f92-8982-f9dd17fd3114": "Semi-Annual Enterprise Channel",
	"b8f9b850-328d-4355-9145-c59439a0c4cf": "Semi-Annual Enterprise Channel (Preview)",
	"5440fd1f-7ecb-4221-8110-145efaa6372f": "Beta Channel",
	"f2e724c1-748f-4b47-8fb8-8e0d210e9208": "Office 2019 volume licence",
	"5030841d-c919-4594-8d2d-84ae4f96e58e": "Office LTSC 2021",
	"7983bac0-e531-40cf-be00-fd24fe66619c": "Office LTSC 2024",
}

// office gives the programs of a click-to-run Office the channel their updates
// come from, without which a build cannot be compared.
func office(c *inventory.Collected, r Registry) {
	build := r.Text(clickToRun, "VersionToReport")
	address := first(r.Text(clickToRun, "UpdateChannel"), r.Text(clickToRun, "CDNBaseUrl"))
	if build == "" || address == "" {
		return
	}
	id := strings.ToLower(address[strings.LastIndexByte(address, '/')+1:])
	for i := range c.Programs {
		if p := &c.Programs[i]; p.Version == build && strings.HasPrefix(p.Name, "Microsoft ") {
			p.Channel = first(officeChannels[id], address)
		}
	}
}

// store lists the packages of the Store that are provisioned for the machine: the
// key is NAME_VERSION_ARCHITECTURE_RESOURCE_PUBLISHER (Microsoft Learn, "Package
// identity"). Language and scale packages belong to a program that is listed.
func store(c *inventory.Collected, r Registry) {
	for _, key := range r.Keys(storePrograms) {
		parts := strings.Split(key, "_")
		if len(parts) != 5 || parts[3] != "" && parts[3] != "~" && !strings.EqualFold(parts[3], "neutral") {
			continue
		}
		c.Programs = append(c.Programs, inventory.CollectedProgram{Name: parts[0], Version: parts[1], Scope: "Store, " + parts[2], Source: "store"})
	}
}

// runtimes are those that no list of programs names.
func runtimes(c *inventory.Collected, r Registry) {
	if v := r.Text(dotNet, "Version"); v != "" {
		c.Programs = append(c.Programs, inventory.CollectedProgram{Name: "Microsoft .NET Framework", Version: v, Publisher: "Microsoft Corporation", Scope: "64-bit", Source: "registry"})
	}
}

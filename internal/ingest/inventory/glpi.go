package inventory

import (
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

func number(n int) string { return strconv.Itoa(n) }

// glpiDocument is a GLPI agent inventory, as far as it is read.
type glpiDocument struct {
	Device   string       `json:"deviceid"`
	ItemType string       `json:"itemtype"`
	Content  *glpiContent `json:"content"`
}

type glpiContent struct {
	Client string `json:"versionclient"`
	Bios   struct {
		Asset   string `json:"assettag"`
		Version string `json:"bversion"`
		Maker   string `json:"smanufacturer"`
		Board   string `json:"mmanufacturer"`
		Model   string `json:"smodel"`
		Serial  string `json:"ssn"`
	} `json:"bios"`
	Hardware struct {
		Name    string `json:"name"`
		Chassis string `json:"chassis_type"`
		User    string `json:"lastloggeduser"`
	} `json:"hardware"`
	System struct {
		Name    string `json:"name"`
		Full    string `json:"full_name"`
		Version string `json:"version"`
		Kernel  string `json:"kernel_version"`
		FQDN    string `json:"fqdn"`
		Arch    string `json:"arch"`
	} `json:"operatingsystem"`
	Networks []struct {
		IP  string `json:"ipaddress"`
		IP6 string `json:"ipaddress6"`
		MAC string `json:"mac"`
	} `json:"networks"`
	Software []struct {
		Name      string `json:"name"`
		Version   string `json:"version"`
		Publisher string `json:"publisher"`
		Arch      string `json:"arch"`
		From      string `json:"from"`
		Comments  string `json:"comments"`
		Release   string `json:"release_type"`
		GUID      string `json:"guid"`
	} `json:"softwares"`
	Device struct {
		Name     string   `json:"name"`
		Maker    string   `json:"manufacturer"`
		Model    string   `json:"model"`
		Serial   string   `json:"serial"`
		Firmware string   `json:"firmware"`
		Location string   `json:"location"`
		Contact  string   `json:"contact"`
		MAC      string   `json:"mac"`
		IPs      []string `json:"ips"`
		Type     string   `json:"type"`
	} `json:"network_device"`
	Firmware []struct {
		Name    string `json:"name"`
		Maker   string `json:"manufacturer"`
		Version string `json:"version"`
		Type    string `json:"type"`
		About   string `json:"description"`
	} `json:"firmwares"`
}

func readGLPI(text string) ([]*machine, error) {
	var doc glpiDocument
	if _, err := jsondoc.Decode(op, strings.NewReader(text), &doc); err != nil {
		return nil, err
	}
	if doc.Content == nil {
		return nil, jsondoc.Missing(op, "/content")
	}
	c := doc.Content
	m := &machine{tool: c.Client, subject: doc.Device}
	m.about.Kind = glpiKind(doc.ItemType, c.Hardware.Chassis)
	m.glpiFacts(c)
	m.glpiSystem(c)
	for i, s := range c.Software {
		at := jsondoc.Pointer("/content/softwares", i)
		from := strings.ToLower(s.From)
		switch from {
		case "deb":
			m.entries = append(m.entries, entry{kind: kindDeb, name: s.Name, version: s.Version, arch: s.Arch, at: at})
		case "rpm":
			e := rpmEntry(s.Name, s.Version, "", s.Arch)
			e.publisher, e.at = s.Publisher, at
			m.entries = append(m.entries, e)
		case "apk":
			m.entries = append(m.entries, entry{kind: kindAPK, name: s.Name, version: s.Version, arch: s.Arch, at: at})
		default:
			r := row{at: at, cells: map[string]string{"displayname": s.Name, "displayversion": s.Version, "publisher": s.Publisher, "releasetype": s.Release}}
			e := program(&r)
			if e.source = from; from == "" {
				e.source = "glpi"
			}
			if e.kind == kindProgram && strings.EqualFold(s.From, "android") {
				e.place = s.Comments // the name of the package
			}
			m.entries = append(m.entries, e)
		}
	}
	for i, f := range c.Firmware {
		e := entry{kind: "firmware", name: f.Name, version: f.Version, publisher: f.Maker, at: jsondoc.Pointer("/content/firmwares", i)}
		switch {
		case f.Type == "device" && m.about.Model != "" && f.Version == m.about.Firmware:
			e.kind = kindFacts
		case e.name == "":
			e.kind = kindRemnant
		}
		m.entries = append(m.entries, e)
	}
	return []*machine{m}, nil
}

func (m *machine) glpiFacts(c *glpiContent) {
	a := &m.about
	m.host(c.System.FQDN, c.Hardware.Name, c.Device.Name)
	if name := first(c.Hardware.Name, c.Device.Name); name != "" {
		a.Name = name
	}
	a.Manufacturer, a.Model = first(c.Bios.Maker, c.Device.Maker), first(c.Bios.Model, c.Device.Model)
	a.Serial, a.AssetTag = first(c.Bios.Serial, c.Device.Serial), c.Bios.Asset
	if domain.FoldTag(a.AssetTag) == "" {
		a.AssetTag = ""
	}
	if domain.FoldSerial(a.Serial) == "" {
		a.Serial = ""
	}
	a.Firmware, a.Location, a.Custodian = first(c.Device.Firmware, c.Bios.Version), c.Device.Location, c.Hardware.User
	for _, n := range c.Networks {
		m.ip(n.IP)
		m.ip(n.IP6)
		m.mac(n.MAC)
	}
	for _, ip := range c.Device.IPs {
		m.ip(ip)
	}
	m.mac(c.Device.MAC)
}

func (m *machine) glpiSystem(c *glpiContent) {
	name, version := c.System.Name, c.System.Version
	m.about.OS = first(c.System.Full, strings.TrimSpace(name+" "+version))
	if strings.Contains(strings.ToLower(m.about.OS), "windows") {
		m.about.OSBuild = c.System.Kernel
		return
	}
	if name == "" {
		return
	}
	if at := strings.IndexAny(version, " ("); at > 0 {
		version = version[:at]
	}
	m.os = release{id: releaseOf(name + " 0").id, version: version}
}

func first(texts ...string) string {
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			return t
		}
	}
	return ""
}

// glpiKind names the kind of an asset as this desk does.
func glpiKind(item, chassis string) string {
	switch strings.ToLower(item) {
	case "networkequipment":
		return "network"
	case "printer":
		return "printer"
	case "phone":
		return "phone"
	}
	return strings.ToLower(chassis)
}

package assetlist

import (
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/table"
)

// Column is one column of the list.
type Column = domain.ListColumn

// headers are the names of columns by the field they fill, folded to letters and
// digits, the surest first: where two columns could fill one field, the one named
// earlier here does. Sources: the export dialogues and documentation of the tools
// named beside a line; a line without one is how people name columns.
var headers = []table.Header{
	{"name", []string{"assetname", "computername", "devicename", "configurationname", "name", "machinename", "systemname",
		"asset", "computer", "device", "machine", "system", "configuration", "displayname", "friendlyname", "netbiosname", "itemname"}},
	{"hostname", []string{"hostname", "host", "fqdn", "dnsname", "dnshostname", "fullyqualifieddomainname", "hostnames", "computerhostname"}},
	{"asset-tag", []string{"assettag", "tagnumber", "assetnumber", "inventorynumber", "assetid", "barcode", "tagno", "inventoryno"}},
	{"serial", []string{"serialnumber", "serial", "serialno", "sn", "servicetag", "biosserialnumber", "systemserialnumber", "serialnum"}},
	{"manufacturer", []string{"manufacturer", "make", "brand", "vendor", "systemmanufacturer", "maker"}},
	{"model", []string{"model", "modelname", "systemmodel", "hardwaremodel", "modelnumber", "modelno", "productname"}},
	{"kind", []string{"assettype", "assettypename", "category", "devicetype", "configurationtype", "kind", "type", "class", "deviceclass", "chassistype", "chassis"}},
	{"role", []string{"role", "function", "purpose", "description", "usage"}},
	{"os", []string{"operatingsystem", "osname", "os", "ostype", "computeros", "oscaption", "osfullname", "platform"}},
	{"os-build", []string{"osversion", "osbuild", "operatingsystemversion", "buildnumber", "osbuildnumber", "osinfo", "build"}},
	{"firmware", []string{"firmware", "firmwareversion", "softwareversion", "fwversion"}},
	{"ip", []string{"ipaddress", "ip", "ipaddresses", "ipv4", "ipv4address", "localaddress", "localipaddress", "ipaddr", "primaryip", "ipv6address"}},
	{"mac", []string{"macaddress", "mac", "macaddresses", "wifimac", "ethernetmac", "hardwareaddress", "physicaladdress", "wifimacaddress", "ethernetmacaddress"}},
	{"location", []string{"location", "site", "room", "building", "office", "iplocation", "sitename", "locationname", "physicallocation"}},
	{"zone", []string{"zone", "networkzone", "vlan", "subnet", "segment", "network"}},
	{"environment", []string{"environment", "env", "stage"}},
	{"owner", []string{"owner", "assetowner", "businessowner", "systemowner", "responsible", "responsibleperson"}},
	{"custodian", []string{"custodian", "checkedoutto", "checkedout", "assignedto", "primaryuser", "primaryuserupn", "primaryuserdisplayname", "assigneduser", "username", "user",
		"currentuser", "lastuser", "lastloggedonuser", "contact"}},
	{"vendor-contact", []string{"vendorcontact", "suppliercontact", "supportcontact"}},
	{"exposed", []string{"publiclyexposed", "internetfacing", "internetexposed", "exposed", "publicfacing", "externallyaccessible"}},
	{"criticality", []string{"criticality", "businesscriticality", "importance", "priority"}},
	{"safety", []string{"safetyimpact", "safety", "patientsafety"}},
	{"mission", []string{"missionimpact", "missioncritical", "mission", "missionessential"}},
	{"window", []string{"maintenancewindow", "patchwindow", "window"}},
	{"window-group", []string{"maintenancegroup", "patchgroup", "patchinggroup", "updatering"}},
	{"next-upgrade", []string{"nextupgrade", "plannedupgrade", "upgradedate", "replacementdate"}},
	{"support-end", []string{"supportend", "endofsupport", "supportends", "eoldate", "eol", "endoflife", "endofsupportdate", "eos"}},
	{"twin", []string{"drtwin", "failovertwin", "twin"}},
	{"udi", []string{"udi", "udidi", "deviceidentifier"}},
	{"fda-class", []string{"fdaclass", "deviceriskclass"}},
	{"mds2", []string{"mds2"}},
	{"approved-patches", []string{"approvedpatches", "approvedpatchlist"}},
	{"bes-class", []string{"besclass", "bescategory", "besimpact", "nercbes"}},
	{"protocol", []string{"protocols", "protocol"}},
	{"data-class", []string{"dataclass", "dataclassification"}},
	{"third-party", []string{"thirdparty", "serviceprovider", "managedby"}},
	{"tag", []string{"tags", "tag", "labels", "groups"}},
	{"notes", []string{"notes", "note", "comments", "comment", "remarks"}},
}

// tools are the columns by which a tool's export is known, folded.
var tools = []struct {
	name string
	has  []string
}{
	{"Snipe-IT", []string{"assettag", "checkedout"}},
	{"Snipe-IT", []string{"assettag", "category", "modelno"}},
	{"Snipe-IT", []string{"assettag", "itemname"}},
	{"Lansweeper", []string{"assetname", "assettype"}},
	{"Lansweeper", []string{"assetname", "lastseen"}},
	{"Lansweeper", []string{"assetunique"}},
	{"Microsoft Intune", []string{"devicename", "lastcheckin"}},
	{"Microsoft Intune", []string{"devicename", "azureaddeviceid"}},
	{"Microsoft Intune", []string{"devicename", "primaryuserupn"}},
	{"PDQ Inventory", []string{"computername", "computeros"}},
	{"PDQ Inventory", []string{"computername", "hostname", "online"}},
	{"PDQ Inventory", []string{"computername", "scanstatus"}},
	{"ConnectWise", []string{"configurationname", "configurationtype"}},
	{"ConnectWise", []string{"configurationname"}},
}

// vocabulary is what columns of asset lists can hold.
var vocabulary = table.Vocabulary{Headers: headers, Fields: fields(), Many: isList}

func fields() []string {
	var out []string
	for _, f := range domain.AssetFields {
		out = append(out, f.Name)
	}
	return out
}

func isList(field string) bool {
	f, ok := domain.AssetFieldNamed(field)
	return ok && f.Sort == domain.FieldList
}

// named reports whether rows of these columns can name an asset.
func named(columns []Column) bool { return table.Fills(columns, naming...) }

// naming are the fields an asset can take its name from, the best first.
var naming = []string{"name", "hostname", "asset-tag", "serial", "ip"}

// toolOf names the tool whose export the columns look like; "" for none.
func toolOf(cells []string) string {
	has := map[string]bool{}
	for _, cell := range cells {
		has[table.Fold(cell)] = true
	}
	for _, t := range tools {
		if !slices.ContainsFunc(t.has, func(name string) bool { return !has[name] }) {
			return t.name
		}
	}
	return ""
}

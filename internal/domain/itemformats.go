package domain

// The formats that assets and what runs on them come in.
const (
	FormatAssetList Format = "asset-list"  // a table with a row per asset
	FormatHostList  Format = "host-list"   // a host name or address per line
	FormatTickets   Format = "ticket-list" // a table with a row per ticket or exception
)

// The formats that software comes in, beside SBOMs.
const (
	FormatWinget    Format = "winget"    // winget export
	FormatPrograms  Format = "programs"  // rows of Get-Package or of the uninstall keys
	FormatRegistry  Format = "registry"  // .reg dump of the uninstall keys
	FormatHotfixes  Format = "hotfixes"  // Get-HotFix
	FormatPackages  Format = "packages"  // lists of dpkg, rpm and apk
	FormatOsquery   Format = "osquery"   // results of osquery
	FormatGLPI      Format = "glpi"      // GLPI agent inventory
	FormatNmap      Format = "nmap"      // Nmap XML
	FormatCollected Format = "collected" // written by this program on another machine
)

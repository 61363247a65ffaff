package words

import "fenceline/internal/domain"

// FormatName is the name of a format as people write it.
func FormatName(f domain.Format) string {
	switch f {
	case domain.FormatCSAF:
		return "CSAF"
	case domain.FormatOSV:
		return "OSV"
	case domain.FormatCVE:
		return Text("CVE record")
	case domain.FormatKEV:
		return "KEV"
	case domain.FormatOpenVEX:
		return "OpenVEX"
	case domain.FormatNVD:
		return "NVD"
	case domain.FormatSTIX:
		return "STIX"
	case domain.FormatEPSS:
		return "EPSS"
	case domain.FormatCycloneDX:
		return "CycloneDX"
	case domain.FormatSPDX:
		return "SPDX"
	case domain.FormatSyft:
		return "syft"
	case domain.FormatHash:
		return Text("hash file")
	case domain.FormatSignature:
		return Text("signature")
	case domain.FormatProvider:
		return Text("index")
	case domain.FormatStated:
		return Text("typed in")
	}
	return inventoryName(f)
}

// inventoryName is the name of a format of lists of assets, or of what runs on them.
func inventoryName(f domain.Format) string {
	switch f {
	case domain.FormatCollected:
		return Text("collected")
	case domain.FormatWinget:
		return "winget"
	case domain.FormatPrograms:
		return Text("list of programs")
	case domain.FormatRegistry:
		return Text("registry dump")
	case domain.FormatHotfixes:
		return Text("list of updates")
	case domain.FormatPackages:
		return Text("list of packages")
	case domain.FormatOsquery:
		return "osquery"
	case domain.FormatGLPI:
		return "GLPI"
	case domain.FormatNmap:
		return Text("Nmap")
	case domain.FormatAssetList:
		return Text("list of assets")
	case domain.FormatHostList:
		return Text("list of hosts")
	case domain.FormatTickets:
		return Text("list of tickets")
	}
	return Text("not recognised")
}

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
	return Text("not recognised")
}

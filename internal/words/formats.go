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
		return "CVE record"
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
		return "hash file"
	case domain.FormatSignature:
		return "signature"
	case domain.FormatProvider:
		return "index"
	case domain.FormatStated:
		return "typed in"
	}
	return "not recognised"
}

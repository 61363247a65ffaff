package domain

// Item is what a reader hands on: exactly one of [Advisory], [Signal] and
// [Snapshot]. The sum is closed. A document of VEX statements is an Advisory: it has
// a publisher, an id and revisions, and raises and lowers verdicts like any other.
type Item interface{ item() }

func (Advisory) item() {}
func (Signal) item()   {}
func (Snapshot) item() {}

// Warning is something a reader noticed and lived with. Warnings are no errors:
// they travel with the item and are counted on the receipt.
type Warning struct {
	Code   Code   `json:"code"`
	Place  string `json:"place,omitzero"` // JSON Pointer or line
	Params Params `json:"params,omitzero"`
}

// Format names a wire format that bytes were recognised as.
type Format string

// The formats this program tells apart.
const (
	FormatCSAF      Format = "csaf"
	FormatOSV       Format = "osv"
	FormatCVE       Format = "cve"
	FormatKEV       Format = "kev"
	FormatEPSS      Format = "epss"
	FormatNVD       Format = "nvd"
	FormatSTIX      Format = "stix"
	FormatCycloneDX Format = "cyclonedx"
	FormatSPDX      Format = "spdx"
	FormatSyft      Format = "syft"
	FormatOpenVEX   Format = "openvex"
	FormatHash      Format = "hash"      // .sha256, .sha512 beside a document
	FormatSignature Format = "signature" // .asc, .sig, .minisig beside a document
	FormatKey       Format = "key"       // a public key
	FormatPayload   Format = "payload"   // a patch file: kept, never read
	FormatManifest  Format = "manifest"  // the signed list of a bundle's files
	FormatProvider  Format = "provider"  // provider-metadata.json, index.txt, changes.csv, ROLIE
	FormatStated    Format = "stated"    // what a person typed about an asset
	FormatUnknown   Format = "unknown"
)

// IsSBOM reports whether documents of the format are software bills of material.
func (f Format) IsSBOM() bool { return f == FormatCycloneDX || f == FormatSPDX || f == FormatSyft }

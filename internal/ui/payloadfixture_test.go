package ui

import (
	"context"
	"strings"

	"fenceline/internal/domain"
)

// withPayloads gives the task T-118 patch files of every sort: proven, merely
// hashed with a very long name, and one whose bytes are not here.
func withPayloads(f *fixture) *fixture {
	d := f.detail["T-118"]
	d.Payloads = []domain.Payload{
		{Digest: strings.Repeat("3f7a91c2", 8), Name: "apache-tomcat-10.1.52.exe", Size: 14 << 20, Badge: domain.BadgeVerified, Here: true,
			Proofs: []domain.Proof{{Sort: domain.ProofManifest, File: "cedar-hollow-2026-11-24.zip/manifest.json", Result: "proof_good", Key: strings.Repeat("D475", 16)}}},
		{Digest: strings.Repeat("0b44d1e9", 8), Name: "gateway-reverse-proxy-firmware-" + strings.Repeat("with-a-long-name-", 6) + "4.2.3.bin", Size: 912 << 20, Badge: domain.BadgeHash, Here: true},
		{Digest: strings.Repeat("77ac02f1", 8), Name: "tomcat-10.1.52.msi", Size: 9 << 20, Badge: domain.BadgeSigned},
	}
	f.detail["T-118"] = d
	return f
}

// withCSAF has documents that fail mandatory tests, and some that wait.
func withCSAF(f *fixture) *fixture {
	f.csaf = domain.CSAFStanding{Failing: 412, Waiting: 1174}
	return f
}

func (f *fixture) Payloads(context.Context) ([]domain.Payload, error) { return f.payloads, f.err }

// withPatchFiles has patch files that came in a bundle, of every sort.
func withPatchFiles(f *fixture) *fixture {
	f.payloads = withPayloads(f).detail["T-118"].Payloads
	f.payloads[0].For = []domain.PayloadBond{{Advisory: "CLH-2026-0417", Product: "Apache Tomcat", Version: "10.1.52"}}
	f.payloads[0].At, f.payloads[0].By, f.payloads[0].File = at(11, 24, 15, 5), "J.M.", "cedar-hollow-2026-11-24.zip/patches/apache-tomcat-10.1.52.exe"
	return f
}

package domain

import (
	"path"
	"slices"
	"strings"
	"time"
)

// Payload is a patch file that came in a bundle. The desk keeps its bytes packed
// under their hash and hands them on; it never opens or runs them.
type Payload struct {
	Digest string        `json:"digest"` // SHA-256 of the exact bytes, lower-case hexadecimal
	Name   string        `json:"name"`   // of the file, without folders
	File   string        `json:"file"`   // where it lay, as in FileReceipt.File
	Size   int64         `json:"size"`
	Packed int64         `json:"packed,omitzero"` // bytes it takes here
	Badge  Badge         `json:"badge"`
	Proofs []Proof       `json:"proofs,omitzero"`
	For    []PayloadBond `json:"for,omitzero"` // what the manifests say it is for
	At     time.Time     `json:"at"`
	By     string        `json:"by"`   // who imported it
	Here   bool          `json:"here"` // its bytes lie on this desk; a backup may be without them
}

// PayloadBond says what a payload is for. Every member that is filled in has to
// fit; one without any fits nothing.
type PayloadBond struct {
	Advisory string `json:"advisory,omitempty"` // id of an advisory, or one of its vulnerabilities
	Product  string `json:"product,omitempty"`  // name or package URL of what is patched
	Version  string `json:"version,omitempty"`  // that it brings
	URL      string `json:"url,omitempty"`      // of the remediation it is
}

// Fits reports whether the bond speaks of a task: ids are those of its advisories
// and vulnerabilities, urls those of its remediations.
func (b *PayloadBond) Fits(t *PatchTask, ids, urls []string) bool {
	if *b == (PayloadBond{}) {
		return false
	}
	has := func(list []string, one string) bool {
		return slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, one) })
	}
	product := func() bool {
		name := strings.ToLower(b.Product)
		return name == strings.ToLower(t.Name) || name == strings.ToLower(string(t.Key)) ||
			strings.HasPrefix(name, "pkg:") && path.Base(strings.SplitN(name, "@", 2)[0]) == strings.ToLower(path.Base(t.Name))
	}
	switch {
	case b.Advisory != "" && !has(ids, b.Advisory),
		b.URL != "" && !has(urls, b.URL),
		b.Product != "" && !product(),
		b.Version != "" && t.Version != "" && b.Version != t.Version && !slices.Contains(t.Updates, b.Version):
		return false
	}
	// A version alone is that of anything.
	return b.Advisory != "" || b.URL != "" || b.Product != ""
}

// DefaultPayloadLimit is how many MiB a payload may have that is kept, where the
// desk does not say otherwise.
const DefaultPayloadLimit = 4096

// MaxPayload is how many bytes a payload may have that is kept.
func (d *Desk) MaxPayload() int64 {
	switch {
	case d.PayloadMiB == 0:
		return DefaultPayloadLimit << 20
	case d.PayloadMiB < 0:
		return 0
	}
	return int64(d.PayloadMiB) << 20
}

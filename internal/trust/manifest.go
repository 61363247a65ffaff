package trust

import (
	"encoding/hex"
	"encoding/json"
	"path"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// ManifestName is the file in the root of a bundle that lists what belongs to it;
// its minisign signature lies beside it with ".minisig" behind the name.
const ManifestName = "fenceline-manifest.json"

// Manifest lists the files of a bundle with their digests. Signed with minisign,
// it vouches for each of them; sequence and previous show a bundle that was
// left out, repeated or put back.
type Manifest struct {
	Fenceline string         `json:"fenceline"` // "bundle manifest"
	Series    string         `json:"series"`    // whose sequence it is, a name of the sender's choice
	Sequence  int64          `json:"sequence"`  // from 1, one more for each bundle of the series
	Previous  string         `json:"previous"`  // SHA-256 of the manifest before; empty for the first
	Made      time.Time      `json:"made"`
	Files     []ManifestFile `json:"files"`
}

// ManifestFile is one file of the bundle.
type ManifestFile struct {
	Path    string `json:"path"`   // below the manifest's folder, slashes
	SHA256  string `json:"sha256"` // lower-case hexadecimal
	Size    int64  `json:"size"`
	Payload bool   `json:"payload,omitempty"` // a patch to be kept and handed on, never read

	For []domain.PayloadBond `json:"for,omitempty"` // what a payload is for
}

// IsManifest reports whether data says of itself that it is one.
func IsManifest(data []byte) bool {
	var m struct {
		Fenceline string `json:"fenceline"`
	}
	return json.Unmarshal(data, &m) == nil && m.Fenceline == "bundle manifest"
}

// ReadManifest reads and checks a manifest. Errors are Invalid, with the place.
func ReadManifest(data []byte) (*Manifest, error) {
	m := &Manifest{}
	if err := json.Unmarshal(data, m); err != nil {
		return nil, badManifest("", err)
	}
	switch {
	case m.Fenceline != "bundle manifest":
		return nil, badManifest("/fenceline", nil)
	case m.Series == "":
		return nil, badManifest("/series", nil)
	case m.Sequence < 1:
		return nil, badManifest("/sequence", nil)
	case m.Previous != "" && sortOf(m.Previous) != domain.ProofSHA256, m.Previous == "" && m.Sequence > 1:
		return nil, badManifest("/previous", nil)
	}
	seen := map[string]bool{}
	for i := range m.Files {
		f := &m.Files[i]
		place := "/files/" + strconv.Itoa(i)
		clean := path.Clean(f.Path)
		f.SHA256 = strings.ToLower(f.SHA256)
		switch {
		case f.Path == "" || clean != f.Path || path.IsAbs(clean) || clean == ".." || strings.HasPrefix(clean, "../"):
			return nil, badManifest(place+"/path", nil)
		case seen[clean]:
			return nil, badManifest(place+"/path", nil)
		case sortOf(f.SHA256) != domain.ProofSHA256:
			return nil, badManifest(place+"/sha256", nil)
		case f.Size < 0:
			return nil, badManifest(place+"/size", nil)
		}
		seen[clean] = true
	}
	return m, nil
}

func badManifest(place string, err error) error {
	return &domain.Error{Kind: domain.Invalid, Op: "read manifest", Place: place, Code: "manifest_invalid", Err: err}
}

// File gives the line of a path, or nil.
func (m *Manifest) File(name string) *ManifestFile {
	for i := range m.Files {
		if m.Files[i].Path == name {
			return &m.Files[i]
		}
	}
	return nil
}

// Check says what a manifest, whose own signature gave signed, proves of one of
// its files.
func (f *ManifestFile) Check(sums Sums, size int64, signed domain.Proof) domain.Proof {
	out := signed
	out.Sort = domain.ProofManifest
	if _, err := hex.DecodeString(f.SHA256); err != nil || f.SHA256 != sums.SHA256 || f.Size != size {
		out.Result = ResultTampered
	}
	return out
}

// Last is what is remembered of a series.
type Last struct {
	Sequence int64
	Digest   string // SHA-256 of the manifest
}

// Codes of what a sequence shows. Params: series, have, got.
const (
	SequenceGap      domain.Code = "sequence_gap"      // bundles between are missing
	SequenceRollback domain.Code = "sequence_rollback" // an older one than is here
	SequenceFork     domain.Code = "sequence_fork"     // another manifest under the same number, or another one before
)

// Follows compares a manifest, whose own SHA-256 is digest, with the last one of
// its series. nil: it follows, or it is the very same again.
func (m *Manifest) Follows(last Last, digest string) *domain.Warning {
	params := domain.Params{"series": m.Series, "have": strconv.FormatInt(last.Sequence, 10), "got": strconv.FormatInt(m.Sequence, 10)}
	warn := func(code domain.Code) *domain.Warning { return &domain.Warning{Code: code, Params: params} }
	switch {
	case last.Sequence == 0, m.Sequence == last.Sequence && digest == last.Digest:
		return nil
	case m.Sequence == last.Sequence, m.Sequence == last.Sequence+1 && m.Previous != last.Digest:
		return warn(SequenceFork)
	case m.Sequence < last.Sequence:
		return warn(SequenceRollback)
	case m.Sequence > last.Sequence+1:
		return warn(SequenceGap)
	}
	return nil
}

package trust

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"strings"
	"testing"

	"aead.dev/minisign"

	"fenceline/internal/domain"
)

func minisigner(t testing.TB) (minisign.PrivateKey, []domain.TrustKey) {
	t.Helper()
	public, private, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	data, err := public.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	keys, err := ReadKeys(append(data, '\n'))
	if err != nil {
		t.Fatal(err)
	}
	return private, keys
}

func TestCheckMinisign(t *testing.T) {
	private, keys := minisigner(t)
	_, others := minisigner(t)
	if k := keys[0]; len(k.Fingerprint) != 64 || k.Sort != domain.ProofMinisign || len(k.IDs) != 1 {
		t.Fatalf("read %+v", k)
	}
	hashed := minisign.NewReader(bytes.NewReader(text))
	if _, err := bytes.NewBuffer(nil).ReadFrom(hashed); err != nil {
		t.Fatal(err)
	}
	good := minisign.Sign(private, text)
	comment := bytes.Replace(good, []byte("timestamp:"), []byte("timestamq:"), 1)
	for _, c := range []struct {
		name      string
		data      []byte
		signature []byte
		keys      []domain.TrustKey
		want      domain.Code
	}{
		{"good", text, good, keys, ResultGood},
		{"good, of the hash", text, hashed.Sign(private), keys, ResultGood},
		{"line ends of Windows", text, bytes.ReplaceAll(good, []byte("\n"), []byte("\r\n")), keys, ResultGood},
		{"among others", text, good, append(others, keys...), ResultGood},
		{"tampered", []byte("x"), good, keys, ResultTampered},
		{"trusted comment changed", text, comment, keys, ResultTampered},
		{"unknown key", text, good, others, ResultUnknownKey},
		{"broken", text, []byte("untrusted comment: x\nabc"), keys, ResultBroken},
		{"empty", text, nil, keys, ResultBroken},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := CheckMinisign(c.data, c.signature, c.keys); got.Result != c.want {
				t.Errorf("got %s, want %s", got.Result, c.want)
			}
			want := c.want
			if want == ResultGood && c.name != "good, of the hash" {
				want = ResultBroken // of the older algorithm
			}
			got, err := CheckMinisignReader(bytes.NewReader(c.data), c.signature, c.keys)
			if err != nil || got.Result != want && got.Result != ResultBroken {
				t.Errorf("streamed: got %s, %v, want %s", got.Result, err, want)
			}
		})
	}
}

func manifest(t testing.TB, change func(*Manifest)) []byte {
	t.Helper()
	m := &Manifest{Fenceline: "bundle manifest", Series: "ridge-county", Sequence: 3, Previous: strings.Repeat("a", 64), Made: signed,
		Files: []ManifestFile{{Path: "csaf/a.json", SHA256: strings.Repeat("b", 64), Size: 7}}}
	if change != nil {
		change(m)
	}
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestReadManifest(t *testing.T) {
	m, err := ReadManifest(manifest(t, nil))
	if err != nil || m.File("csaf/a.json") == nil || m.File("b.json") != nil {
		t.Fatalf("%+v, %v", m, err)
	}
	if !IsManifest(manifest(t, nil)) || IsManifest([]byte(`{"fenceline":"stated device facts"}`)) || IsManifest([]byte("[]")) {
		t.Error("a manifest is not told from others")
	}
	for place, change := range map[string]func(*Manifest){
		"/fenceline":      func(m *Manifest) { m.Fenceline = "x" },
		"/series":         func(m *Manifest) { m.Series = "" },
		"/sequence":       func(m *Manifest) { m.Sequence = 0 },
		"/previous":       func(m *Manifest) { m.Previous = "" },
		"/files/0/path":   func(m *Manifest) { m.Files[0].Path = "../a.json" },
		"/files/0/sha256": func(m *Manifest) { m.Files[0].SHA256 = "b" },
		"/files/0/size":   func(m *Manifest) { m.Files[0].Size = -1 },
		"/files/1/path":   func(m *Manifest) { m.Files = append(m.Files, m.Files[0]) },
	} {
		_, err := ReadManifest(manifest(t, change))
		e, ok := err.(*domain.Error)
		if !ok || e.Kind != domain.Invalid || e.Place != place {
			t.Errorf("%s: %v", place, err)
		}
	}
	if _, err := ReadManifest([]byte("{")); !domain.Is(err, domain.Invalid) {
		t.Errorf("cut off: %v", err)
	}
}

func TestManifestFile(t *testing.T) {
	sums, err := SumsOf(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	by := domain.Proof{Sort: domain.ProofMinisign, Result: ResultGood, Key: "K", File: "fenceline-manifest.json"}
	f := ManifestFile{Path: "a", SHA256: sums.SHA256, Size: int64(len(text))}
	if got := f.Check(sums, f.Size, by); got.Result != ResultGood || got.Key != "K" || got.Sort != domain.ProofManifest {
		t.Errorf("got %+v", got)
	}
	if got := f.Check(sums, f.Size+1, by); got.Result != ResultTampered {
		t.Errorf("other size: %+v", got)
	}
	if got := f.Check(Sums{}, f.Size, by); got.Result != ResultTampered {
		t.Errorf("other bytes: %+v", got)
	}
}

func TestFollows(t *testing.T) {
	a, b := strings.Repeat("a", 64), strings.Repeat("b", 64)
	for _, c := range []struct {
		name     string
		last     Last
		sequence int64
		previous string
		want     domain.Code
	}{
		{"the first one here", Last{}, 7, a, ""},
		{"the next", Last{6, a}, 7, a, ""},
		{"the same again", Last{7, b}, 7, a, ""},
		{"a gap", Last{4, a}, 7, a, SequenceGap},
		{"an older one", Last{9, a}, 7, a, SequenceRollback},
		{"the same number, other bytes", Last{7, a}, 7, a, SequenceFork},
		{"the next of another one", Last{6, b}, 7, a, SequenceFork},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := &Manifest{Series: "s", Sequence: c.sequence, Previous: c.previous}
			got := domain.Code("")
			if w := m.Follows(c.last, b); w != nil {
				got = w.Code
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

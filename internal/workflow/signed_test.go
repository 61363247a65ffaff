package workflow

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ProtonMail/go-crypto/openpgp/armor"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	openpgp "github.com/ProtonMail/go-crypto/openpgp/v2"

	"fenceline/internal/domain"
)

const alder = "https://alder.example"

// signer is a key pair made for one test.
type signer struct {
	t           testing.TB
	entity      *openpgp.Entity
	fingerprint string
}

func newSigner(t testing.TB, name string) *signer {
	t.Helper()
	at := func() time.Time { return dayOne.AddDate(-1, 0, 0) }
	e, err := openpgp.NewEntity(name, "", "psirt@example.org", &packet.Config{Time: at, Algorithm: packet.PubKeyAlgoEdDSA})
	if err != nil {
		t.Fatal(err)
	}
	return &signer{t, e, strings.ToUpper(hex.EncodeToString(e.PrimaryKey.Fingerprint))}
}

func (s *signer) sign(text string) string {
	s.t.Helper()
	at := func() time.Time { return dayOne.AddDate(0, -1, 0) }
	var out bytes.Buffer
	err := openpgp.ArmoredDetachSign(&out, []*openpgp.Entity{s.entity}, strings.NewReader(text), &openpgp.SignParams{Config: &packet.Config{Time: at}})
	if err != nil {
		s.t.Fatal(err)
	}
	return out.String()
}

func (s *signer) public() string {
	s.t.Helper()
	var out bytes.Buffer
	w, err := armor.Encode(&out, openpgp.PublicKeyType, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.entity.Serialize(w); err != nil {
		s.t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		s.t.Fatal(err)
	}
	return out.String()
}

// files writes a bundle of files and gives its folder.
func files(t testing.TB, all map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range all {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// advisory writes a CSAF document about npm packages; statuses are "package status".
func advisory(id string, revision int, statuses ...string) string {
	var products, lists []string
	for i, s := range statuses {
		name, status, _ := strings.Cut(s, " ")
		products = append(products, fmt.Sprintf(`{"product_id":"P%d","name":%q,"product_identification_helper":{"purl":"pkg:npm/%s@1.0.0"}}`, i, name, name))
		lists = append(lists, fmt.Sprintf(`{"cve":"CVE-2026-9200%d","product_status":{%q:["P%d"]}}`, len(name)%10, status, i))
	}
	return fmt.Sprintf(`{"document":{"category":"csaf_security_advisory","csaf_version":"2.0","title":%q,"publisher":{"category":"vendor","name":"Alder","namespace":%q},
"tracking":{"id":%q,"status":"final","version":"%d","initial_release_date":"2026-11-01T00:00:00Z","current_release_date":"2026-11-%02dT00:00:00Z","revision_history":[{"date":"2026-11-01T00:00:00Z","number":"%d","summary":"x"}]}},
"product_tree":{"full_product_names":[%s]},"vulnerabilities":[%s]}`,
		fmt.Sprintf("%s, revision %d", id, revision), alder, id, revision, revision, revision, strings.Join(products, ","), strings.Join(lists, ","))
}

// inventory is an asset with the npm packages, all at 1.0.0.
func inventory(t testing.TB, d *Desk, packages ...string) {
	t.Helper()
	if _, err := d.AddAsset(t.Context(), domain.Asset{Name: "PORTAL-01", Kind: "server"}); err != nil {
		t.Fatal(err)
	}
	var parts []string
	for _, p := range packages {
		parts = append(parts, fmt.Sprintf(`{"bom-ref":%q,"type":"library","name":%q,"version":"1.0.0","purl":"pkg:npm/%s@1.0.0"}`, p, p, p))
	}
	folder := files(t, map[string]string{"a.cdx.json": `{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"components":[` + strings.Join(parts, ",") + `]}`})
	if _, err := d.ImportSBOM(t.Context(), "PORTAL-01", filepath.Join(folder, "a.cdx.json"), ""); err != nil {
		t.Fatal(err)
	}
}

func mustImport(t testing.TB, d *Desk, all map[string]string) domain.Receipt {
	t.Helper()
	receipt, err := d.Import(t.Context(), []string{files(t, all)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return receipt
}

// badges lists "id badge" of all advisories.
func badges(t testing.TB, d *Desk) string {
	t.Helper()
	all, _, err := d.Advisories(t.Context(), "", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, a := range all {
		out = append(out, a.ID+" "+string(a.Badge))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// affected lists the names of affected components, each once.
func affected(t testing.TB, d *Desk) string {
	t.Helper()
	all, _, err := d.Findings(t.Context(), FindingFilter{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range all {
		if f.Verdict == domain.Affected {
			out = append(out, f.Name)
		}
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), " ")
}

func sum256(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }
func sum512(text string) string { return fmt.Sprintf("%x", sha512.Sum512([]byte(text))) }

func packed(t testing.TB, text string) string {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

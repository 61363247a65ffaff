package report

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
)

// vexSample holds each status, a product of a registry, of a distribution and of a
// vendor, one about every asset and one about a single one.
func vexSample() domain.VEXDocument {
	at := func(day int) time.Time { return time.Date(2026, 11, day, 15, 0, 0, 0, time.UTC) }
	lodash := domain.VEXProduct{Key: "npm/lodash", Name: "lodash", Versions: []string{"4.17.20"}, PURL: "pkg:npm/lodash"}
	ssl := domain.VEXProduct{Key: "deb/debian/libssl3", Name: "libssl3", Stream: "Debian:12", Versions: []string{"3.0.9-1"}, PURL: "pkg:deb/debian/libssl3?distro=debian-12"}
	pump := domain.VEXProduct{Key: "vp/meridian/lvp 8", Name: "LVP-8", Vendor: "Meridian", CPE: "cpe:2.3:h:meridian:lvp-8:*:*:*:*:*:*:*:*"}
	return domain.VEXDocument{Operator: "Cedar Hollow Hospital", Namespace: "https://cedarhollow.example", Program: "Fenceline 0.1.0", Audience: Examiner, TLP: domain.TLPAmber,
		Changes: []domain.VEXChange{{At: at(24), Decision: "V-1"}, {At: at(24), Decision: "V-2"}, {At: at(25), Decision: "V-3"}, {At: at(25), Decision: "V-4"}, {At: at(26), Decision: "V-4", Undone: true}},
		Statements: []domain.VEXStatement{
			{Decision: "V-1", Vulnerability: "CVE-2026-90001", Aliases: []string{"CVE-2026-90009", "GHSA-aaaa-bbbb-cccc"}, Product: lodash, Asset: "01ARZ3NDEKTSV4RRFFQ69G5FAV", AssetName: "PORTAL-01",
				Status: domain.StatusNotAffected, Justification: "vulnerable_code_not_in_execute_path", Impact: "The <template> function is never called.", Said: at(24)},
			{Decision: "V-1", Vulnerability: "CVE-2026-90001", Aliases: []string{"CVE-2026-90009", "GHSA-aaaa-bbbb-cccc"}, Product: lodash, Asset: "01ARZ3NDEKTSV4RRFFQ69G5FAW", AssetName: "PORTAL-02",
				Status: domain.StatusNotAffected, Justification: "vulnerable_code_not_in_execute_path", Impact: "The <template> function is never called.", Said: at(24)},
			{Decision: "V-2", Vulnerability: "CVE-2026-90002", Product: pump, Status: domain.StatusAffected, Action: "Keep it in its own network segment.", Said: at(24)},
			{Decision: "V-4", Vulnerability: "CVE-2026-90002", Product: ssl, Status: domain.StatusUnderInvestigation, Undone: true, Said: at(26)},
			{Decision: "V-3", Vulnerability: "MERIDIAN-2026-7", Product: ssl, Status: domain.StatusFixed, Said: at(25)},
		}}
}

func TestVEXDocuments(t *testing.T) {
	for name, write := range map[string]func(io.Writer, domain.VEXDocument) error{"own.openvex.json": OpenVEX, "own.csaf.json": CSAFVEX} {
		t.Run(name, func(t *testing.T) {
			var first, again bytes.Buffer
			if err := write(&first, vexSample()); err != nil {
				t.Fatal(err)
			}
			if err := write(&again, vexSample()); err != nil || !bytes.Equal(first.Bytes(), again.Bytes()) {
				t.Fatalf("two exports of one document differ (%v)", err)
			}
			path := filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(path, first.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), first.String()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		})
	}
}

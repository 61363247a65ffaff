package workflow

import (
	"os"
	"path/filepath"
	"testing"

	"fenceline/internal/domain"
)

// A fix is one task although its advisory speaks of the component by a weaker
// name than the task does, and although the second asset comes later.
func TestOneTaskWhateverNameTheAdvisoryUsed(t *testing.T) {
	folder := t.TempDir()
	write := func(name, content string) string {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	record := write("cve.json", `{"dataType":"CVE_RECORD","dataVersion":"5.1","cveMetadata":{"cveId":"CVE-2026-1234","assignerOrgId":"b7ea0a3e-61b1-4b64-a4b0-7b1d1b7e0d11","state":"PUBLISHED"},
"containers":{"cna":{"providerMetadata":{"orgId":"b7ea0a3e-61b1-4b64-a4b0-7b1d1b7e0d11"},"descriptions":[{"lang":"en","value":"A flaw."}],
"references":[{"url":"https://example.org/1"}],
"affected":[{"vendor":"Acme","product":"Gate","defaultStatus":"unaffected","versions":[{"version":"0","lessThan":"2.0.0","status":"affected","versionType":"semver"}]}]}}}`)
	sbom := write("sbom.json", `{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[{"type":"library","name":"gate","version":"1.0.0",
"purl":"pkg:npm/gate@1.0.0","cpe":"cpe:2.3:a:acme:gate:1.0.0:*:*:*:*:*:*:*"}]}`)
	d := openDesk(t, filepath.Join(folder, "desk"), &clock{now: dayOne})
	if _, err := d.Import(t.Context(), []string{record}, nil); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"web", "db", "mail"} {
		a, err := d.AddAsset(t.Context(), domain.Asset{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.ImportSBOM(t.Context(), a.ID, sbom, ""); err != nil {
			t.Fatal(err)
		}
	}
	tasks, err := d.Tasks(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	if len(tasks) != 1 || tasks[0].Total != 3 {
		t.Errorf("got %+v, want one task with three targets", tasks)
	}
}

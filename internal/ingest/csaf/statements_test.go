package csaf

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// line is a product line with two versions, a host and a group.
const line = `{"branches":[{"category":"vendor","name":"V","branches":[{"category":"product_name","name":"P","branches":[
  {"category":"product_version_range","name":"vers:generic/<2","product":{"name":"P <2","product_id":"OLD"}},
  {"category":"product_version","name":"2.0","product":{"name":"P 2.0","product_id":"NEW"}}]},
  {"category":"product_name","name":"Q","product":{"name":"Q","product_id":"Q"}}]}],
  "product_groups":[{"group_id":"G","product_ids":["OLD","Q","GONE"]}]}`

func TestDecodeStatements(t *testing.T) {
	got := mustDecode(t, document(line, `[{"cve":"CVE-2026-1",
	 "product_status":{"known_affected":["OLD"],"first_affected":["OLD"],"fixed":["NEW"],"first_fixed":["NEW"],"known_not_affected":["Q"],"recommended":["NEW"],"unknown":["Q"]},
	 "flags":[{"label":"component_not_present","product_ids":["Q","OLD"]}],
	 "threats":[{"category":"impact","details":"not used","product_ids":["Q"]},{"category":"exploit_status","details":"none","product_ids":["Q"]}],
	 "remediations":[
	  {"category":"vendor_fix","details":"Update","url":"https://pumps.example/2","date":"2026-06-01T00:00:00Z","product_ids":["OLD"],"entitlements":["contract"],"restart_required":{"category":"system"}},
	  {"category":"mitigation","details":"Filter","group_ids":["G"],"product_ids":["OLD"]},
	  {"category":"workaround","details":"Everyone"}]}]`))
	fix := domain.Remediation{Category: "vendor_fix", Details: "Update", URL: "https://pumps.example/2", Restart: "system",
		Date: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), Entitlements: []string{"contract"}}
	filter := domain.Remediation{Category: "mitigation", Details: "Filter"}
	everyone := domain.Remediation{Category: "workaround", Details: "Everyone"}
	want := []domain.Statement{
		{Vulnerability: "CVE-2026-1", Product: "OLD", Status: domain.StatusAffected, Fixed: []string{"2.0"},
			Versions: domain.VersionSet{Kind: domain.SetVers, Text: "vers:generic/<2"}, Remediations: []domain.Remediation{fix, filter, everyone}},
		{Vulnerability: "CVE-2026-1", Product: "Q", Status: domain.StatusNotAffected, Justification: "component_not_present",
			Impact: "not used", Remediations: []domain.Remediation{filter, everyone}},
		{Vulnerability: "CVE-2026-1", Product: "NEW", Status: domain.StatusFixed,
			Versions: domain.VersionSet{Kind: domain.SetExact, Exact: []string{"2.0"}}, Remediations: []domain.Remediation{everyone}},
	}
	if diff := cmp.Diff(want, got.Statements); diff != "" {
		t.Error(diff)
	}
	if got.Warnings != nil {
		t.Errorf("warnings: %v", got.Warnings)
	}
}

func TestDecodeOddStatements(t *testing.T) {
	tests := []struct {
		name, vulnerability string
		statements          int
		code                domain.Code
	}{
		{"product that is not there", `{"cve":"CVE-2026-1","product_status":{"known_affected":["GONE"]}}`, 1, WarnUndefined},
		{"null product", `{"cve":"CVE-2026-1","product_status":{"known_affected":[null,"Q"]}}`, 1, jsondoc.WarnNull},
		{"affected and not", `{"cve":"CVE-2026-1","product_status":{"known_affected":["Q"],"known_not_affected":["Q"]}}`, 2, WarnConflict},
		{"group that is not there", `{"cve":"CVE-2026-1","product_status":{"known_affected":["Q"]},"remediations":[{"category":"vendor_fix","details":"x","group_ids":["H"]}]}`, 1, WarnGroup},
		{"null remediation", `{"cve":"CVE-2026-1","product_status":{"known_affected":["Q"]},"remediations":[null]}`, 1, jsondoc.WarnNull},
		{"remediation with a date that is none", `{"cve":"CVE-2026-1","product_status":{"known_affected":["Q"]},"remediations":[{"category":"vendor_fix","details":"x","date":"NaN","product_ids":["Q"]}]}`, 1, jsondoc.WarnDate},
		{"product named twice", `{"cve":"CVE-2026-1","product_status":{"known_affected":["Q","Q"],"last_affected":["Q"]}}`, 1, ""},
		{"no status", `{"cve":"CVE-2026-1"}`, 0, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := mustDecode(t, document(line, "["+test.vulnerability+"]"))
			if len(got.Statements) != test.statements {
				t.Errorf("got %d statements, want %d", len(got.Statements), test.statements)
			}
			if test.code != "" && warned(got, test.code) != 1 || test.code == "" && len(got.Warnings) > 0 {
				t.Errorf("warnings %v, want one %q", got.Warnings, test.code)
			}
		})
	}
}

// big writes a document of n products on one line, with one group of all of them
// and as many remediations of that group as asked.
func big(n, remediations int) string {
	var branches, ids, fixes strings.Builder
	for i := range n {
		if i > 0 {
			branches.WriteByte(',')
			ids.WriteByte(',')
		}
		fmt.Fprintf(&branches, `{"category":"product_version","name":"%d","product":{"name":"P %d","product_id":"CSAFPID-%d"}}`, i, i, i)
		fmt.Fprintf(&ids, `"CSAFPID-%d"`, i)
	}
	for i := range remediations {
		if i > 0 {
			fixes.WriteByte(',')
		}
		fmt.Fprintf(&fixes, `{"category":"vendor_fix","details":"step %d","group_ids":["G"]}`, i)
	}
	return document(`{"branches":[{"category":"vendor","name":"V","branches":[`+branches.String()+`]}],"product_groups":[{"group_id":"G","product_ids":[`+ids.String()+`]}]}`,
		`[{"cve":"CVE-2026-1","product_status":{"known_affected":[`+ids.String()+`],"fixed":[`+ids.String()+`]},"remediations":[`+fixes.String()+`]}]`)
}

func TestDecodeManyProducts(t *testing.T) {
	const n = 30_000
	got := mustDecode(t, big(n, 20))
	if len(got.Products) != n || len(got.Statements) != 2*n || len(got.Statements[n-1].Remediations) != 20 {
		t.Fatalf("got %d products, %d statements", len(got.Products), len(got.Statements))
	}
	if &got.Statements[0].Remediations[0] != &got.Statements[2*n-1].Remediations[0] {
		t.Error("products with the same advice do not share it")
	}
}

func TestDecodeRefusesReferencesThatMultiply(t *testing.T) {
	_, err := decode(big(20_000, 1_100))
	var own *domain.Error
	if !errors.As(err, &own) || own.Code != jsondoc.CodeWork || own.Kind != domain.Untrusted || own.Place == "" {
		t.Errorf("got %v, want %s", err, jsondoc.CodeWork)
	}
}

func BenchmarkThirtyThousandProducts(b *testing.B) {
	text := big(30_000, 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decode(text); err != nil {
			b.Fatal(err)
		}
	}
}

func TestDecodeFixedOfTheSameLineOnly(t *testing.T) {
	got := mustDecode(t, document(`{"branches":[{"category":"architecture","name":"x86_64","branches":[
	  {"category":"product_version","name":"a-1","product":{"name":"a","product_id":"A1","product_identification_helper":{"purl":"pkg:rpm/redhat/a@1?arch=x86_64"}}},
	  {"category":"product_version","name":"a-2","product":{"name":"a","product_id":"A2","product_identification_helper":{"purl":"pkg:rpm/redhat/a@2?arch=x86_64"}}},
	  {"category":"product_version","name":"b-9","product":{"name":"b","product_id":"B9","product_identification_helper":{"purl":"pkg:rpm/redhat/b@9"}}},
	  {"category":"product_version","name":"7","product":{"name":"plain","product_id":"C7"}}]}],
	 "full_product_names":[{"name":"OS 8","product_id":"OS8"},{"name":"OS 9","product_id":"OS9"}],
	 "relationships":[
	  {"category":"default_component_of","full_product_name":{"name":"x","product_id":"A1on8"},"product_reference":"A1","relates_to_product_reference":"OS8"},
	  {"category":"default_component_of","full_product_name":{"name":"x","product_id":"A2on8"},"product_reference":"A2","relates_to_product_reference":"OS8"},
	  {"category":"default_component_of","full_product_name":{"name":"x","product_id":"A2on9"},"product_reference":"A2","relates_to_product_reference":"OS9"}]}`,
		`[{"cve":"CVE-2026-1","product_status":{"known_affected":["A1","A1on8","C7"],"fixed":["A2","B9","A2on8"]}},
		  {"cve":"CVE-2026-2","product_status":{"known_affected":["A1on8"],"fixed":["A2on9"]}}]`))
	want := map[string]string{"CVE-2026-1 A1": "[2]", "CVE-2026-1 A1on8": "[2]", "CVE-2026-1 C7": "[]", "CVE-2026-2 A1on8": "[]"}
	for _, s := range got.Statements {
		if s.Status != domain.StatusAffected {
			continue
		}
		if name := s.Vulnerability + " " + s.Product; want[name] != fmt.Sprint(s.Fixed) {
			t.Errorf("%s: fixed %v, want %s", name, s.Fixed, want[name])
		}
	}
}

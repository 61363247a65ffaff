package csaf

import (
	"slices"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

// TestWarnsOfExtensions: clause 10 of CSAF 2.1 by way of section 2.4.4.2.
func TestWarnsOfExtensions(t *testing.T) {
	ext := func(name, category string) string {
		return `"x_extensions":[{"$schema":"https://example.com/` + name + `_1.0.0.json","category":"` + category + `","content":{"a":1}}]`
	}
	text := document(`{"branches":[{"category":"vendor","name":"V","branches":[{"category":"product_name","name":"P","product":{"name":"P","product_id":"P",`+ext("branch", "essential")+`}}]}],
	 "full_product_names":[{"name":"Q","product_id":"Q",`+ext("name", "significant")+`}],
	 "product_paths":[{"beginning_product_reference":"P","subpaths":[{"category":"installed_on","next_product_reference":"Q"}],"full_product_name":{"name":"PQ","product_id":"PQ",`+ext("path", "essential")+`}}]}`,
		`[{"cve":"CVE-2026-1",`+ext("flaw", "supplementary")+`,"metrics":[{"products":["P"],"content":{`+ext("metric", "significant")+`}}]},
		 {"cve":"CVE-2026-2",`+ext("branch", "essential")+`,"metrics":[{"products":["P"],"content":{"x_extensions":{"odd":1}}}]}]`)
	text = strings.TrimSuffix(text, "}") + "," + ext("root", "essential") + "}"
	var got []string
	if err := Decode(strings.NewReader(text), func(item domain.Item) error {
		a := item.(domain.Advisory)
		for _, w := range a.Warnings {
			if strings.HasPrefix(string(w.Code), "csaf_extension") {
				got = append(got, strings.TrimPrefix(string(w.Code), "csaf_extension_")+" "+w.Place+" "+w.Params["extension"])
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"essential /x_extensions/0 https://example.com/root_1.0.0.json",
		"essential /product_tree/branches/0/branches/0/product/x_extensions/0 https://example.com/branch_1.0.0.json",
		"significant /product_tree/full_product_names/0/x_extensions/0 https://example.com/name_1.0.0.json",
		"essential /product_tree/product_paths/0/full_product_name/x_extensions/0 https://example.com/path_1.0.0.json",
		"significant /vulnerabilities/0/metrics/0/content/x_extensions/0 https://example.com/metric_1.0.0.json",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

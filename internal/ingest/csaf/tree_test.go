package csaf

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

func TestDecodeTree(t *testing.T) {
	got := mustDecode(t, document(`{
	 "branches":[{"category":"vendor","name":"Maker","branches":[
	   {"category":"product_family","name":"Pumps","branches":[
	     {"category":"product_name","name":"P1","branches":[
	       {"category":"product_version","name":"1.0","product":{"name":"Maker P1 1.0","product_id":"A","product_identification_helper":{
	         "cpe":"cpe:2.3:h:maker:p1:1.0:*:*:*:*:*:*:*","model_numbers":["M1"],"serial_numbers":["S1"],"skus":["K1"],"purl":"pkg:generic/p1@1.0",
	         "hashes":[{"filename":"f","file_hashes":[{"algorithm":"SHA256","value":"AB12"}]}]}}},
	       {"category":"product_version_range","name":"vers:generic/<2.0","product":{"name":"Maker P1 <2.0","product_id":"B"}}]}]},
	   {"category":"product_family","name":"Cables","branches":[{"category":"product_version","name":"7","product":{"name":"Cable","product_id":"F"}}]},
	   null]}],
	 "full_product_names":[{"name":"Host OS","product_id":"C"},null],
	 "relationships":[
	   {"category":"installed_on","full_product_name":{"name":"P1 on P1 on Host","product_id":"E"},"product_reference":"D","relates_to_product_reference":"C"},
	   {"category":"installed_on","full_product_name":{"name":"P1 on Host","product_id":"D"},"product_reference":"A","relates_to_product_reference":"C"}]}`, `[]`))
	helper := func(p domain.Product) domain.Product {
		p.CPEs, p.PURLs = []string{"cpe:2.3:h:maker:p1:1.0:*:*:*:*:*:*:*"}, []string{"pkg:generic/p1@1.0"}
		p.Models, p.Serials, p.SKUs = []string{"M1"}, []string{"S1"}, []string{"K1"}
		p.Hashes = []domain.Hash{{Algorithm: "sha256", Value: "ab12"}}
		return p
	}
	path := func(last domain.Branch) []domain.Branch {
		return []domain.Branch{{Category: "vendor", Name: "Maker"}, {Category: "product_family", Name: "Pumps"}, {Category: "product_name", Name: "P1"}, last}
	}
	want := []domain.Product{
		helper(domain.Product{Ref: "A", Name: "Maker P1 1.0", Vendor: "Maker", Product: "P1", Version: "1.0",
			Path: path(domain.Branch{Category: "product_version", Name: "1.0"})}),
		{Ref: "B", Name: "Maker P1 <2.0", Vendor: "Maker", Product: "P1", VersionRange: "vers:generic/<2.0",
			Path: path(domain.Branch{Category: "product_version_range", Name: "vers:generic/<2.0"})},
		{Ref: "F", Name: "Cable", Vendor: "Maker", Product: "Cables", Version: "7", Path: []domain.Branch{
			{Category: "vendor", Name: "Maker"}, {Category: "product_family", Name: "Cables"}, {Category: "product_version", Name: "7"}}},
		{Ref: "C", Name: "Host OS"},
		helper(domain.Product{Ref: "D", Name: "P1 on Host", Vendor: "Maker", Product: "P1", Version: "1.0",
			Relationship: &domain.Relationship{Category: "installed_on", Product: "A", RelatesTo: "C"}}),
		helper(domain.Product{Ref: "E", Name: "P1 on P1 on Host", Vendor: "Maker", Product: "P1", Version: "1.0",
			Relationship: &domain.Relationship{Category: "installed_on", Product: "D", RelatesTo: "C"}}),
	}
	if diff := cmp.Diff(want, got.Products); diff != "" {
		t.Error(diff)
	}
	if len(got.Warnings) != 2 || got.Warnings[0].Code != jsondoc.WarnNull || got.Warnings[0].Place != "/product_tree/branches/0/branches/2" {
		t.Errorf("warnings: %v", got.Warnings)
	}
}

func TestDecodeTreeOf21(t *testing.T) {
	got := mustDecode(t, document(`{"full_product_names":[{"name":"App","product_id":"A","product_identification_helper":{"purls":["pkg:npm/a@1","pkg:npm/b@1"]}},
	  {"name":"OS","product_id":"B"},{"name":"Box","product_id":"C"}],
	 "product_paths":[{"beginning_product_reference":"A","full_product_name":{"name":"App on OS in Box","product_id":"D"},
	  "subpaths":[{"category":"installed_on","next_product_reference":"B"},{"category":"default_component_of","next_product_reference":"C"}]}]}`, `[]`))
	want := domain.Product{Ref: "D", Name: "App on OS in Box", PURLs: []string{"pkg:npm/a@1", "pkg:npm/b@1"},
		Relationship: &domain.Relationship{Category: "installed_on", Product: "A", RelatesTo: "B"}}
	if diff := cmp.Diff(want, got.Products[3]); diff != "" {
		t.Error(diff)
	}
	if warned(got, WarnPath) != 1 {
		t.Errorf("warnings: %v", got.Warnings)
	}
}

func TestDecodeOddTrees(t *testing.T) {
	tests := []struct {
		name, tree string
		refs       []string
		code       domain.Code
	}{
		{"the same product twice, word for word", `{"full_product_names":[{"name":"A","product_id":"A"},{"name":"A","product_id":"A"}]}`, []string{"A"}, ""},
		{"one id for two products", `{"full_product_names":[{"name":"A","product_id":"A"},{"name":"B","product_id":"A"},{"name":"C","product_id":"A"}]}`, []string{"A", "A#2", "A#3"}, WarnTwice},
		{"an id that a twin would take", `{"full_product_names":[{"name":"X","product_id":"A#2"},{"name":"A","product_id":"A"},{"name":"B","product_id":"A"}]}`, []string{"A#2", "A", "A#3"}, WarnTwice},
		{"branch that only groups", `{"branches":[{"branches":[{"category":"vendor","name":"V","product":{"name":"P","product_id":"A"}}]}]}`, []string{"A"}, WarnBranch},
		{"relationship to itself", `{"relationships":[{"category":"installed_on","full_product_name":{"name":"A","product_id":"A"},"product_reference":"A","relates_to_product_reference":"B"}]}`, []string{"A"}, WarnCircle},
		{"relationships in a circle", `{"relationships":[
		  {"category":"x","full_product_name":{"name":"A","product_id":"A"},"product_reference":"B","relates_to_product_reference":"A"},
		  {"category":"x","full_product_name":{"name":"B","product_id":"B"},"product_reference":"A","relates_to_product_reference":"A"}]}`, []string{"B", "A"}, WarnCircle},
		{"relationship of what is not there", `{"relationships":[{"category":"x","full_product_name":{"name":"A","product_id":"A"},"product_reference":"Z","relates_to_product_reference":"Y"}]}`, []string{"A"}, WarnUndefined},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := mustDecode(t, document(test.tree, `[{"cve":"CVE-2026-1","product_status":{"known_affected":["A"]}}]`))
			var refs []string
			for _, p := range got.Products {
				refs = append(refs, p.Ref)
			}
			if diff := cmp.Diff(test.refs, refs); diff != "" {
				t.Error(diff)
			}
			if test.code != "" && warned(got, test.code) == 0 || test.code == "" && len(got.Warnings) > 0 {
				t.Errorf("warnings %v, want %q", got.Warnings, test.code)
			}
			if len(got.Statements) == 0 {
				t.Error("no statement about A")
			}
		})
	}
}

func TestVersions(t *testing.T) {
	exact := func(v ...string) domain.VersionSet { return domain.VersionSet{Kind: domain.SetExact, Exact: v} }
	text := func(s string) domain.VersionSet { return domain.VersionSet{Kind: domain.SetText, Text: s} }
	vers := func(s string) domain.VersionSet { return domain.VersionSet{Kind: domain.SetVers, Text: s} }
	tests := []struct {
		name    string
		product domain.Product
		want    domain.VersionSet
		ranged  bool
	}{
		{"nothing", domain.Product{}, domain.VersionSet{}, false},
		{"version", domain.Product{Version: "1.2"}, exact("1.2"), false},
		{"version with edge blanks", domain.Product{Version: " V1.2 "}, exact("V1.2"), false},
		{"version of several words", domain.Product{Version: "12.2 SP1 Build 7"}, text("12.2 SP1 Build 7"), false},
		{"model as a version", domain.Product{Version: "1766-L32BXBA"}, text("1766-L32BXBA"), false},
		{"version that is unknown", domain.Product{Version: "n/a"}, domain.VersionSet{}, false},
		{"vers as a version", domain.Product{Version: "vers:all/*"}, vers("vers:all/*"), true},
		{"range as a version", domain.Product{Version: "< V4.1"}, text("< V4.1"), true},
		{"words as a version", domain.Product{Version: "All versions"}, text("All versions"), false},
		{"sentence as a version", domain.Product{Version: "2.0 through 2.4"}, text("2.0 through 2.4"), false},
		{"vers", domain.Product{VersionRange: "vers:semver/>=1|<2"}, vers("vers:semver/>=1|<2"), false},
		{"vers behind a blank", domain.Product{VersionRange: " vers:all/*"}, vers(" vers:all/*"), false},
		{"range in words", domain.Product{VersionRange: "<V5"}, text("<V5"), false},
		{"range goes before purl", domain.Product{VersionRange: "<5", PURLs: []string{"pkg:npm/a@4"}}, text("<5"), false},
		{"purl", domain.Product{PURLs: []string{"pkg:npm/%40a/b@4.1.0-rc%2B1?x=y#z"}}, exact("4.1.0-rc+1"), false},
		{"purl goes before version", domain.Product{Version: "b-4.1", PURLs: []string{"pkg:npm/b@4.1"}}, exact("4.1"), false},
		{"purls", domain.Product{PURLs: []string{"pkg:npm/a@1", "pkg:npm/b@2", "pkg:npm/c@1"}}, exact("1", "2"), false},
		{"purl without version", domain.Product{Version: "3", PURLs: []string{"pkg:npm/a"}}, exact("3"), false},
		{"scope of a purl is no version", domain.Product{PURLs: []string{"pkg:npm/@a/b"}}, domain.VersionSet{}, false},
		{"epoch of an RPM", domain.Product{PURLs: []string{"pkg:rpm/redhat/bind@9.11-1.el8?arch=src&epoch=32"}}, exact("32:9.11-1.el8"), false},
		{"epoch zero", domain.Product{PURLs: []string{"pkg:rpm/redhat/bind@9.11-1.el8?epoch=0"}}, exact("9.11-1.el8"), false},
		{"no purl", domain.Product{PURLs: []string{"http://x@1"}}, domain.VersionSet{}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, ranged := versions(&test.product)
			if diff := cmp.Diff(test.want, got); diff != "" || ranged != test.ranged {
				t.Errorf("ranged %v, %s", ranged, diff)
			}
		})
	}
}

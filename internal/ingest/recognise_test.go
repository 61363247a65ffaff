package ingest

import (
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

func TestRecognise(t *testing.T) {
	tests := []struct {
		name, file, text string
		want             domain.Format
	}{
		{"csaf", "x", samples["pm-1.json"], domain.FormatCSAF},
		{"csaf with its tree first", "x", `{"product_tree":{"branches":[]},"document":{"category":"x","csaf_version":"2.0"}}`, domain.FormatCSAF},
		{"csaf without version", "x", `{"document":{"tracking":{"id":"x"}}}`, domain.FormatCSAF},
		{"cut csaf", "x", samples["pm-1.json"][:200], domain.FormatCSAF},
		{"csaf behind a byte-order mark", "x", "\xEF\xBB\xBF" + samples["pm-1.json"], domain.FormatCSAF},
		{"some other document", "x", `{"document":{"title":"x"}}`, domain.FormatUnknown},
		{"osv", "x", samples["GHSA-1.json"], domain.FormatOSV},
		{"osv without modified", "x", `{"id":"x","affected":[]}`, domain.FormatOSV},
		{"osv without id", "x", `{"schema_version":"1.7.0","modified":"x","affected":[]}`, domain.FormatOSV},
		{"cve", "x", samples["CVE-2026-1.json"], domain.FormatCVE},
		{"cve without its type", "x", `{"containers":{},"cveMetadata":{}}`, domain.FormatCVE},
		{"kev", "x", samples["kev.json"], domain.FormatKEV},
		{"kev without header", "x", `{"vulnerabilities":[{"cveID":"CVE-2026-1"}]}`, domain.FormatKEV},
		{"kev as csv", "x", samples["kev.csv"], domain.FormatKEV},
		{"kev as csv, quoted, its columns in another order", "x", "\"dateAdded\",\"cveID\"\r\n", domain.FormatKEV},
		{"epss of 2021", "x", "cve,epss\nCVE-2020-1,0.5\n", domain.FormatEPSS},
		{"epss behind a byte-order mark", "x", "\xEF\xBB\xBF" + samples["epss_scores-2026-06-12.csv"], domain.FormatEPSS},
		{"epss of today", "x", samples["epss_scores-2026-06-12.csv"], domain.FormatEPSS},
		{"some other table", "x", "cve,score\n", domain.FormatUnknown},
		{"other vulnerabilities", "x", `{"vulnerabilities":[{"cve":{"id":"CVE-2026-1"}}]}`, domain.FormatUnknown},
		{"nvd", "x", samples["nvd.json"], domain.FormatNVD},
		{"stix", "x", samples["stix.json"], domain.FormatSTIX},
		{"stix, its objects first", "x", `{"objects":[],"id":"bundle--1","type":"bundle"}`, domain.FormatSTIX},
		{"stix, cut", "x", `{"type":"bundle","id":"bundle--1","objects":[{"ty`, domain.FormatSTIX},
		{"some other bundle", "x", `{"type":"bundle"}`, domain.FormatUnknown},
		{"an object of stix alone", "x", `{"type":"campaign","id":"campaign--0c7b5b88-8ff7-4a4d-aa9d-feb398cd0061","modified":"2026-05-12T08:17:27Z"}`, domain.FormatUnknown},
		{"cve with its metadata misspelt", "x", `{"dataType":"CVE","dataVersion":"5.1","cvemetadata":{},"containers":{}}`, domain.FormatCVE},
		{"nvd, cut before its format", "x", `{"resultsPerPage":1,"vulnerabilities":[{"cve":{"id":"CVE-2026-1"}}]}`, domain.FormatNVD},
		{"nvd's own change history", "x", `{"resultsPerPage":1,"format":"NVD_CVEHistory","cveChanges":[]}`, domain.FormatUnknown},
		{"cyclonedx json", "x", others["bom.json"], domain.FormatCycloneDX},
		{"cyclonedx json, its vulnerabilities first", "x", `{"vulnerabilities":[],"bomFormat":"CycloneDX"}`, domain.FormatCycloneDX},
		{"cyclonedx xml", "x", others["bom.xml"], domain.FormatCycloneDX},
		{"cyclonedx vex", "x", samples["vex.cdx.json"], domain.FormatCycloneDX},
		{"cyclonedx vex in xml", "x", samples["vex.cdx.xml"], domain.FormatCycloneDX},
		{"openvex", "x", samples["a.openvex.json"], domain.FormatOpenVEX},
		{"openvex of the first version", "x", `{"@context":"https://openvex.dev/ns"}`, domain.FormatOpenVEX},
		{"spdx json", "x", others["app.spdx.json"], domain.FormatSPDX},
		{"spdx 3", "x", `{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[]}`, domain.FormatSPDX},
		{"spdx tag-value, lines that end with CR", "x", others["app.spdx"], domain.FormatSPDX},
		{"spdx tag-value behind a comment", "x", "# made by hand\nSPDXVersion: SPDX-2.2\n", domain.FormatSPDX},
		{"syft", "x", others["app.syft.json"], domain.FormatSyft},
		{"hash", "a/pm-1.json.sha512", others["pm-1.json.sha512"], domain.FormatHash},
		{"hash in an archive", "a.zip!pm-1.json.sha256", "ab", domain.FormatHash},
		{"document named like a hash", "a.sha256", samples["kev.json"], domain.FormatKEV},
		{"signature by name", "pm-1.json.asc", "?", domain.FormatSignature},
		{"signature by content", "x", others["pm-1.json.asc"], domain.FormatSignature},
		{"minisign", "x", "untrusted comment: signature\n", domain.FormatSignature},
		{"provider by content", "x", others["provider-metadata.json"], domain.FormatProvider},
		{"provider by name", "a.zip!x/provider-metadata.json", `{}`, domain.FormatProvider},
		{"rolie", "x", others["feed.json"], domain.FormatProvider},
		{"rolie service", "x", `{"service":{"workspace":[]}}`, domain.FormatProvider},
		{"aggregator", "x", `{"aggregator":{},"aggregator_version":"2.0","csaf_providers":[]}`, domain.FormatProvider},
		{"index", "white/index.txt", others["index.txt"], domain.FormatProvider},
		{"changes", "white/changes.csv", `"a","b"`, domain.FormatProvider},
		{"any other text", "readme.txt", "hello", domain.FormatUnknown},
		{"nothing", "x.json", "", domain.FormatUnknown},
		{"a list", "x.json", `[{"id":"x","modified":"y"}]`, domain.FormatUnknown},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Recognise(test.file, []byte(test.text)); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestDecodeBySamples(t *testing.T) {
	for name, text := range samples {
		items := 0
		err := Decode(document(name, text), func(item domain.Item) error {
			items++
			checkItem(t, name, item)
			return nil
		})
		if err != nil || items == 0 {
			t.Errorf("%s: got %d items, %v", name, items, err)
		}
	}
}

func TestDecodeTakesTheDayOfScoresFromTheName(t *testing.T) {
	for name, want := range map[string]string{
		"epss_scores-2021-04-14.csv":                  "2021-04-14",
		"a.zip!2020-01-01/epss_scores-2021-04-15.csv": "2021-04-15",
		"epss_scores-2021-04-16.csv.gz":               "2021-04-16",
		"2021-04-17":                                  "2021-04-17",
	} {
		var got domain.Signal
		err := Decode(document(name, "cve,epss\nCVE-2020-1,0.5\n"), func(item domain.Item) error {
			got = item.(domain.Signal)
			return nil
		})
		if err != nil || got.Published.Format("2006-01-02") != want {
			t.Errorf("%s: got %v, %v", name, got.Published, err)
		}
	}
	err := Decode(document("epss_scores-2021-04-14.csv", samples["epss_scores-2026-06-12.csv"]), func(item domain.Item) error {
		if day := item.(domain.Signal).Published.Format("2006-01-02"); day != "2026-06-12" {
			t.Errorf("the name overrules the file: %s", day)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func document(name, text string) Document {
	return Document{File: name, Format: Recognise(name, []byte(text)), Size: int64(len(text)), Data: []byte(text)}
}

func TestDecodeOfNoAdvisory(t *testing.T) {
	tests := []struct {
		name, file, text string
		code             domain.Code
		format           string
	}{
		{"hash", "x.sha512", "ab", "", ""},
		{"signature", "x.asc", "ab", "", ""},
		{"index", "index.txt", "ab", "", ""},
		{"cyclonedx", "x", others["bom.json"], CodeSBOM, "cyclonedx"},
		{"cyclonedx xml", "x", others["bom.xml"], CodeSBOM, "cyclonedx"},
		{"spdx", "x", others["app.spdx"], CodeSBOM, "spdx"},
		{"syft", "x", others["app.syft.json"], CodeSBOM, "syft"},
		{"empty", "x", " \n", CodeEmpty, ""},
		{"unknown", "x", "hello", CodeUnknown, ""},
		{"unknown object", "x", `{"a":1}`, CodeUnknown, ""},
		{"openvex without statements", "x", `{"@context":"https://openvex.dev/ns/v0.2.0","author":"x","statements":[]}`, jsondoc.CodeMissing, ""},
		{"cyclonedx with empty vulnerabilities", "x", `{"bomFormat":"CycloneDX","vulnerabilities":[ ],"components":[]}`, CodeSBOM, "cyclonedx"},
		{"stix without objects", "x", `{"type":"bundle","objects":[]}`, jsondoc.CodeMissing, ""},
		{"stix with nothing to read", "x", `{"type":"bundle","id":"bundle--1","objects":[{"type":"indicator","id":"indicator--1"}]}`, "", ""},
		{"nvd 1.1", "x", `{"CVE_data_type":"CVE","CVE_Items":[]}`, CodeUnread, "NVD 1.1"},
		{"cve 4", "x", `{"data_type":"CVE","CVE_data_meta":{}}`, CodeUnread, "CVE JSON 4"},
		{"github", "x", `{"ghsa_id":"GHSA-1"}`, CodeUnread, "GitHub advisory"},
		{"schema", "x", `{"$schema":"x","properties":{}}`, CodeUnread, "JSON Schema"},
		{"epss without a day", "epss.csv", "cve,epss\nCVE-2020-1,0.5\n", CodeNoDay, ""},
		{"epss with a name that is no day", "epss-2021-14-04.csv", "cve,epss\nCVE-2020-1,0.5\n", CodeNoDay, ""},
		{"web page", "x", "<!DOCTYPE html><html>", CodeUnread, "HTML"},
		{"pdf", "x", "%PDF-1.7", CodeUnread, "PDF"},
		{"list", "x", "[]", CodeUnread, "JSON list"},
		{"broken csaf", "x", samples["pm-1.json"][:300], "json_truncated", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := Decode(document(test.file, test.text), func(domain.Item) error { t.Error("an item"); return nil })
			if test.code == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			own, ok := err.(*domain.Error)
			if !ok || own.Code != test.code || own.Params["format"] != test.format || own.Subject != test.file || own.Op == "" {
				t.Errorf("got %#v, want %s %s", err, test.code, test.format)
			}
		})
	}
}

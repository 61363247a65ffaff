package ingest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"io/fs"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"fenceline/internal/domain"
)

// samples are one small valid document of each format, by file name. Fuzzing
// starts from them and the archives below are packed of them.
var samples = map[string]string{
	"pm-1.json": `{"document":{"category":"csaf_security_advisory","csaf_version":"2.0","title":"Pump","distribution":{"tlp":{"label":"WHITE"}},
 "publisher":{"category":"vendor","name":"Maker","namespace":"https://maker.example"},
 "tracking":{"id":"PM-1","status":"final","version":"1","initial_release_date":"2026-05-01T10:00:00Z","current_release_date":"2026-05-01T10:00:00Z",
  "revision_history":[{"number":"1","date":"2026-05-01T10:00:00Z","summary":"first"}]}},
 "product_tree":{"branches":[{"category":"vendor","name":"Maker","branches":[{"category":"product_name","name":"Pump","branches":[
  {"category":"product_version_range","name":"vers:generic/<2","product":{"name":"Pump <2","product_id":"A"}},
  {"category":"product_version","name":"2.0","product":{"name":"Pump 2.0","product_id":"B","product_identification_helper":{"purl":"pkg:generic/pump@2.0"}}}]}]}],
  "product_groups":[{"group_id":"G","product_ids":["A","B"]}],
  "relationships":[{"category":"installed_on","full_product_name":{"name":"A on B","product_id":"C"},"product_reference":"A","relates_to_product_reference":"B"}]},
 "vulnerabilities":[{"cve":"CVE-2026-1","product_status":{"known_affected":["A","C"],"fixed":["B"]},
  "scores":[{"products":["A"],"cvss_v3":{"version":"3.1","vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","baseScore":9.8}}],
  "remediations":[{"category":"vendor_fix","details":"Update","group_ids":["G"]}],"flags":[{"label":"component_not_present","product_ids":["B"]}]}]}`,
	"GHSA-1.json": `{"id":"GHSA-aaaa-bbbb-cccc","modified":"2026-06-02T00:00:00Z","aliases":["CVE-2026-1"],"severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
 "affected":[{"package":{"ecosystem":"npm","name":"x"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.2.0"}]}],"versions":["1.0.0"]}]}`,
	"CVE-2026-1.json": `{"dataType":"CVE_RECORD","dataVersion":"5.1","cveMetadata":{"cveId":"CVE-2026-1","state":"PUBLISHED","dateUpdated":"2026-06-02T00:00:00Z"},
 "containers":{"cna":{"affected":[{"vendor":"V","product":"P","defaultStatus":"affected","versions":[
  {"version":"0","lessThan":"4.19","status":"unaffected"},{"version":"5.4.9","lessThanOrEqual":"5.4.*","status":"unaffected"},{"version":"6","lessThan":"*","status":"unaffected"}]},
  {"vendor":"V","product":"Q","versions":[{"version":"1","lessThan":"2","status":"affected","changes":[{"at":"1.5","status":"unaffected"}]},{"version":"< 3","status":"affected"}]}]},
 "adp":[{"providerMetadata":{"shortName":"CISA-ADP"},"metrics":[{"other":{"type":"ssvc","content":{"timestamp":"2026-06-03T00:00:00Z","options":[{"Automatable":"yes"},{"Technical Impact":"total"}]}}}]}]}}`,
	"kev.json": `{"catalogVersion":"2026.06.12","dateReleased":"2026-06-12T00:00:00Z","count":1,"vulnerabilities":[
 {"cveID":"CVE-2026-1","vulnerabilityName":"Pump","dateAdded":"2026-06-12","dueDate":"2026-06-15","forensicTriage":true}]}`,
	"a.openvex.json": `{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://maker.example/vex/1","author":"Maker","timestamp":"2026-06-01T00:00:00Z","version":2,"statements":[
 {"vulnerability":{"name":"CVE-2026-1","aliases":["GHSA-aaaa-bbbb-cccc","https://maker.example/x"]},"products":[{"@id":"pkg:npm/x@1.1.0"},{"@id":"pkg:oci/pump@sha256%3Aaa","subcomponents":[{"@id":"pkg:npm/x"}]}],
  "status":"not_affected","justification":"vulnerable_code_not_present"},
 {"vulnerability":{"name":"CVE-2026-2"},"products":[{"identifiers":{"cpe23":"cpe:2.3:a:maker:pump:2.0:*:*:*:*:*:*:*"}}],"status":"affected","action_statement":"Turn it off"}]}`,
	"vex.cdx.xml": `<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5" serialNumber="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79" version="1">
 <metadata><timestamp>2026-06-01T00:00:00Z</timestamp><supplier><name>Maker</name></supplier></metadata>
 <components><component bom-ref="lib" type="library"><name>lib</name><version>1.0</version><purl>pkg:npm/lib@1.0</purl></component></components>
 <vulnerabilities><vulnerability><id>CVE-2026-1001</id><cwes><cwe>79</cwe></cwes><analysis><state>not_affected</state><justification>code_not_reachable</justification></analysis>
  <affects><target><ref>lib</ref></target></affects></vulnerability></vulnerabilities></bom>`,
	"vex.cdx.json": `{"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79","version":1,
 "metadata":{"timestamp":"2026-06-01T00:00:00Z","supplier":{"name":"Maker"},"component":{"bom-ref":"pump","type":"application","name":"pump","version":"2.0","purl":"pkg:generic/pump@2.0"}},
 "components":[{"bom-ref":"x","type":"library","name":"x","version":"1.0.0","purl":"pkg:npm/x@1.0.0"}],
 "vulnerabilities":[{"id":"CVE-2026-1","ratings":[{"method":"CVSSv31","vector":"AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],"cwes":[79],
  "analysis":{"state":"not_affected","justification":"code_not_reachable"},"affects":[{"ref":"x"},{"ref":"pump","versions":[{"range":"vers:generic/<2","status":"affected"},{"version":"2.0","status":"unaffected"}]}]}]}`,
	"nvd.json": `{"resultsPerPage":1,"startIndex":0,"totalResults":1,"format":"NVD_CVE","version":"2.0","timestamp":"2026-06-02T00:00:00.000","vulnerabilities":[{"cve":{"id":"CVE-2026-1","sourceIdentifier":"psirt@maker.example",
 "published":"2026-06-01T00:00:00.000","lastModified":"2026-06-02T00:00:00.000","vulnStatus":"Analyzed","descriptions":[{"lang":"en","value":"A flaw"}],
 "metrics":{"cvssMetricV31":[{"source":"nvd@nist.gov","type":"Primary","cvssData":{"version":"3.1","vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","baseScore":9.8,"baseSeverity":"CRITICAL"}}],
  "ssvcV203":[{"source":"x","ssvcData":{"timestamp":"2026-06-02T00:00:00Z","options":[{"exploitation":"active"},{"automatable":"yes"},{"technicalImpact":"total"}]}}]},
 "configurations":[{"operator":"AND","nodes":[{"operator":"OR","cpeMatch":[{"vulnerable":true,"criteria":"cpe:2.3:o:maker:pump_firmware:*:*:*:*:*:*:*:*","versionStartIncluding":"1.0","versionEndExcluding":"2.0"}]},
  {"operator":"OR","cpeMatch":[{"vulnerable":false,"criteria":"cpe:2.3:h:maker:pump:-:*:*:*:*:*:*:*"}]}]}]}}]}`,
	"stix.json": `{"type":"bundle","id":"bundle--5d0092c5-5f74-4287-9642-33f4c354e56d","objects":[
 {"type":"identity","spec_version":"2.1","id":"identity--1","name":"Maker CERT","created":"2026-06-01T00:00:00Z","modified":"2026-06-01T00:00:00Z"},
 {"type":"vulnerability","spec_version":"2.1","id":"vulnerability--1","created_by_ref":"identity--1","created":"2026-06-01T00:00:00Z","modified":"2026-06-02T00:00:00Z","name":"CVE-2026-1001",
  "external_references":[{"source_name":"cve","external_id":"CVE-2026-1001"}],"object_marking_refs":["marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"]},
 {"type":"vulnerability","spec_version":"2.1","id":"vulnerability--2","name":"Pump key left in"},
 {"type":"sighting","spec_version":"2.1","id":"sighting--1","sighting_of_ref":"vulnerability--1","count":3},
 {"type":"indicator","spec_version":"2.1","id":"indicator--1","pattern":"[x]"}]}`,
	"kev.csv": "cveID,vendorProject,vulnerabilityName,dateAdded,requiredAction,dueDate,knownRansomwareCampaignUse,forensicTriage\r\n" +
		"CVE-2026-1,Maker,Pump,2026-06-12,\"Update, or remove\",2026-06-15,Known,true\r\n",
	"epss_scores-2026-06-12.csv": "#model_version:v2025.03.14,score_date:2026-06-12T12:55:00Z\ncve,epss,percentile\nCVE-2026-2,0.00042,0.1\nCVE-2026-1,0.91234,0.998\n",
}

// others are documents that hold no items.
var others = map[string]string{
	"bom.json":               `{"bomFormat":"CycloneDX","specVersion":"1.6","components":[]}`,
	"bom.xml":                `<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>`,
	"app.spdx.json":          `{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","packages":[]}`,
	"app.spdx":               "SPDXVersion: SPDX-2.3\rDataLicense: CC0-1.0\r",
	"app.syft.json":          `{"artifacts":[],"artifactRelationships":[],"descriptor":{"name":"syft"}}`,
	"pm-1.json.sha512":       "abc  pm-1.json\n",
	"pm-1.json.asc":          "-----BEGIN PGP SIGNATURE-----\n",
	"provider-metadata.json": `{"canonical_url":"https://maker.example/provider-metadata.json","metadata_version":"2.0","distributions":[]}`,
	"feed.json":              `{"feed":{"id":"x","entry":[]}}`,
	"index.txt":              "pm-1.json\n",
}

// zipOf packs a zip; names are in the order given: name, content, name, content.
func zipOf(t testing.TB, pairs ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i+1 < len(pairs); i += 2 {
		w, err := z.Create(pairs[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(pairs[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// zipWith packs a zip of one member with a header of its own.
func zipWith(t testing.TB, h *zip.FileHeader, content string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.CreateHeader(h)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func zipMode(name string, mode fs.FileMode) *zip.FileHeader {
	h := &zip.FileHeader{Name: name}
	h.SetMode(mode)
	return h
}

// tarOf packs a tar of regular files.
func tarOf(t testing.TB, pairs ...string) []byte {
	t.Helper()
	var headers []tar.Header
	for i := 0; i+1 < len(pairs); i += 2 {
		headers = append(headers, tar.Header{Name: pairs[i], Typeflag: tar.TypeReg, Linkname: pairs[i+1]})
	}
	return tarWith(t, headers...)
}

// tarWith packs a tar of headers; Linkname of a regular file is its content.
func tarWith(t testing.TB, headers ...tar.Header) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, h := range headers {
		content := ""
		if h.Typeflag == tar.TypeReg {
			content, h.Linkname = h.Linkname, ""
			h.Size = int64(len(content))
		}
		h.Mode, h.ModTime = 0o644, time.Unix(1, 0)
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func gzipOf(t testing.TB, content []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func zstdOf(t testing.TB, content []byte) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll(content, nil)
}

// seen is what a walk handed over, by file.
type seen struct {
	files []string
	docs  map[string]Document
	errs  map[string]*domain.Error
}

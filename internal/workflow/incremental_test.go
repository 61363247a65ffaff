package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/storetest"
)

// memoryDesk is a desk whose store lies in memory: every transaction runs twice
// there, and nothing waits for a disk.
func memoryDesk(t failer, c *clock) *Desk {
	d := newDesk("", Options{Person: "J.M.", Program: "Fenceline test", Now: c.Now})
	d.assurance = domain.Asserted
	d.engine = storetest.NewMemory(store.Limits{})
	d.store = store.New(d.engine)
	d.store.Program, d.store.Stamp = d.program, d.stamp
	err := d.store.Open(context.Background())
	if err == nil {
		err = d.Configure(context.Background(), func(s *domain.Desk) { s.Zone = "America/Chicago" })
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// told is what a history tells of its faults.
type told interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// histories drives a desk through a random history.
type histories struct {
	t       told
	rt      *rapid.T // draws; nil where a history is written by hand
	d       *Desk
	c       *clock
	n       int
	assets  []string
	records map[string]map[string]any // by id, the newest of each
	held    map[string]map[string]string
}

var (
	packages = []string{"alpha", "beta", "gamma"}
	released = []string{"libalpha1", "alpha-tools"} // packages of Debian that are built from one source, alpha
	versions = []string{"1.0.0", "1.2.0", "1.3.1", "2.0.0", "2.1.0", ""}
)

func (h *histories) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *histories) pick(what string, of []string) string {
	return rapid.SampledFrom(of).Draw(h.rt, what)
}

// record gives an OSV record a new revision: other ranges, other aliases, or
// withdrawn.
func (h *histories) record() {
	id := fmt.Sprint("OSV-", rapid.IntRange(1, 4).Draw(h.rt, "record"))
	doc := h.records[id]
	if doc == nil {
		doc = map[string]any{"schema_version": "1.7.0", "id": id, "published": "2026-06-01T00:00:00Z"}
		h.ranges(doc)
	}
	switch rapid.IntRange(0, 3).Draw(h.rt, "revise") {
	case 0:
		h.ranges(doc)
	case 1, 2:
		h.aliases(doc)
	default:
		delete(doc, "withdrawn")
		if rapid.Bool().Draw(h.rt, "withdrawn") {
			doc["withdrawn"] = h.c.now.Format(time.RFC3339)
		}
	}
	doc["modified"] = h.c.now.Format(time.RFC3339)
	h.records[id] = doc
	h.bring(id+".json", doc)
}

func (h *histories) ranges(doc map[string]any) {
	var affected []any
	for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom(packages), 1, 2, rapid.ID).Draw(h.rt, "packages") {
		events := []any{map[string]string{"introduced": h.pick("introduced", []string{"0", "1.2.0", "2.0.0"})}}
		if rapid.Bool().Draw(h.rt, "mended") {
			events = append(events, map[string]string{"fixed": h.pick("fixed", []string{"1.3.0", "2.0.0", "2.0.1", "3.0.0"})})
		}
		ecosystem := h.pick("ecosystem", []string{"PyPI", "PyPI", "Debian:12"})
		affected = append(affected, map[string]any{"package": map[string]string{"ecosystem": ecosystem, "name": name},
			"ranges": []any{map[string]any{"type": "ECOSYSTEM", "events": events}}})
	}
	doc["affected"] = affected
}

func (h *histories) aliases(doc map[string]any) {
	doc["aliases"] = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"CVE-2026-1", "CVE-2026-2", "CVE-2026-3", "GHSA-a"}), 0, 2, rapid.ID).Draw(h.rt, "aliases")
}

func (h *histories) bring(name string, doc any) {
	data, err := json.Marshal(doc)
	h.must(err)
	tree := fstest.MapFS{"stick/" + name: {Data: data}}
	receipt, err := h.d.importFS(context.Background(), tree, "stick", "stick", nil)
	h.must(err)
	if receipt.Totals.Imported+receipt.Totals.Unchanged != 1 {
		h.t.Fatalf("%s: %+v", name, receipt.Files)
	}
}

// numbered brings a CSAF document about a device's numbers and a file's digest,
// with an identity and a way of writing drawn anew in each revision.
func (h *histories) numbered() {
	helper := map[string]any{
		"model":  map[string]any{"model_numbers": []string{h.pick("model", []string{"AX-100", "AX-1*", "AX-2??"})}},
		"serial": map[string]any{"serial_numbers": []string{h.pick("serial", []string{"SN0001", "SN*", "SN0009"})}},
		"stock":  map[string]any{"skus": []string{"*X-200"}},
		"file":   map[string]any{"hashes": []any{map[string]any{"filename": "f", "file_hashes": []any{map[string]string{"algorithm": "sha256", "value": fileDigest(h.pick("file", packages))}}}}},
	}[h.pick("identity", []string{"model", "serial", "stock", "file"})]
	id := fmt.Sprint("SA-", rapid.IntRange(1, 2).Draw(h.rt, "document"))
	now := h.c.now.Format(time.RFC3339)
	revision := fmt.Sprint(h.n)
	status := h.pick("status", []string{"known_affected", "known_affected", "fixed", "known_not_affected"})
	h.bring(strings.ToLower(id)+".json", map[string]any{
		"document": map[string]any{"category": "csaf_security_advisory", "csaf_version": "2.0", "title": id,
			"publisher": map[string]string{"category": "vendor", "name": "Axle", "namespace": "https://axle.example"},
			"tracking": map[string]any{"id": id, "status": "final", "version": revision, "initial_release_date": now, "current_release_date": now,
				"revision_history": []any{map[string]string{"date": now, "number": revision, "summary": "s"}}}},
		"product_tree":    map[string]any{"full_product_names": []any{map[string]any{"product_id": "P", "name": "Axle thing", "product_identification_helper": helper}}},
		"vulnerabilities": []any{map[string]any{"cve": h.pick("cve", []string{"CVE-2026-1", "CVE-2026-4"}), "product_status": map[string]any{status: []string{"P"}}}},
	})
}

func fileDigest(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:])
}

// device types, or types anew, what is known of a device.
func (h *histories) device() {
	maker, model := h.pick("maker", []string{"Axle", "Other", ""}), h.pick("model", []string{"AX-100", "ax 150", "BX-200"})
	serial, firmware := h.pick("serial", []string{"SN0001", "SN0009", ""}), h.pick("firmware", []string{"1.0", ""})
	_, err := h.d.SetAsset(context.Background(), h.pick("asset", h.assets), func(a *domain.Asset) error {
		a.Manufacturer, a.Model, a.Serial, a.Firmware = maker, model, serial, firmware
		return nil
	})
	h.must(err)
}

// kev brings a catalogue.
func (h *histories) kev() {
	var entries []any
	for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"CVE-2026-1", "CVE-2026-2"}), 0, 2, rapid.ID).Draw(h.rt, "listed") {
		entries = append(entries, map[string]string{"cveID": name, "vendorProject": "V", "product": "P", "vulnerabilityName": "N", "dateAdded": "2026-11-20",
			"shortDescription": "D", "requiredAction": "A", "dueDate": "2026-12-11", "knownRansomwareCampaignUse": "Unknown", "notes": ""})
	}
	if entries == nil {
		return
	}
	h.bring("kev.json", map[string]any{"title": "CISA Catalog of Known Exploited Vulnerabilities", "catalogVersion": h.c.now.Format("2006.01.02"),
		"dateReleased": h.c.now.Format(time.RFC3339), "count": len(entries), "vulnerabilities": entries})
}

// inventory brings an SBOM of one asset, in which some versions changed.
func (h *histories) inventory() {
	asset := h.pick("asset", h.assets)
	held := h.held[asset]
	if held == nil {
		held = map[string]string{}
		h.held[asset] = held
	}
	name := h.pick("component", slices.Concat(packages, released, []string{"alpha second", "beta second"}))
	if rapid.IntRange(0, 5).Draw(h.rt, "gone") == 0 {
		delete(held, name)
	} else {
		held[name] = h.pick("version", versions)
	}
	var components []any
	for _, held := range slices.Sorted(maps.Keys(held)) {
		components = append(components, h.component(asset, held))
	}
	h.bringSBOM(asset, components)
}

// component is one that an asset holds: a second copy of a library lies at another
// place, and a package of Debian names its source.
func (h *histories) component(asset, held string) map[string]any {
	name, second := strings.CutSuffix(held, " second")
	version := h.held[asset][held]
	purl, at := "pkg:pypi/"+name, ""
	if slices.Contains(released, name) {
		purl, at = "pkg:deb/debian/"+name, "?distro=debian-12&upstream=alpha"
	}
	if version != "" {
		purl += "@" + version
	}
	place := "/opt/one/" + name
	if second {
		place = "/opt/two/" + name
	}
	return map[string]any{"type": "library", "bom-ref": held, "name": name, "version": version, "purl": purl + at,
		"properties": []any{map[string]string{"name": "syft:location:0:path", "value": place}},
		"hashes":     []any{map[string]string{"alg": "SHA-256", "content": fileDigest(name)}}}
}

func (h *histories) bringSBOM(asset string, components []any) {
	_, err := h.d.importSBOMFS(context.Background(), asset, h.document(asset, components, h.c.now), "x.cdx.json")
	h.must(err)
}

// document is an SBOM made at a time.
func (h *histories) document(asset string, components []any, at time.Time) fstest.MapFS {
	data, err := json.Marshal(map[string]any{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
		"metadata":   map[string]any{"timestamp": at.Format(time.RFC3339), "component": map[string]string{"type": "device", "name": asset, "bom-ref": "host"}},
		"components": components})
	h.must(err)
	return fstest.MapFS{"x.cdx.json": {Data: data}}
}

// people lets a person take a step, or a fact of an asset change.
func (h *histories) people() {
	ctx := context.Background()
	switch rapid.IntRange(0, 3).Draw(h.rt, "people") {
	case 0:
		h.must(h.d.AnswerExposure(ctx, h.pick("asset", h.assets), rapid.SampledFrom([]domain.Answer{domain.Yes, domain.No}).Draw(h.rt, "exposed")))
		return
	case 1:
		asset := h.pick("asset", h.assets)
		a, err := h.d.findAsset(ctx, asset)
		h.must(err)
		if a.Retired.IsZero() {
			_, err = h.d.RetireAsset(ctx, asset)
		} else {
			_, err = h.d.RestoreAsset(ctx, asset)
		}
		h.must(err)
		return
	}
	tasks, err := h.d.Tasks(ctx, false)
	h.must(err)
	if len(tasks) == 0 {
		return
	}
	task := tasks[rapid.IntRange(0, len(tasks)-1).Draw(h.rt, "task")]
	_, err = h.d.Move(ctx, domain.Move{Intent: rapid.SampledFrom(domain.PersonSteps()).Draw(h.rt, "step"), Tasks: []string{task.ID}, Reason: "as planned",
		Planned: "2026-12-01", Exception: domain.Exception{Approver: "B.K.", Control: "own segment", End: "2029-02-01"}})
	if err != nil && !domain.Is(err, domain.Conflict) {
		h.t.Fatal(err)
	}
}

func drawnHistory(t *rapid.T) *histories {
	c := &clock{now: dayOne}
	h := &histories{t: t, rt: t, c: c, d: memoryDesk(t, c), assets: []string{"A1", "A2", "A3"}, records: map[string]map[string]any{}, held: map[string]map[string]string{}}
	for _, name := range h.assets {
		_, err := h.d.AddAsset(context.Background(), domain.Asset{Name: name})
		h.must(err)
	}
	return h
}

func (h *histories) step() {
	h.n++
	h.c.now = h.c.now.Add(time.Duration(rapid.IntRange(1, 40).Draw(h.rt, "hours")) * time.Hour)
	switch rapid.IntRange(0, 12).Draw(h.rt, "do") {
	case 0, 1, 2, 3:
		h.record()
	case 4, 5, 6:
		h.inventory()
	case 7:
		h.kev()
	case 8, 9:
		h.numbered()
	case 10:
		h.device()
	default:
		h.people()
	}
}

// TestIncrementalIsTheFullRun drives desks through random histories of advisories,
// aliases that join and part, inventories, catalogues and people. After every step
// judging all assets again changes nothing, and at the end so does building
// everything again from the originals: the incremental path and the full one give
// the same findings to the byte. Each finding has a task or a reason, and the log
// rebuilds all tasks and targets.
func TestIncrementalIsTheFullRun(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(rt *rapid.T) {
		h := drawnHistory(rt)
		for range rapid.IntRange(3, 14).Draw(rt, "steps") {
			h.step()
			before, tasks := h.parts(), h.tasks()
			h.must(h.d.pendAll(ctx))
			_, err := h.d.settle(ctx, func(domain.Progress) {})
			h.must(err)
			if diff := cmp.Diff(before, h.parts()); diff != "" {
				rt.Fatalf("step %d: the full run differs in\n%s", h.n, diff)
			}
			if diff := cmp.Diff(tasks, h.tasks()); diff != "" {
				rt.Fatalf("step %d: the full run changes tasks\n%s", h.n, diff)
			}
			h.reasoned()
		}
		before, tasks := h.parts(), h.tasks()
		out, err := h.d.Reindex(ctx, nil)
		h.must(err)
		if diff := cmp.Diff(before, h.parts()); diff != "" || !out.Identical {
			rt.Fatalf("built again from the originals it differs in\n%s", diff)
		}
		if diff := cmp.Diff(tasks, h.tasks()); diff != "" {
			rt.Fatalf("building again changes tasks\n%s", diff)
		}
		_, err = h.d.VerifyLog(ctx)
		h.must(err)
	})
}

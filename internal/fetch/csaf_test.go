package fetch

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
)

const (
	january  = "2026-01-01T10:00:00Z"
	february = "2026-02-01T10:00:00Z"
)

func TestProviderByFeedThenOnlyWhatChanged(t *testing.T) {
	w := newWeb(t)
	w.document("white/2025/a.json", advisory("A", "WHITE", 1))
	w.document("white/2025/b.json", advisory("B", "WHITE", 1))
	w.rolie(map[string]string{"white/2025/a.json": january, "white/2025/b.json": january})
	o := w.options(t)
	receipt := mustRun(t, csafWish("example.com"), o)
	if got := receipt.Totals; got.Listed != 2 || got.New != 2 || got.Failed+got.Changed+got.Unchanged+got.Unproven+got.Wrong != 0 || got.Proofs != 6 || got.Bytes == 0 {
		t.Fatalf("%+v", got)
	}
	if len(receipt.Origins) != 1 || receipt.Origins[0].Way != "rolie" || receipt.Origins[0].Keys != 1 || receipt.Origins[0].Role != "csaf_trusted_provider" || receipt.Origins[0].Folder != "csaf/example.com" {
		t.Errorf("%+v", receipt.Origins)
	}
	want := []string{"csaf/example.com/openpgp/AABBCCDDEEFF00112233445566778899AABBCCDD.asc", "csaf/example.com/provider-metadata.json",
		"csaf/example.com/white/2025/a.json", "csaf/example.com/white/2025/a.json.asc", "csaf/example.com/white/2025/a.json.sha256", "csaf/example.com/white/2025/a.json.sha512",
		"csaf/example.com/white/2025/b.json", "csaf/example.com/white/2025/b.json.asc", "csaf/example.com/white/2025/b.json.sha256", "csaf/example.com/white/2025/b.json.sha512"}
	if got := files(t, o.Out); !slices.Equal(got, want) {
		t.Errorf("the bundle holds %q", got)
	}

	w.paths()
	receipt = mustRun(t, csafWish("example.com"), o)
	if got := receipt.Totals; got.Unchanged != 2 || got.New+got.Changed+got.Failed != 0 || len(receipt.Files) != 0 {
		t.Errorf("the second time: %+v", got)
	}
	if got := w.paths(); len(got) != 3 { // metadata, key, feed
		t.Errorf("the second time asked for %q", got)
	}

	w.document("white/2025/b.json", advisory("B", "GREEN", 2)) // another label: another folder
	w.rolie(map[string]string{"white/2025/a.json": january, "white/2025/b.json": february})
	receipt = mustRun(t, csafWish("example.com"), o)
	if got := receipt.Totals; got.Unchanged != 1 || got.Changed != 1 {
		t.Errorf("after a change: %+v", got)
	}
	got := files(t, o.Out)
	if !slices.Contains(got, "csaf/example.com/green/2025/b.json.asc") || slices.ContainsFunc(got, func(f string) bool { return strings.Contains(f, "white/2025/b.json") }) {
		t.Errorf("after a change the bundle holds %q", got)
	}

	if err := os.Remove(filepath.Join(o.Out, "csaf/example.com/white/2025/a.json")); err != nil {
		t.Fatal(err)
	}
	if got := mustRun(t, csafWish("https://example.com/"), o).Totals; got.Unchanged != 1 || got.New+got.Changed != 1 {
		t.Errorf("after a file went missing: %+v", got)
	}
}

func TestProviderByDirectory(t *testing.T) {
	w := newWeb(t)
	w.document("white/2025/a.json", advisory("A", "WHITE", 1))
	w.document("white/2025/b.json", advisory("B", "WHITE", 1))
	w.take(wellKnown + "white/2025/b.json.asc")
	w.take(wellKnown + "white/2025/b.json.sha256")
	w.take(wellKnown + "white/2025/b.json.sha512")
	w.metadata(wellKnown+"provider-metadata.json", `{"directory_url":"https://example.com/.well-known/csaf/white"}`)
	w.put(wellKnown+"white/changes.csv", []byte(`"2025/a.json","`+february+`"`+"\n"+`"2025/b.json","`+january+`"`+"\n"))
	o := w.options(t)
	receipt := mustRun(t, csafWish("https://example.com/.well-known/csaf/provider-metadata.json"), o)
	if got := receipt.Totals; got.New != 2 || got.Unproven != 1 || got.Proofs != 3 || receipt.Origins[0].Way != "changes" {
		t.Fatalf("%+v %+v", got, receipt.Origins)
	}
	since := o
	since.Out = filepath.Join(t.TempDir(), "since")
	since.Since = time.Date(2026, 1, 15, 0, 0, 0, 0, time.UTC)
	if got := mustRun(t, csafWish("example.com"), since).Totals; got.New != 1 || got.Older != 1 || got.Listed != 2 {
		t.Errorf("since: %+v", got)
	}

	// Without changes.csv, each document is asked for with its validators.
	w.take(wellKnown + "white/changes.csv")
	w.put(wellKnown+"white/index.txt", []byte("2025/a.json\r\n2025/b.json\r\n"))
	o.Out = filepath.Join(t.TempDir(), "index")
	mustRun(t, csafWish("example.com"), o)
	w.document("white/2025/b.json", advisory("B", "WHITE", 2))
	w.paths()
	receipt = mustRun(t, csafWish("example.com"), o)
	if got := receipt.Totals; got.Unchanged != 1 || got.Changed != 1 || receipt.Origins[0].Way != "index" {
		t.Errorf("by index: %+v", got)
	}
	if asked := w.paths(); slices.Contains(asked, "/.well-known/csaf/white/2025/a.json.sha256") {
		t.Errorf("proofs of what did not change were asked for: %q", asked)
	}

	// 2.1 writes the directory as an object.
	w.metadata(wellKnown+"provider-metadata.json", `{"directory":{"tlp_label":"CLEAR","url":"https://example.com/.well-known/csaf/white/"}}`)
	if got := mustRun(t, csafWish("example.com"), o).Totals; got.Unchanged != 2 {
		t.Errorf("2.1: %+v", got)
	}
}

func TestDiscovery(t *testing.T) {
	feed := `{"rolie":{"feeds":[{"url":"https://example.com/.well-known/csaf/feed.json"}]}}`
	tests := []struct {
		name string
		lay  func(w *web)
		at   string // of the metadata that is used; "" for none
		code domain.Code
	}{
		{"well-known", func(w *web) { w.metadata(wellKnown+"provider-metadata.json", feed) }, "https://example.com/.well-known/csaf/provider-metadata.json", ""},
		{"security.txt", func(w *web) {
			w.put("example.com/.well-known/security.txt", []byte("Contact: mailto:a@example.com\r\nCSAF: https://example.com/broken.json\r\ncsaf: https://example.com/own/provider-metadata.json\r\n"))
			w.metadata("example.com/own/provider-metadata.json", feed)
		}, "https://example.com/own/provider-metadata.json", ""},
		{"security.txt at its old place", func(w *web) {
			w.put("example.com/security.txt", []byte("CSAF: https://example.com/own/provider-metadata.json\n"))
			w.metadata("example.com/own/provider-metadata.json", feed)
		}, "https://example.com/own/provider-metadata.json", ""},
		{"DNS path", func(w *web) { w.metadata("csaf.data.security.example.com", feed) }, "https://csaf.data.security.example.com", ""},
		{"aggregator", func(w *web) {
			w.put("example.com/.well-known/csaf-aggregator/aggregator.json", []byte(`{"aggregator":{"name":"All"},"csaf_providers":[{"metadata":{"url":"https://example.com/own/provider-metadata.json","publisher":{"name":"Own"}}}]}`))
			w.metadata("example.com/own/provider-metadata.json", feed)
		}, "https://example.com/own/provider-metadata.json", ""},
		{"nothing", func(*web) {}, "", "fetch_no_provider"},
		{"all is forbidden", func(w *web) {
			for _, at := range []string{".well-known/csaf/provider-metadata.json", ".well-known/security.txt", "security.txt", ".well-known/csaf-aggregator/aggregator.json"} {
				w.act("example.com/"+at, func(rw http.ResponseWriter, _ *http.Request, _ []byte) bool { rw.WriteHeader(403); return true })
			}
		}, "", "fetch_no_provider"},
		{"a page for everything", func(w *web) { w.put(wellKnown+"provider-metadata.json", []byte("<html>Welcome</html>")) }, "", "fetch_metadata"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWeb(t, "csaf.data.security.example.com")
			w.put("csaf.data.security.example.com/", nil)
			w.act("csaf.data.security.example.com", nil)
			w.document("white/2025/a.json", advisory("A", "WHITE", 1))
			w.rolie(map[string]string{"white/2025/a.json": january})
			w.take(wellKnown + "provider-metadata.json")
			w.take("csaf.data.security.example.com/")
			tt.lay(w)
			if data, ok := w.pages["csaf.data.security.example.com"]; ok {
				w.put("csaf.data.security.example.com/", data)
			}
			receipt, err := Run(t.Context(), csafWish("example.com"), w.options(t))
			if tt.at == "" {
				e, ok := err.(*domain.Error)
				if !ok || e.Code != tt.code {
					t.Fatalf("%v, want %s", err, tt.code)
				}
				return
			}
			if err != nil || receipt.Totals.New != 1 || receipt.Origins[0].URL != tt.at {
				t.Errorf("%+v %+v %v", receipt.Totals, receipt.Origins, err)
			}
		})
	}
}

func TestAggregatorLeadsToManyAndSaysWhoIsMissing(t *testing.T) {
	w := newWeb(t)
	w.document("white/2025/a.json", advisory("A", "WHITE", 1))
	w.rolie(map[string]string{"white/2025/a.json": january})
	w.document("m/2025/m.json", advisory("M", "WHITE", 1))
	w.metadata("example.com/mirror/provider-metadata.json", `{"directory_url":"https://example.com/.well-known/csaf/m"}`)
	w.put(wellKnown+"m/index.txt", []byte("2025/m.json\n"))
	w.put("example.com/aggregator.json", []byte(`{"aggregator":{"name":"All"},"csaf_providers":[
		{"metadata":{"url":"https://example.com/.well-known/csaf/provider-metadata.json","publisher":{"name":"One"}}},
		{"metadata":{"url":"https://example.com/gone/provider-metadata.json","publisher":{"name":"Gone"}}}],
		"csaf_publishers":[{"metadata":{"url":"https://example.com/publisher","publisher":{"name":"Two"}},"mirrors":["https://example.com/mirror/provider-metadata.json"]}]}`))
	o := w.options(t)
	receipt := mustRun(t, csafWish("https://example.com/aggregator.json"), o)
	if receipt.Totals.New != 2 || len(receipt.Origins) != 3 {
		t.Fatalf("%+v %+v", receipt.Totals, receipt.Origins)
	}
	for _, origin := range receipt.Origins {
		if (origin.Name == "Gone") != (origin.Error != nil) {
			t.Errorf("%+v", origin)
		}
	}
	if receipt.Origins[0].Folder == receipt.Origins[2].Folder {
		t.Error("two providers of one host share a folder")
	}
	w.paths()
	if again := mustRun(t, csafWish("https://example.com/aggregator.json"), o); again.Totals.Unchanged != 2 || again.Origins[2].Folder != receipt.Origins[2].Folder {
		t.Errorf("the second time: %+v %+v", again.Totals, again.Origins)
	}
}

func TestWhatDoesNotFitItsHashIsKeptToldAndAskedForAgain(t *testing.T) {
	w := newWeb(t)
	w.document("white/2025/a.json", advisory("A", "WHITE", 1))
	w.rolie(map[string]string{"white/2025/a.json": january})
	good := w.pages[wellKnown+"white/2025/a.json"]
	w.put(wellKnown+"white/2025/a.json", append(slices.Clone(good), ' '))
	o := w.options(t)
	receipt := mustRun(t, csafWish("example.com"), o)
	if receipt.Totals.New != 1 || receipt.Totals.Wrong != 1 || len(receipt.Files[0].Warnings) != 2 || receipt.Files[0].Proofs != 3 {
		t.Fatalf("%+v %+v", receipt.Totals, receipt.Files)
	}
	w.put(wellKnown+"white/2025/a.json", good)
	if receipt = mustRun(t, csafWish("example.com"), o); receipt.Totals.Changed != 1 || receipt.Totals.Wrong != 0 {
		t.Errorf("after it was mended: %+v", receipt.Totals)
	}
	if receipt = mustRun(t, csafWish("example.com"), o); receipt.Totals.Unchanged != 1 {
		t.Errorf("after that: %+v", receipt.Totals)
	}
}

func TestPageThatSaysThereIsNothingIsNoProof(t *testing.T) {
	w := newWeb(t)
	w.document("white/2025/a.json", advisory("A", "WHITE", 1))
	w.metadata(wellKnown+"provider-metadata.json", `{"directory_url":"https://example.com/.well-known/csaf/white/"}`)
	w.put(wellKnown+"white/index.txt", []byte("2025/a.json\n"))
	w.put(wellKnown+"white/2025/a.json.sha512", []byte("\n<!DOCTYPE html><title>Nothing here</title>"))
	w.put(wellKnown+"white/2025/a.json.asc", []byte("<html>"))
	if got := mustRun(t, csafWish("example.com"), w.options(t)).Totals; got.Proofs != 1 || got.Wrong != 0 {
		t.Errorf("%+v", got)
	}
}

func TestListsCannotLeadAstray(t *testing.T) {
	w := newWeb(t)
	w.document("white/2025/a.json", advisory("A", "WHITE", 1))
	w.document("white/2025/A.json", advisory("A2", "WHITE", 1))
	w.document("white/2025/con.json", advisory("C", "WHITE", 1))
	w.document("white/2025/100% sure?.json", advisory("D", "../../../tmp", 1))
	w.put(wellKnown+"white/2025/no.json", []byte("no JSON"))
	w.metadata(wellKnown+"provider-metadata.json", `{"directory_url":"https://example.com/.well-known/csaf/white/"}`)
	w.put(wellKnown+"white/index.txt", []byte(strings.Join([]string{"2025/a.json", "2025/A.json", "2025/con.json", "2025/100% sure?.json", "2025/no.json",
		"../../../../etc/passwd", "2025/../../a.json", "/etc/passwd", "2025\\..\\x.json", "2025/gone.json"}, "\n")))
	o := w.options(t)
	o.Parallel = 1
	receipt := mustRun(t, csafWish("example.com"), o)
	if got := receipt.Totals; got.New != 5 || got.Failed != 5 || got.Listed != 10 {
		t.Fatalf("%+v", got)
	}
	codes := map[domain.Code]int{}
	for _, f := range receipt.Files {
		if f.Error != nil {
			codes[f.Error.Code]++
		}
	}
	if codes["fetch_outside"] != 4 || codes["fetch_not_found"] != 1 {
		t.Errorf("refused for %v", codes)
	}
	got := files(t, o.Out)
	for _, file := range got {
		if !strings.HasPrefix(file, "csaf/example.com/") {
			t.Errorf("wrote %q", file)
		}
	}
	for _, want := range []string{"white/2025/a.json", "white/2025/_con.json", "unread/no.json", "_.._.._.._tmp/2025/100__sure_.json"} {
		if !slices.Contains(got, "csaf/example.com/"+want) {
			t.Errorf("%s is not among %q", want, got)
		}
	}
	lower := map[string]string{}
	for _, file := range got {
		if other, clash := lower[strings.ToLower(file)]; clash {
			t.Errorf("%q and %q are one file on Windows", file, other)
		}
		lower[strings.ToLower(file)] = file
	}
}

func TestMetadataMayNotLeadInside(t *testing.T) {
	w := newWeb(t)
	w.metadata(wellKnown+"provider-metadata.json", `{"rolie":{"feeds":[{"url":"http://example.com/feed.json"},{"url":"file:///etc/passwd"},{"url":"https://169.254.169.254/latest"},{"url":"https://u:p@example.com/feed.json"}]}}`)
	receipt, err := Run(t.Context(), csafWish("example.com"), w.options(t))
	wantCode(t, err, domain.Untrusted, "fetch_downgrade")
	if len(receipt.Origins) != 1 || receipt.Origins[0].Error == nil {
		t.Errorf("%+v", receipt.Origins)
	}
	if asked := w.paths(); len(asked) != 2 {
		t.Errorf("asked for %q", asked)
	}
}

func TestTooManyDocuments(t *testing.T) {
	w := newWeb(t)
	w.document("white/2025/a.json", advisory("A", "WHITE", 1))
	w.document("white/2025/b.json", advisory("B", "WHITE", 1))
	w.rolie(map[string]string{"white/2025/a.json": january, "white/2025/b.json": january})
	o := w.options(t)
	o.Limits.Documents = 1
	receipt := mustRun(t, csafWish("example.com"), o)
	if receipt.Totals.New != 1 || receipt.Origins[0].Error == nil || receipt.Origins[0].Error.Code != "fetch_documents" {
		t.Errorf("%+v %+v", receipt.Totals, receipt.Origins)
	}
}

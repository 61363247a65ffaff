package ui

import (
	"cmp"
	"context"
	"flag"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
)

var update = flag.Bool("update", false, "write the golden pictures and markup anew")

// direct is a runner that does everything at once, on the caller's goroutine.
func direct(work func(context.Context, func(func()))) {
	work(context.Background(), func(f func()) { f() })
}

func openWith(t *testing.T, run screen.Run, desk screen.Source, a Appearance, width, height float32) *Window {
	t.Helper()
	app := test.NewTempApp(t)
	app.Preferences().SetString(prefAppearance, string(a))
	deps := Deps{
		Desk: desk, Now: func() time.Time { return now },
		AddAsset: func(context.Context, map[string]string) (string, error) { return "a-new", nil },
		Restore:  func(string) {}, Licences: func() []byte { return []byte("Apache License\nVersion 2.0\n") }, Program: "Fenceline 0.1.0",
	}
	w := newWindow(app, deps, run)
	w.win.Resize(fyne.NewSize(width, height))
	w.start()
	t.Cleanup(w.win.Close)
	return w
}

func open(t *testing.T, desk screen.Source, a Appearance, width, height float32) *Window {
	t.Helper()
	return openWith(t, direct, desk, a, width, height)
}

// stalled is a runner whose work never answers, as seen by the window.
func stalled(func(context.Context, func(func()))) {}

func everyScreen() []screen.Name {
	var names []screen.Name
	for _, item := range railItems() {
		names = append(names, item.name)
	}
	return names
}

func TestPictures(t *testing.T) {
	type shot struct {
		name          string
		desk          *fixture
		look          Appearance
		width, height float32
		run           screen.Run
		screens       []screen.Name
		then          func(w *Window)
	}
	today, tasks := []screen.Name{screen.NameToday}, []screen.Name{screen.NameTasks}
	findings, relations := []screen.Name{screen.NameFindings}, []screen.Name{screen.NameRelations}
	assets := []screen.Name{screen.NameAssets}
	for _, s := range []shot{
		{name: "light", desk: cedarHollow(), look: Light, width: 1440, height: 900, screens: everyScreen()},
		{name: "dark", desk: cedarHollow(), look: Dark, width: 1440, height: 900, screens: everyScreen()},
		{name: "1280", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: everyScreen()},
		{name: "1280-dark", desk: cedarHollow(), look: Dark, width: 1280, height: 720, screens: tasks},
		{name: "small", desk: cedarHollow(), look: Light, width: 960, height: 600, screens: tasks},
		{name: "200", desk: cedarHollow(), look: Light, width: 720, height: 450, screens: tasks}, // 200 % on 1440x900
		{name: "empty", desk: emptyDesk(), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameToday, screen.NameTasks, screen.NameAdvisories, screen.NameImports}},
		{name: "empty-dark", desk: emptyDesk(), look: Dark, width: 1280, height: 720, screens: today},
		{name: "error", desk: brokenDesk(), look: Light, width: 1280, height: 720, screens: tasks},
		{name: "waiting", desk: cedarHollow(), look: Light, width: 1280, height: 720, run: stalled, screens: tasks},
		{name: "huge", desk: hugeDesk(), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameToday, screen.NameTasks, screen.NameAdvisories, screen.NameReadiness, screen.NameSettings}},
		{name: "commands", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameToday}, then: func(w *Window) { w.bar.search.SetText(">") }},
		{name: "commands-dark", desk: cedarHollow(), look: Dark, width: 1440, height: 900, screens: []screen.Name{screen.NameToday}, then: func(w *Window) { w.bar.search.SetText("> re") }},
		{name: "figures", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameReports}, then: func(w *Window) { w.reports.Show(true) }},
		{name: "examiner", desk: cedarHollow(), look: Dark, width: 1280, height: 720, screens: []screen.Name{screen.NameReports}, then: func(w *Window) {
			w.reports.For("examiner")
			w.reports.As("xlsx")
		}},
		{name: "error", desk: brokenDesk(), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameReports}},
		{name: "task", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: relations, then: toRelations(domain.RelTask, "T-9")},
		{name: "task-dark", desk: cedarHollow(), look: Dark, width: 1440, height: 900, screens: relations, then: func(w *Window) {
			toRelations(domain.RelTask, "T-9")(w)
			w.relations.Move(screen.DoLeft)
			w.relations.Move(screen.DoLeft)
		}},
		{name: "tickets", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameIntake}, then: func(w *Window) { w.preview(domain.GuessTickets, "/media/usb/tickets.csv") }},
		{name: "list", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: relations, then: func(w *Window) {
			toRelations(domain.RelTask, "T-9")(w)
			w.relations.ShowList(true)
		}},
		{name: "huge", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: relations, then: toRelations(domain.RelTask, "everything")},
		{name: "alone", desk: cedarHollow(), look: Dark, width: 1280, height: 720, screens: relations, then: toRelations(domain.RelVulnerability, "CVE-ALONE")},
		{name: "error", desk: brokenDesk(), look: Light, width: 1280, height: 720, screens: relations, then: toRelations(domain.RelTask, "T-9")},
		{name: "words", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameSearch}, then: func(w *Window) { w.find("import") }},
		{name: "shortcuts", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: tasks, then: (*Window).openKeySheet},
		{name: "shortcuts-dark", desk: cedarHollow(), look: Dark, width: 1440, height: 900, screens: tasks, then: (*Window).openKeySheet},
		{name: "keys", desk: cedarHollow(), look: Dark, width: 1280, height: 720, screens: []screen.Name{screen.NameSettings}, then: func(w *Window) {
			w.settings.Open("keys/8A21F0C4D6E3B59752C0448D1E9AF37B60D25C1E")
		}},
		{name: "people", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameSettings}, then: func(w *Window) { w.settings.Open("people") }},
		{name: "policy", desk: ownTables(), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameSettings}, then: func(w *Window) { w.settings.Open("policy") }},
		{name: "policy-dark", desk: ownTables(), look: Dark, width: 1280, height: 720, screens: []screen.Name{screen.NameSettings}, then: func(w *Window) {
			w.settings.Open("policy")
			w.settings.AskDrop("wards")
		}},
		{name: "table", desk: ownTables(), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameSettings}, then: showTable("ssvc-deployer")},
		{name: "table-dark", desk: ownTables(), look: Dark, width: 1280, height: 720, screens: []screen.Name{screen.NameSettings}, then: showTable("wards")},
		{name: "beside", desk: besideDesk(), look: Light, width: 1440, height: 900, screens: tasks},
		{name: "beside-dark", desk: besideDesk(), look: Dark, width: 1280, height: 720, screens: tasks},
		{name: "decide", desk: decidedDesk(), look: Light, width: 1280, height: 720, screens: findings, then: func(w *Window) { decideFirst(w, "f-04") }},
		{name: "decide-dark", desk: decidedDesk(), look: Dark, width: 1440, height: 900, screens: findings, then: func(w *Window) {
			decideFirst(w, "f-04")
			w.decisions.Send()
		}},
		{name: "decide", desk: decidedDesk(), look: Light, width: 1280, height: 720, screens: tasks, then: func(w *Window) {
			w.decideTask(w.tasks.State().Detail, "CVE-2026-51877")
		}},
		{name: "gaps", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: findings, then: func(w *Window) { w.toGaps("") }},
		{name: "gaps-dark", desk: cedarHollow(), look: Dark, width: 1280, height: 720, screens: findings, then: func(w *Window) { w.findings.ShowGaps(domain.GapNoIdentity) }},
		{name: "older", desk: olderDesk(), look: Light, width: 1280, height: 720, screens: findings},
		{name: "own", desk: decidedDesk(), look: Light, width: 1280, height: 720, screens: findings, then: func(w *Window) { w.toDecision("V-3") }},
		{name: "own-dark", desk: decidedDesk(), look: Dark, width: 1280, height: 720, screens: findings, then: func(w *Window) {
			w.toDecision("V-2")
			w.decisions.WithEnded(true)
			w.decisions.AskUndo(true)
		}},
		{name: "own-export", desk: decidedDesk(), look: Light, width: 1280, height: 720, screens: findings, then: func(w *Window) {
			w.toDecision("")
			w.decisions.ChooseExport(&screen.VEXExport{Format: "csaf", Audience: "examiner"})
			w.decisions.Write("/media/usb/own.json")
		}},
		{name: "same-product", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: findings, then: chooseNameOnly},
		{name: "own-none", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: findings, then: func(w *Window) { w.toDecision("") }},
		{name: "approval", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameSettings}, then: func(w *Window) { w.settings.Open("approval") }},
		{name: "restore", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameSettings}, then: func(w *Window) {
			w.settings.Open("backup")
			w.settings.CheckBackup("/media/usb/desk-2026-11-05.backup", true)
		}},
		{name: "contact", desk: cedarHollow(), look: Dark, width: 1280, height: 720, screens: []screen.Name{screen.NameReadiness}, then: func(w *Window) { w.readiness.Edit("insurer") }},
		{name: "changes", desk: cedarHollow(), look: Dark, width: 1280, height: 720, screens: []screen.Name{screen.NameAdvisories}, then: func(w *Window) { w.advisories.OpenPage(screen.PageRevisions) }},
		{name: "filters", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameAdvisories}, then: filterAdvisories},
		{name: "raw", desk: cedarHollow(), look: Dark, width: 1280, height: 720, screens: []screen.Name{screen.NameAdvisories}, then: func(w *Window) { w.advisories.OpenPage(screen.PageRaw) }},
		{name: "aside", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameAdvisories}, then: func(w *Window) { w.advisories.Ask(screen.AskNotForUs) }},
		{name: "csaf", desk: withCSAF(cedarHollow()), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameImports}},
		{name: "patches", desk: withPatchFiles(cedarHollow()), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameImports}, then: func(w *Window) { w.imports.OpenTab(screen.TabPayloads) }},
		{name: "quarantine", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameImports}, then: func(w *Window) { w.imports.OpenTab(screen.TabQuarantine) }},
		{name: "empty", desk: emptyDesk(), look: Light, width: 1280, height: 720, screens: assets},
		{name: "error", desk: brokenDesk(), look: Light, width: 1280, height: 720, screens: assets},
		{name: "new", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: assets, then: func(w *Window) {
			w.assets.StartAdding(true)
			w.assets.Send(false)
		}},
		{name: "edit-dark", desk: cedarHollow(), look: Dark, width: 1440, height: 900, screens: assets, then: func(w *Window) {
			w.assets.Select("a-LAB-ANALYZER-02")
			w.assets.Begin(screen.AssetEdit, []string{"a-LAB-ANALYZER-02"})
		}},
		{name: "bulk", desk: cedarHollow(), look: Light, width: 1440, height: 900, screens: assets, then: func(w *Window) {
			for _, id := range []string{"a-PUMP-2F-01", "a-PUMP-2F-02", "a-XRAY-DR-01"} {
				w.assets.Mark(id)
			}
			w.assets.Begin(screen.AssetBulk, w.assets.State().Marked)
		}},
		{name: "twice", desk: twiceDesk(), look: Light, width: 1440, height: 900, screens: assets, then: func(w *Window) {
			w.assets.Narrow(screen.AssetFilter{Twice: true})
			w.assets.Begin(screen.AssetMerge, w.assets.State().Twice[0].IDs)
		}},
		{name: "confirm-dark", desk: confirmedDesk(), look: Dark, width: 1280, height: 720, screens: assets, then: func(w *Window) { w.assets.Begin(screen.AssetConfirm, nil) }},
		{name: "found", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: assets, then: func(w *Window) { w.assets.OpenTab(screen.AssetFindings) }},
		{name: "work-dark", desk: cedarHollow(), look: Dark, width: 1280, height: 720, screens: assets, then: func(w *Window) { w.assets.OpenTab(screen.AssetTasks) }},
		{name: "software", desk: cedarHollow(), look: Light, width: 1440, height: 900, screens: assets, then: func(w *Window) {
			w.assets.Select("a-LAB-ANALYZER-02")
			w.assets.OpenTab(screen.AssetSoftware)
		}},
		{name: "history-dark", desk: cedarHollow(), look: Dark, width: 1440, height: 900, screens: assets, then: func(w *Window) {
			w.assets.Select("a-LAB-ANALYZER-02")
			w.assets.OpenTab(screen.AssetHistory)
		}},
		{name: "retired", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: assets, then: func(w *Window) { w.assets.ShowRetired(true) }},
		{name: "form", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameFetch}},
		{name: "done", desk: cedarHollow(), look: Dark, width: 1440, height: 900, screens: []screen.Name{screen.NameFetch}, then: func(w *Window) {
			w.fetch.Set(func(form *screen.FetchForm) { form.Names, form.Import = "acme.example", false })
			w.fetch.Start()
		}},
		{name: "named", desk: offlineDesk(), look: Dark, width: 1280, height: 720, screens: []screen.Name{screen.NameFetch}, then: func(w *Window) {
			w.fetch.Choose("csaf")
			w.fetch.Type(func(f *screen.FetchForm) { f.Names = "psirt.palisade.example" })
			w.fetch.Start()
		}},
		{name: "error", desk: brokenDesk(), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameFetch}, then: func(w *Window) {
			w.fetch.Choose("osv")
			w.fetch.Start()
		}},
		{name: "offline", desk: offlineDesk(), look: Light, width: 1280, height: 720, screens: []screen.Name{screen.NameFetch}, then: func(w *Window) {
			w.fetch.Choose("kev")
			w.fetch.Start()
		}},
		{name: "offer", desk: cedarHollow(), look: Light, width: 1280, height: 720, screens: tasks, then: func(w *Window) {
			w.tasks.Begin(screen.ActClaim, []string{"T-118"}, "a-PORTAL-01", "")
			w.imports.Consider([]string{"/media/usb/portal-01.cdx.json"})
		}},
	} {
		run := s.run
		if run == nil {
			run = direct
		}
		for _, name := range s.screens {
			t.Run(s.name+"/"+string(name), func(t *testing.T) {
				w := openWith(t, run, s.desk, s.look, s.width, s.height)
				w.Go(screen.Route{Screen: name})
				if s.then != nil {
					s.then(w)
				}
				samePicture(t, string(name)+"-"+s.name+".png", w.win.Canvas().Capture())
			})
		}
	}
}

func TestMarkup(t *testing.T) {
	for _, name := range []screen.Name{screen.NameToday, screen.NameTasks, screen.NameImports} {
		t.Run(string(name), func(t *testing.T) {
			w := open(t, cedarHollow(), Light, 1440, 900)
			w.Go(screen.Route{Screen: name})
			path := filepath.Join("testdata", string(name)+".xml")
			got := test.RenderToMarkup(w.win.Canvas())
			if *update {
				write(t, path, []byte(got))
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s differs at line %d; run the test with -update and look at the change", path, firstDifference(got, string(want)))
			}
		})
	}
}

func firstDifference(a, b string) int {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range as {
		if i >= len(bs) || as[i] != bs[i] {
			return i + 1
		}
	}
	return len(as) + 1
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// Pictures are kept with a palette of 256 colours, so that they stay small: surfaces, lines and texts are exact, edges of letters nearly.
const (
	nearEnough   = 40
	mayDiffer    = 0.001 // share of the pixels
	maxPaletted  = 256
	failedFolder = "testdata/failed"
)

func samePicture(t *testing.T, name string, got image.Image) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		save(t, path, got)
		return
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if got.Bounds() != want.Bounds() {
		t.Fatalf("%s is %v, the picture drawn is %v", name, want.Bounds(), got.Bounds())
	}
	different := 0
	for y := range got.Bounds().Dy() {
		for x := range got.Bounds().Dx() {
			if distance(got.At(x, y), want.At(x, y)) > nearEnough {
				different++
			}
		}
	}
	if limit := int(mayDiffer * float64(got.Bounds().Dx()*got.Bounds().Dy())); different > limit {
		save(t, filepath.Join(failedFolder, name), got)
		t.Errorf("%s: %d pixels differ, %d may; see %s, and run with -update where the change is meant", name, different, limit, failedFolder)
	}
}

func distance(a, b color.Color) int {
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	d := func(x, y uint32) int {
		n := int(x>>8) - int(y>>8)
		return max(n, -n)
	}
	return max(d(ar, br), d(ag, bg), d(ab, bb))
}

// paletteOf takes half the palette from the most frequent colours, and the other
// half from those that lie farthest from what is in it.
func paletteOf(frequent []color.NRGBA) color.Palette {
	var palette color.Palette
	for _, c := range frequent[:min(maxPaletted/2, len(frequent))] {
		palette = append(palette, c)
	}
	apart := make([]int, len(frequent))
	for i, c := range frequent {
		apart[i] = 256
		for _, p := range palette {
			apart[i] = min(apart[i], distance(c, p))
		}
	}
	for len(palette) < min(maxPaletted, len(frequent)) {
		far := slices.Index(apart, slices.Max(apart))
		palette = append(palette, frequent[far])
		for i, c := range frequent {
			apart[i] = min(apart[i], distance(c, frequent[far]))
		}
	}
	return palette
}

// save writes a picture with such a palette.
func save(t *testing.T, path string, img image.Image) {
	t.Helper()
	b := img.Bounds()
	counts := map[color.NRGBA]int{}
	at := func(x, y int) color.NRGBA { return color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA) }
	for y := range b.Dy() {
		for x := range b.Dx() {
			counts[at(x, y)]++
		}
	}
	frequent := slices.SortedFunc(maps.Keys(counts), func(p, q color.NRGBA) int {
		return cmp.Or(cmp.Compare(counts[q], counts[p]), cmp.Compare(p.R, q.R), cmp.Compare(p.G, q.G), cmp.Compare(p.B, q.B))
	})
	palette := paletteOf(frequent)
	index := map[color.NRGBA]uint8{}
	small := image.NewPaletted(b, palette)
	for y := range b.Dy() {
		for x := range b.Dx() {
			c := at(x, y)
			i, ok := index[c]
			if !ok {
				i = uint8(palette.Index(c))
				index[c] = i
			}
			small.SetColorIndex(x, y, i)
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(f, small); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

package ui

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"fenceline/internal/screen"
)

func TestDropOffersBothWays(t *testing.T) {
	desk := cedarHollow()
	w := open(t, desk, Light, 1440, 900)
	w.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI("/media/usb/portal-01.cdx.json")})
	if !shows(w, "an SBOM. Of which asset?") {
		t.Fatal("the dropped file is not offered")
	}
	press(t, w, "Import inventory")
	if len(desk.imported) != 0 {
		t.Fatal("imported without an asset")
	}
	w.offer.choice.SetSelected("PORTAL-01")
	press(t, w, "Import inventory")
	if len(desk.imported) != 1 || desk.imported[0] != "a-PORTAL-01 /media/usb/portal-01.cdx.json" {
		t.Errorf("imported %v", desk.imported)
	}
	if !shows(w, "311 components of 320 entries can be identified") {
		t.Error("what the inventory held is not said")
	}
}

func TestImportShowsProgressAndCanBeCancelled(t *testing.T) {
	desk := cedarHollow()
	desk.hold = make(chan struct{})
	posts := make(chan func(), 16)
	ended := make(chan struct{})
	importing := false
	run := func(work func(context.Context, func(func()))) {
		if !importing {
			direct(work)
			return
		}
		go func() {
			work(context.Background(), func(f func()) { posts <- f })
			close(ended)
		}()
	}
	w := openWith(t, run, desk, Light, 1440, 900)
	w.Go(screen.Route{Screen: screen.NameImports})
	importing = true
	w.imports.Start([]string{"/media/usb/november.zip"})
	(<-posts)()
	if !shows(w, "193 of 312") || !shows(w, "Reading november.zip") {
		t.Errorf("no progress in sight: %q", textsOf(w))
	}
	importing = false
	press(t, w, "Cancel")
	<-ended
	for len(posts) > 0 {
		(<-posts)()
	}
	if w.imports.State().Job != nil {
		t.Error("the job still runs")
	}
	if !w.notice.content.Visible() || !shows(w, "Retry") {
		t.Error("it is not said that the import stopped, with a way to go on")
	}
	w.key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.notice.content.Visible() {
		t.Error("Escape did not take the message away")
	}
}

func TestFetchIsAskedForShownAndImported(t *testing.T) {
	desk := cedarHollow()
	w := open(t, desk, Light, 1440, 900)
	w.Go(screen.Route{Screen: screen.NameImports})
	press(t, w, "Fetch…")
	if len(desk.imported) != 0 || !shows(w, "Nothing is fetched before you press Fetch.") {
		t.Fatalf("asked %v, shown %q", desk.imported, textsOf(w))
	}
	press(t, w, "Fetch")
	if !shows(w, "It is not said from where.") || len(desk.imported) != 0 {
		t.Errorf("an empty form: asked %v", desk.imported)
	}
	w.views[screen.NameFetch].(*fetchView).names.SetText("acme.example")
	w.fetch.Set(func(form *screen.FetchForm) { form.Import = false })
	press(t, w, "Fetch")
	if !shows(w, "312 documents: 12 new, 3 changed, 296 as before, 1 failed") || !shows(w, "acme-2026-003.json") {
		t.Errorf("the receipt is not shown: %q", textsOf(w))
	}
	press(t, w, "Import it")
	if got := desk.imported; len(got) < 1 || got[0] != "fetch csaf to /home/jm/fenceline-bundle" || w.history.Current().Screen != screen.NameImports {
		t.Errorf("asked %v, at %v", got, w.history.Current())
	}
}

func TestFetchShowsProgressAndCanBeCancelled(t *testing.T) {
	desk := cedarHollow()
	desk.hold = make(chan struct{})
	posts := make(chan func(), 16)
	ended := make(chan struct{})
	fetching := false
	run := func(work func(context.Context, func(func()))) {
		if !fetching {
			direct(work)
			return
		}
		go func() {
			work(context.Background(), func(f func()) { posts <- f })
			close(ended)
		}()
	}
	w := openWith(t, run, desk, Light, 1440, 900)
	w.Go(screen.Route{Screen: screen.NameFetch})
	w.fetch.Choose("kev")
	fetching = true
	press(t, w, "Fetch")
	(<-posts)()
	if !shows(w, "193 of 312") || !shows(w, "Fetching documents") || !shows(w, "Fetching from the network, as you asked.") {
		t.Errorf("no progress in sight: %q", textsOf(w))
	}
	fetching = false
	press(t, w, "Cancel")
	<-ended
	for len(posts) > 0 {
		(<-posts)()
	}
	if w.fetch.State().Job != nil || !shows(w, "The fetch was stopped. What came so far is kept.") || shows(w, "Fetching from the network, as you asked.") {
		t.Errorf("after cancel: %q", textsOf(w))
	}
}

func TestFirstRunOpensTheSample(t *testing.T) {
	desk := emptyDesk()
	w := open(t, desk, Light, 1280, 720)
	if !shows(w, "Start your patch desk") || !shows(w, "Say which machines you have") {
		t.Fatal("the three steps are not shown")
	}
	full := cedarHollow()
	desk.today, desk.status, desk.open, desk.receipts = full.today, full.status, full.open, full.receipts
	press(t, w, "Open the sample hospital")
	if !shows(w, "Keep evidence before you touch Apache Tomcat") {
		t.Error("the sample is not shown after it was opened")
	}
}

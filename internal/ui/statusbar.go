package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// statusBar says what is running, that nothing leaves the machine, and, where that
// matters, where the log stands.
type statusBar struct {
	w       *Window
	inner   *fyne.Container
	content *fyne.Container
	meter   *meterLayout
	line    *cut
	running bool
}

func newStatusBar(w *Window) *statusBar {
	b := &statusBar{w: w, inner: row(gap8)}
	b.content = layers(canvas.NewRectangle(w.k.ground), column(0, w.k.rule(), fixed(0, statusHeight-hairline, pad(0, gap16, 0, gap16, b.inner))))
	return b
}

// show draws the states, and whether the network is used.
func (b *statusBar) show(f screen.FrameState, i screen.ImportsState) {
	k, fetch := b.w.k, b.w.fetch.State()
	if i.Job != nil && b.running && b.meter != nil {
		b.progress(i.Job)
		return
	}
	var left []fyne.CanvasObject
	b.running = i.Job != nil
	if i.Job != nil {
		bar := k.meter(0, k.primary).(*fyne.Container)
		b.meter = bar.Layout.(*meterLayout)
		b.line = k.cut("", styleCaption, k.ink())
		cancel := k.button(linkButton, "", words.Text("Cancel"), b.w.imports.Cancel)
		if i.Job.SBOM {
			cancel.lockedBecause(words.SBOMUncancellable())
		}
		left = []fyne.CanvasObject{fixed(160, 6, bar), grow(b.line), cancel}
	} else {
		b.meter = nil
		mark, c := "check", k.good.on
		say := words.NothingRunning(lastReceipt(i), zoneOf(f.Status.Desk), b.w.deps.Now())
		switch {
		case f.Stage == screen.Failed:
			mark, c, say = "circle-alert", k.overdue.on, words.ErrorLine(f.Err)
		case f.Stage == screen.Loading:
			mark, c, say = "loader-circle", k.muted, words.Text("Reading the desk")
		case f.Status.Pending:
			mark, c, say = "loader-circle", k.muted, words.Text("Matching is pending: what came in is still being compared with the inventories.")
		}
		older := f.Stage == screen.Ready && !f.Status.Pending && f.Status.Older
		if older {
			mark, c, say = "info", k.muted, words.OlderLine()
		}
		left = []fyne.CanvasObject{k.icon(mark, iconInline, c), grow(k.cut(say, styleCaption, k.muted))}
		if older {
			left = append(left, k.button(linkButton, "", words.Text("Bring up to date"), b.w.imports.Renew))
		}
		if fetch.Job != nil || fetch.Err != nil && f.Stage != screen.Failed && !domain.Is(fetch.Err, domain.Invalid) {
			left = b.fetch(&fetch)
		}
		switch e := b.w.export.State(); {
		case e.Job != nil:
			left = b.working("upload", words.ExportLine(jobWords(e.Job)), e.Job, b.w.export.Cancel)
		case e.Err != nil:
			left = b.ended("circle-alert", k.overdue.on, words.FieldError(e.Err))
		case e.Path != "":
			left = b.ended("check", k.good.on, words.Exported(e.Rows, e.Path))
		}
		if scan := b.w.scan.State(); scan.Job != nil {
			left = b.working("scan-search", words.ScanLine(jobWords(scan.Job)), scan.Job, b.w.scan.Cancel)
		}
		if intake := b.w.intake.State(); intake.Job != nil {
			left = b.working("download", words.IntakeLine(jobWords(intake.Job), intake.Job.Dry), intake.Job, b.w.intake.Cancel)
		}
	}
	right := []fyne.CanvasObject{space(gap16, 0), k.icon("unplug", iconInline, k.muted), k.text(words.OfflineLine(), styleCaption, k.muted)}
	switch {
	case fetch.Job == nil && !fetch.Asked.IsZero():
		right = []fyne.CanvasObject{space(gap16, 0), k.icon("globe", iconInline, k.muted), k.text(words.NetworkAsked(fetch.Asked, zoneOf(f.Status.Desk), b.w.deps.Now()), styleCaption, k.muted)}
	case fetch.Job != nil:
		right = []fyne.CanvasObject{space(gap16, 0), k.icon("globe", iconInline, k.ink()), k.text(words.FetchingLine(), styleCaption, k.ink())}
	}
	if f.Status.Log.Seq > 0 && provesBy(b.w.history.Current().Screen) {
		right = append(right, space(gap8, 0), k.text(words.LogHeadLine(f.Status.Log), styleCaption, k.muted))
	}
	b.inner.Objects = append(left, right...)
	b.inner.Refresh()
	if i.Job != nil {
		b.progress(i.Job)
	}
}

// provesBy tells whether a screen is about what can be shown to others later: there the
// status bar says where the log stands, elsewhere it leaves the room to what is running.
func provesBy(name screen.Name) bool {
	switch name {
	case screen.NameReports, screen.NameReadiness, screen.NameImports, screen.NameSettings:
		return true
	}
	return false
}

// fetch says how far a fetch is, or that it failed, wherever the person is by then.
func (b *statusBar) fetch(s *screen.FetchState) []fyne.CanvasObject {
	k := b.w.k
	if s.Job == nil {
		return []fyne.CanvasObject{k.icon("circle-alert", iconInline, k.overdue.on), grow(k.cut(words.FetchTrouble(s.Err), styleCaption, k.muted)),
			k.button(linkButton, "", words.Text("Show"), func() { b.w.Go(screen.Route{Screen: screen.NameFetch}) })}
	}
	return b.working("download", words.FetchLine(jobWords(s.Job)), s.Job, b.w.fetch.Cancel)
}

// ended is the line of something that has ended.
func (b *statusBar) ended(icon string, c color.Color, say string) []fyne.CanvasObject {
	return []fyne.CanvasObject{b.w.k.icon(icon, iconInline, c), grow(b.w.k.cut(say, styleCaption, b.w.k.ink()))}
}

// working is the line of something that runs and can be stopped.
func (b *statusBar) working(icon, say string, job *screen.Job, stop func()) []fyne.CanvasObject {
	k := b.w.k
	cancel := k.button(linkButton, "", words.Text("Cancel"), stop)
	if job.Stopping {
		cancel.lockedBecause(words.Text("Stopping"))
	}
	return []fyne.CanvasObject{k.icon(icon, iconInline, k.primary), grow(k.cut(say, styleCaption, k.ink())), cancel}
}

// progress moves the bar and the line of a running job, and nothing else.
func (b *statusBar) progress(j *screen.Job) {
	share := float32(0)
	if j.Progress.Total > 0 {
		share = float32(j.Progress.Done) / float32(j.Progress.Total)
	}
	b.meter.share = share
	b.inner.Objects[0].Refresh()
	b.line.full = words.JobLine(words.JobState{
		Name: j.Name, Sample: j.Sample, Renew: j.Renew, SBOM: j.SBOM, Stopping: j.Stopping,
		Progress: j.Progress, Rate: j.Rate, Left: j.Left,
	})
	b.line.Resize(b.line.Size())
}

func lastReceipt(s screen.ImportsState) *words.LastImport {
	if len(s.Receipts) == 0 {
		return nil
	}
	return &words.LastImport{Source: s.Receipts[0].Source, At: s.Receipts[0].Started}
}

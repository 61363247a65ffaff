package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// page scrolls one flow vertically and gives it the page's width.
type page struct {
	widget.BaseWidget
	scroll *container.Scroll
	body   *fyne.Container
	inner  *pageLayout
}

type pageLayout struct{ height float32 }

func (l *pageLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, l.height) }

func (l *pageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(fyne.NewSize(size.Width, max(l.height, size.Height)))
	}
}

func newPage(content fyne.CanvasObject) *page {
	p := &page{inner: &pageLayout{}}
	p.body = container.New(p.inner, content)
	p.scroll = container.NewVScroll(p.body)
	p.ExtendBaseWidget(p)
	return p
}

// set shows other content and keeps the place where it is scrolled to.
func (p *page) set(content fyne.CanvasObject, toTop bool) {
	p.body.Objects = []fyne.CanvasObject{content}
	if toTop {
		p.scroll.Offset = fyne.Position{}
	}
	p.fit()
	p.body.Refresh()
	p.scroll.Refresh()
}

// toEnd scrolls to the foot.
func (p *page) toEnd() { p.scroll.ScrollToBottom() }

func (p *page) fit() {
	if w := p.Size().Width; w > 0 {
		p.inner.height = heightFor(p.body.Objects[0], w)
	}
}

// Resize implements [fyne.CanvasObject].
func (p *page) Resize(s fyne.Size) {
	p.BaseWidget.Resize(s)
	p.fit()
	p.scroll.Resize(s)
	p.body.Resize(fyne.NewSize(s.Width, max(s.Height, p.inner.height)))
	p.scroll.Refresh()
}

// MinSize implements [fyne.CanvasObject].
func (p *page) MinSize() fyne.Size { return fyne.NewSize(80, 80) }

// CreateRenderer implements [fyne.Widget].
func (p *page) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(p.scroll)
}

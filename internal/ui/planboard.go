package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
)

// planBoard draws weeks as columns: what is done in each as cards whose height is
// their time, capacity as a line at its height. Cards are moved by dragging, by
// their menu and by keyboard.
type planBoard struct {
	widget.BaseWidget
	k        *kit
	s        screen.PlanState
	onChoose func(screen.CardKey)
	onMove   func(task string, monday domain.Day)
	onMoveBy func(weeks int)
	onShift  func(by, n int)
	onOpen   func(task string)
	menu     func(at fyne.Position)
	more     func(cards []screen.PlanCard, week domain.Day, at fyne.Position)

	box     *fyne.Container
	top     float32 // of the columns, under their heads
	cards   []boardCard
	columns []boardColumn
	focused bool
	keyed   bool
	hovered int
	drag    boardDrag
}

// boardCard is a card where it lies.
type boardCard struct {
	key  screen.CardKey
	at   fyne.Position
	size fyne.Size
	say  string // whole, for the pointer
	back *canvas.Rectangle
	many []screen.PlanCard // cards too small to be drawn apart
}

type boardColumn struct {
	monday domain.Day
	x, w   float32
	back   *canvas.Rectangle
}

type boardDrag struct {
	on    bool
	key   screen.CardKey
	ghost *canvas.Rectangle
	over  int
}

const (
	boardAxis   float32 = 40
	boardHead   float32 = 92
	columnLeast float32 = 150
	hourLeast   float32 = 34
	hourMost    float32 = 84
	boardWished float32 = 404
	boardTall   float32 = 1200
	weeksMost           = 6
)

func newPlanBoard(k *kit) *planBoard {
	b := &planBoard{k: k, box: &fyne.Container{}, hovered: -1}
	b.ExtendBaseWidget(b)
	return b
}

// weeksIn is how many weeks fit a width.
func weeksIn(width float32) int {
	return int(max(1, min(float32(weeksMost), (width-boardAxis+gap8)/(columnLeast+gap8))))
}

// set shows another state.
func (b *planBoard) set(s screen.PlanState) {
	b.s = s
	if w := b.Size().Width; w > 0 {
		b.draw(w)
	}
}

func (b *planBoard) shown(width float32) []screen.PlanColumn {
	n := weeksIn(width)
	first := max(0, min(b.s.First, len(b.s.Columns)-n))
	return b.s.Columns[first:min(len(b.s.Columns), first+n)]
}

// scale gives the height of an hour, and of the whole board.
func (b *planBoard) scale(cols []screen.PlanColumn) (hour, height float32) {
	most := 60
	for i := range cols {
		most = max(most, cols[i].Capacity, cols[i].Wanted())
	}
	hours := float32(most) / 60
	hour = min(hourMost, max(hourLeast, boardWished/hours))
	if hour*hours > boardTall {
		hour = boardTall / hours
	}
	return hour, max(boardWished, round(hour*hours)+24)
}

func (b *planBoard) heightFor(width float32) float32 {
	cols := b.shown(width)
	_, height := b.scale(cols)
	return b.headOf(cols) + height
}

// headOf is the height over the columns: lower where no week has a window or a
// freeze.
func (b *planBoard) headOf(cols []screen.PlanColumn) float32 {
	for i := range cols {
		if len(cols[i].Notes) > 0 {
			return boardHead
		}
	}
	return boardHead - 36
}

// MinSize implements [fyne.CanvasObject].
func (b *planBoard) MinSize() fyne.Size { return fyne.NewSize(300, 300) }

// Resize implements [fyne.CanvasObject].
func (b *planBoard) Resize(s fyne.Size) {
	if s == b.Size() {
		return
	}
	b.BaseWidget.Resize(s)
	b.draw(s.Width)
}

// CreateRenderer implements [fyne.Widget].
func (b *planBoard) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.box) }

func (b *planBoard) column(x float32) int {
	for i, c := range b.columns {
		if x >= c.x-gap4 && x < c.x+c.w+gap4 {
			return i
		}
	}
	return -1
}

func (b *planBoard) card(at fyne.Position) int {
	for i, c := range b.cards {
		if at.X >= c.at.X && at.X < c.at.X+c.size.Width && at.Y >= c.at.Y && at.Y < c.at.Y+c.size.Height {
			return i
		}
	}
	return -1
}

// Tapped implements [fyne.Tappable].
func (b *planBoard) Tapped(e *fyne.PointEvent) {
	b.keyed = false
	if c := fyne.CurrentApp().Driver().CanvasForObject(b); c != nil && c.Focused() != b {
		c.Focus(b)
		b.keyed = false
	}
	b.choose(e)
}

func (b *planBoard) choose(e *fyne.PointEvent) {
	i := b.card(e.Position)
	if i < 0 {
		b.onChoose(screen.CardKey{})
		return
	}
	if c := b.cards[i]; len(c.many) > 0 {
		b.more(c.many, c.key.Week, e.AbsolutePosition)
		return
	}
	b.onChoose(b.cards[i].key)
}

// TappedSecondary implements [fyne.SecondaryTappable].
func (b *planBoard) TappedSecondary(e *fyne.PointEvent) {
	b.choose(e)
	if i := b.card(e.Position); i >= 0 && len(b.cards[i].many) == 0 {
		b.menu(e.AbsolutePosition)
	}
}

// MouseIn implements [desktop.Hoverable].
func (b *planBoard) MouseIn(e *desktop.MouseEvent) { b.MouseMoved(e) }

// MouseMoved implements [desktop.Hoverable]: a card says itself whole.
func (b *planBoard) MouseMoved(e *desktop.MouseEvent) {
	i := b.card(e.Position)
	if i == b.hovered {
		return
	}
	b.hovered = i
	if i < 0 || b.drag.on {
		b.k.hint.hide()
		return
	}
	b.k.hint.show(b.cards[i].back, b.cards[i].say)
}

// MouseOut implements [desktop.Hoverable].
func (b *planBoard) MouseOut() {
	b.hovered = -1
	b.k.hint.hide()
}

// Dragged implements [fyne.Draggable]: the card under the pointer is carried.
func (b *planBoard) Dragged(e *fyne.DragEvent) {
	if !b.drag.on {
		i := b.card(e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY))
		if i < 0 || len(b.cards[i].many) > 0 {
			return
		}
		b.k.hint.hide()
		ghost := box(b.k.selected, b.k.primary, radiusControl)
		ghost.Resize(fyne.NewSize(b.cards[i].size.Width, min(b.cards[i].size.Height, 72)))
		b.drag = boardDrag{on: true, key: b.cards[i].key, ghost: ghost, over: -1}
		b.box.Objects = append(b.box.Objects, ghost)
		b.box.Refresh()
	}
	b.drag.ghost.Move(e.Position.SubtractXY(b.drag.ghost.Size().Width/2, 16))
	if over := b.column(e.Position.X); over != b.drag.over {
		b.drag.over = over
		for i, c := range b.columns {
			c.back.StrokeColor, c.back.StrokeWidth = b.k.line, hairline
			if i == over {
				c.back.StrokeColor, c.back.StrokeWidth = b.k.focus, ringWidth
			}
			c.back.Refresh()
		}
	}
	canvas.Refresh(b.drag.ghost)
}

// DragEnd implements [fyne.Draggable].
func (b *planBoard) DragEnd() {
	d := b.drag
	b.drag = boardDrag{}
	if !d.on {
		return
	}
	b.draw(b.Size().Width)
	if d.over >= 0 && b.columns[d.over].monday != d.key.Week {
		b.onMove(d.key.Task, b.columns[d.over].monday)
	}
}

// FocusGained implements [fyne.Focusable].
func (b *planBoard) FocusGained() {
	b.focused, b.keyed = true, true
	b.draw(b.Size().Width)
}

// FocusLost implements [fyne.Focusable].
func (b *planBoard) FocusLost() {
	b.focused = false
	b.draw(b.Size().Width)
}

// TypedRune implements [fyne.Focusable].
func (b *planBoard) TypedRune(rune) {}

// TypedKey implements [fyne.Focusable]: arrows move the choice, Enter opens the
// task, Space its menu, Delete lets the planner choose its week.
func (b *planBoard) TypedKey(e *fyne.KeyEvent) {
	b.keyed = true
	switch keyIn(screen.InPlan, e) {
	case screen.DoNext:
		b.step(0, 1)
	case screen.DoPrior:
		b.step(0, -1)
	case screen.DoRight:
		b.step(1, 0)
	case screen.DoLeft:
		b.step(-1, 0)
	case screen.DoPageOn:
		b.onShift(weeksIn(b.Size().Width), weeksIn(b.Size().Width))
	case screen.DoPageUp:
		b.onShift(-weeksIn(b.Size().Width), weeksIn(b.Size().Width))
	case screen.DoOpen:
		if b.s.Chosen.Task != "" {
			b.onOpen(b.s.Chosen.Task)
		}
	case screen.DoMenu:
		b.keyMenu()
	case screen.DoFree:
		if b.s.Chosen.Task != "" {
			b.onMove(b.s.Chosen.Task, "")
		}
	default:
		b.k.forward(e)
	}
}

func (b *planBoard) keyMenu() {
	for _, c := range b.cards {
		if c.key == b.s.Chosen && len(c.many) == 0 {
			b.menu(fyne.CurrentApp().Driver().AbsolutePositionForObject(b).Add(c.at).AddXY(gap16, min(c.size.Height, 40)))
			return
		}
	}
}

// TypedShortcut implements [fyne.Shortcutable]: with Ctrl the arrows move the
// chosen card a week; everything else is the window's.
func (b *planBoard) TypedShortcut(s fyne.Shortcut) {
	switch shortcutIn(screen.InPlan, s) {
	case screen.DoLater:
		b.onMoveBy(1)
	case screen.DoEarlier:
		b.onMoveBy(-1)
	default:
		b.k.chord(s)
	}
}

// step moves the choice to the next card of the column, or to the nearest one of
// the next column that has any.
func (b *planBoard) step(across, down int) {
	at := -1
	for i, c := range b.cards {
		if c.key == b.s.Chosen && len(c.many) == 0 {
			at = i
		}
	}
	if at < 0 {
		for _, c := range b.cards {
			if len(c.many) == 0 {
				b.onChoose(c.key)
				return
			}
		}
		return
	}
	from := b.cards[at]
	best, distance := -1, float32(1e9)
	for i, c := range b.cards {
		if len(c.many) > 0 || i == at {
			continue
		}
		dx, dy := c.at.X-from.at.X, c.at.Y-from.at.Y
		var d float32
		switch {
		case down != 0 && c.key.Week == from.key.Week && dy*float32(down) > 0:
			d = dy * float32(down)
		case across != 0 && dx*float32(across) > 1:
			d = dx*float32(across)*1000 + max(dy, -dy)
		default:
			continue
		}
		if d < distance {
			best, distance = i, d
		}
	}
	if best >= 0 {
		b.onChoose(b.cards[best].key)
	} else if across != 0 {
		b.onShift(across, weeksIn(b.Size().Width))
	}
}

// ring is the outline of the chosen card.
func (b *planBoard) ring() (color.Color, float32) {
	if b.focused && b.keyed {
		return b.k.focus, ringWidth
	}
	return b.k.primary, ringWidth
}

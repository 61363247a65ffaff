package ui

import (
	"fmt"
	"runtime"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
)

// BenchmarkStart builds the window as it is seen first.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		w := New(test.NewApp(), Deps{Desk: &fixture{}})
		w.start()
		w.win.Canvas().Capture()
	}
}

// BenchmarkNavigate goes to each screen of the sample desk, first shown before and
// then with its chosen thing, both on the drawing goroutine, a picture included.
func BenchmarkNavigate(b *testing.B) {
	w := newWindow(test.NewApp(), Deps{Desk: cedarHollow()}, direct)
	w.win.Resize(fyne.NewSize(1440, 900))
	w.start()
	for _, item := range railItems() {
		b.Run(string(item.name), func(b *testing.B) {
			for b.Loop() {
				w.Go(screen.Route{Screen: screen.NameSearch})
				w.Go(screen.Route{Screen: item.name})
				w.win.Canvas().Capture()
			}
		})
	}
}

// longList is the list of 100,000 tasks in a window, in the order of their names.
func longList(b *testing.B) (*Window, *worklist) {
	const many = 100_000
	desk := cedarHollow()
	desk.open = make([]domain.TaskView, many)
	for i := range desk.open {
		desk.open[i] = task(fmt.Sprintf("T-%06d", i), fmt.Sprintf("program %d", i*7919%many), "1.2.3", "Jo Miller",
			domain.Tiers()[i%5], domain.Day("2026-11-30").Add(i%90), 1+i%20, i%9, domain.StateOpen)
	}
	w := newWindow(test.NewApp(), Deps{Desk: desk}, direct)
	w.win.Resize(fyne.NewSize(1440, 900))
	w.start()
	w.Go(screen.Route{Screen: screen.NameTasks})
	list := w.views[screen.NameTasks].(*tasksView).list
	if len(list.rows) < many {
		b.Fatalf("the list has %d rows", len(list.rows))
	}
	return w, list
}

// BenchmarkScrollList moves the long list by a row, and by pages.
func BenchmarkScrollList(b *testing.B) {
	_, list := longList(b)
	for name, by := range map[string]float32{"row": 40, "page": 800} {
		b.Run(name, func(b *testing.B) {
			at := float32(0)
			for b.Loop() {
				if at += by; at > list.size.height-1000 {
					at = 0
				}
				list.scroll.Offset.Y = at
				list.place()
			}
		})
	}
}

// BenchmarkChoose chooses one row of the long list after the other: what the drawing
// goroutine does until the detail comes, and its drawing.
func BenchmarkChoose(b *testing.B) {
	_, list := longList(b)
	for b.Loop() {
		list.step(1)
	}
}

// BenchmarkRows makes the rows of the long list and shows them, as after sorting.
func BenchmarkRows(b *testing.B) {
	w, _ := longList(b)
	v := w.views[screen.NameTasks].(*tasksView)
	s := w.tasks.State()
	for b.Loop() {
		v.list.set(v.rows(&s), s.Selected)
	}
}

// BenchmarkListMemory says what the rows of the long list keep in memory, beside the
// tasks themselves.
func BenchmarkListMemory(b *testing.B) {
	w, _ := longList(b)
	v := w.views[screen.NameTasks].(*tasksView)
	s := w.tasks.State()
	v.kept = nil
	v.list.set(nil, "")
	before := heapNow()
	for b.Loop() {
		v.list.set(v.rows(&s), s.Selected)
	}
	b.ReportMetric(float64(heapNow()-before)/1e6, "MB-kept")
	runtime.KeepAlive(w)
}

func heapNow() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

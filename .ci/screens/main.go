// Command screens measures what the screens of the window read of a large desk,
// without drawing anything: how long each takes from being opened until it has what
// it shows first and until all it asked for has come, how long what is done for it on
// the drawing goroutine holds that up, and how much memory it costs. From the top
// folder, on a desk such as .ci/largedesk makes:
//
//	go run ./.ci/screens [-only WORD] [-import ARCHIVE] [-cpu FILE] [-heap FILE] FOLDER
//
// With -only it opens the screens whose names hold a word alone, after the frame. With
// -import it measures the screens once more while an archive of advisories comes in; the
// desk keeps it. It prints and judges nothing: a busy machine is no measure.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/workflow"
)

const rounds = 5 // after the first one, of which the median counts

func main() {
	log.SetFlags(0)
	archive := flag.String("import", "", "measure during the import of this archive of advisories too")
	cpu := flag.String("cpu", "", "write a profile of the processor's time to this file")
	heap := flag.String("heap", "", "write a profile of what is held at the end to this file")
	only := flag.String("only", "", "a word in the names of the screens to open")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("name the folder of a desk")
	}
	if err := measure(flag.Arg(0), *only, *archive, *cpu, *heap); err != nil {
		log.Fatal(err)
	}
}

func measure(folder, only, archive, cpu, heap string) (err error) {
	ctx := context.Background()
	if _, err := os.Stat(folder); err != nil {
		return err
	}
	began := time.Now()
	desk, err := workflow.Open(ctx, workflow.Options{Folder: folder, Program: "screens"})
	if err != nil {
		return err
	}
	defer func() {
		if ended := desk.Close(); err == nil {
			err = ended
		}
	}()
	fmt.Printf("the desk was opened in %d ms\n", time.Since(began).Milliseconds())
	if cpu != "" {
		file, err := os.Create(cpu)
		if err != nil {
			return err
		}
		defer file.Close()
		if err := pprof.StartCPUProfile(file); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	h := newHall(desk)
	h.rooms = slices.DeleteFunc(h.rooms, func(r *room) bool { return r.name != "frame" && !strings.Contains(r.name, only) })
	if err := h.everyScreen(); err != nil {
		return err
	}
	if archive != "" {
		if err := h.whileImporting(ctx, archive); err != nil {
			return err
		}
	}
	if heap == "" {
		return nil
	}
	file, err := os.Create(heap)
	if err != nil {
		return err
	}
	defer file.Close()
	runtime.GC()
	return pprof.WriteHeapProfile(file)
}

// hall stands for the window: it runs the screens' work and hands answers on one
// after the other, as the drawing goroutine does.
type hall struct {
	posted  chan func()
	working atomic.Int64
	rooms   []*room
	desk    *workflow.Desk
	longest time.Duration // of what was posted since it was last set to 0
}

// run implements [screen.Run].
func (h *hall) run(work func(context.Context, func(func()))) {
	h.working.Add(1)
	go func() {
		work(context.Background(), func(f func()) { h.posted <- f })
		h.working.Add(-1)
		h.posted <- func() {} // whoever waits looks again
	}()
}

// visit is what one opening of a screen took.
type visit struct{ first, whole, held time.Duration }

// open opens a screen and stays until all its questions are answered.
func (h *hall) open(r *room) (visit, error) {
	h.longest = 0
	began := time.Now()
	var v visit
	h.does(r.refresh)
	if ready, _ := r.stage(); ready { // what it had before is seen at once
		v.first = time.Since(began)
	}
	for h.working.Load() > 0 || len(h.posted) > 0 {
		h.does(<-h.posted)
		if ready, _ := r.stage(); ready && v.first == 0 {
			v.first = time.Since(began)
		}
	}
	v.whole, v.held = time.Since(began), h.longest
	_, err := r.stage()
	return v, err
}

func (h *hall) does(f func()) {
	began := time.Now()
	f()
	h.longest = max(h.longest, time.Since(began))
}

func (h *hall) everyScreen() error {
	fmt.Printf("%-22s %9s %9s %9s %9s %9s %8s\n", "ms", "first", "whole", "again", "whole", "held up", "MB held")
	for _, r := range h.rooms {
		before := held()
		one, err := h.open(r)
		if err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
		var first, whole, longest []time.Duration
		for range rounds {
			v, err := h.open(r)
			if err != nil {
				return fmt.Errorf("%s: %w", r.name, err)
			}
			first, whole, longest = append(first, v.first), append(whole, v.whole), append(longest, v.held)
		}
		fmt.Printf("%-22s %9.1f %9.1f %9.1f %9.1f %9.1f %8.1f\n", r.name, ms(one.first), ms(one.whole), ms(middle(first)), ms(middle(whole)),
			ms(max(one.held, slices.Max(longest))), float64(held()-before)/(1<<20))
	}
	return nil
}

// whileImporting opens one screen after the other until the archive is in.
func (h *hall) whileImporting(ctx context.Context, archive string) error {
	ended := make(chan error, 1)
	began := time.Now()
	go func() {
		_, err := h.desk.Import(ctx, []string{archive}, func(domain.Progress) {})
		ended <- err
	}()
	whole, longest := map[string][]time.Duration{}, time.Duration(0)
	for n := 0; ; n++ {
		select {
		case err := <-ended:
			fmt.Printf("an import of %.0f s; screens meanwhile, whole in ms: median, slowest, how often\n", time.Since(began).Seconds())
			for _, r := range h.rooms {
				if all := whole[r.name]; len(all) > 0 {
					fmt.Printf("%-22s %9.1f %9.1f %6d\n", r.name, ms(middle(all)), ms(slices.Max(all)), len(all))
				}
			}
			fmt.Printf("the drawing goroutine was held up %.1f ms at most\n", ms(longest))
			return err
		default:
		}
		r := h.rooms[n%len(h.rooms)]
		v, err := h.open(r)
		if err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
		whole[r.name] = append(whole[r.name], v.whole)
		longest = max(longest, v.held)
	}
}

// held is what is in use of the heap.
func held() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func middle(all []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

package screen

import (
	"context"
	"testing"

	"fenceline/internal/domain"
)

func (d *desk) Receipt(_ context.Context, id string) (domain.Receipt, error) {
	d.asked = append(d.asked, "receipt "+id)
	return domain.Receipt{ID: id, Files: []domain.FileReceipt{{File: "a.json"}}}, d.err
}

// TestNewestQuestion: a newer question gives up the older one, whose answer counts no
// more; what changes something is worked to its end.
func TestNewestQuestion(t *testing.T) {
	for name, put := range map[string]func(Run, *turn, func(context.Context) (int, error), func(int, error)){"ask": ask[int], "order": order[int]} {
		var q queue
		var newest turn
		var given [2]error
		answers := 0
		question := func(i int) func(context.Context) (int, error) {
			return func(ctx context.Context) (int, error) {
				given[i] = ctx.Err()
				return i, nil
			}
		}
		put(q.run, &newest, question(0), func(int, error) { t.Errorf("%s: the older answer counts", name) })
		put(q.run, &newest, question(1), func(i int, err error) {
			answers++
			if i != 1 || err != nil {
				t.Errorf("%s: answered %d, %v", name, i, err)
			}
		})
		q.all()
		if answers != 1 || given[1] != nil || (given[0] != nil) != (name == "ask") {
			t.Errorf("%s: %d answers, given up %v", name, answers, given)
		}
		put(q.run, &newest, question(0), func(int, error) { t.Errorf("%s: a late answer counts", name) })
		newest.pass()
		q.all()
	}
}

// TestQuestionEndsWithTheWindow: what is asked ends when the window does.
func TestQuestionEndsWithTheWindow(t *testing.T) {
	window, shut := context.WithCancel(t.Context())
	shut()
	var newest turn
	asked := false
	ask(func(work func(context.Context, func(func()))) { work(window, func(f func()) { f() }) }, &newest, func(ctx context.Context) (int, error) {
		asked = true
		<-ctx.Done()
		return 0, ctx.Err()
	}, func(int, error) {})
	if !asked {
		t.Error("nothing was asked")
	}
}

// TestReceiptsAreReadWholeWhenSeen: the files of a receipt are read when somebody
// looks at receipts, once.
func TestReceiptsAreReadWholeWhenSeen(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	d.receipts = []domain.Receipt{{ID: "r-new"}, {ID: "r-old"}}
	s := NewImports(d, q.run, nil, func(ImportsState) {}, nil)
	s.Refresh()
	q.all()
	if st := s.State(); st.Receipt == nil || st.Receipt.ID != "r-new" || st.Receipt.Files != nil || len(d.asked) != 0 {
		t.Fatalf("before anybody looks: %+v, asked %v", st.Receipt, d.asked)
	}
	for range 2 {
		s.Open()
		q.all()
	}
	if st := s.State(); len(st.Receipt.Files) != 1 || len(d.asked) != 1 || d.asked[0] != "receipt r-new" {
		t.Fatalf("%+v, asked %v", s.State().Receipt, d.asked)
	}
	s.Select("r-old")
	if st := s.State(); st.Receipt == nil || st.Receipt.ID != "r-old" {
		t.Fatalf("the head is not in sight at once: %+v", st.Receipt)
	}
	q.all()
	if st := s.State(); st.Receipt.ID != "r-old" || len(st.Receipt.Files) != 1 {
		t.Errorf("%+v", st.Receipt)
	}
	d.err = errDisk
	s.Select("r-new")
	q.all()
	if st := s.State(); st.Receipt == nil || st.Receipt.ID != "r-new" {
		t.Errorf("where the files cannot be read: %+v", st.Receipt)
	}
}

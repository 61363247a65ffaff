package screen

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"
	"time"

	"fenceline/internal/domain"
)

// numbered is a list of so many rows; changing makes it grow after its first page.
func numbered(n int, changing bool) Paged {
	return Paged{Head: []string{"n"}, Page: func(_ context.Context, offset, limit int) ([][]string, int, error) {
		var rows [][]string
		for i := offset; i < min(n, offset+limit); i++ {
			rows = append(rows, []string{fmt.Sprint(i)})
		}
		if changing && offset > 0 {
			return rows, n + 1, nil
		}
		return rows, n, nil
	}}
}

func TestExportWritesEveryRow(t *testing.T) {
	for _, n := range []int{0, 1, exportPage, exportPage + 1, 3*exportPage + 7} {
		q := &queue{}
		var got []string
		s := NewExport(func(_ string, rows iter.Seq2[[]string, error]) error {
			for row, err := range rows {
				if err != nil {
					return err
				}
				got = append(got, row[0])
			}
			return nil
		}, q.run, time.Now, func(ExportState) {})
		s.Start("findings", "f.csv", numbered(n, false))
		s.Start("findings", "g.csv", numbered(n, false)) // the first goes on
		q.all()
		st := s.State()
		if len(got) != n+1 || st.Rows != n || st.Path != "f.csv" || st.Job != nil || st.Err != nil {
			t.Errorf("%d rows: %d written, %+v", n, len(got)-1, st)
		}
		for i, text := range got[1:] {
			if text != fmt.Sprint(i) {
				t.Fatalf("row %d is %s", i, text)
			}
		}
		if s.PutAway(); s.State() != (ExportState{}) {
			t.Errorf("%+v was not put away", s.State())
		}
	}
}

func TestExportEndsWithoutAFile(t *testing.T) {
	q := &queue{}
	var s *Export
	write := func(_ string, rows iter.Seq2[[]string, error]) error {
		n := 0
		for _, err := range rows {
			if err != nil {
				return err
			}
			if n++; n == exportPage/2 && s.State().Job.Name == "stopped" {
				s.Cancel()
			}
		}
		return nil
	}
	s = NewExport(write, q.run, time.Now, func(ExportState) {})
	for name, want := range map[string]domain.Code{"changing": "export_changed", "stopped": "export_stopped"} {
		s.Start(name, "f.csv", numbered(3*exportPage, name == "changing"))
		q.all()
		var e *domain.Error
		if st := s.State(); !errors.As(st.Err, &e) || e.Code != want || st.Path != "" {
			t.Errorf("%s: %+v", name, st)
		}
	}
}

package screen

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"fenceline/internal/domain"
)

func (d *desk) Policies(context.Context) ([]domain.PolicyView, error) { return d.policies, d.err }

func (d *desk) UsePolicy(_ context.Context, name, group string) error {
	d.note(fmt.Sprintf("use %s for %q", name, group))
	return d.err
}

func (d *desk) ImportPolicy(_ context.Context, file, name, version string) (domain.Table, error) {
	d.note(fmt.Sprintf("take in %s as %q %q", file, name, version))
	return domain.Table{}, d.err
}

func (d *desk) WritePolicy(_ context.Context, name string, rows bool, path string) error {
	d.note(fmt.Sprintf("write %s %v %s", name, rows, path))
	return d.err
}

func (d *desk) DropPolicy(_ context.Context, name string) error {
	d.note("drop " + name)
	return d.err
}

func TestTablesAreChosenTakenInAndTakenAway(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	own := domain.Table{Name: "ours", Version: "1"}
	d.policies = []domain.PolicyView{{Table: domain.Table{Name: domain.PolicyBOD}, Desk: true}, {Table: own, Own: true, Groups: []string{"wards"}}}
	d.settings.Windows = map[string][]string{"servers": {"Sun 02:00 4h"}, "": {"Mon 02:00 1h"}}
	s, settled := newTestSettings(d, q)
	s.Refresh()
	q.all()
	st := s.State()
	if !slices.Equal(st.Groups, []string{"servers", "wards"}) || st.TableOf("wards") != "ours" || st.TableOf("servers") != "" {
		t.Fatalf("groups %q", st.Groups)
	}
	s.UseTableFor("ours", "  ")
	q.all()
	if s.State().ActErr == nil {
		t.Error("a group without a name stands for the whole desk")
	}
	s.UseTableFor("ours", " servers ")
	q.all()
	s.UseTable("ours")
	q.all()
	s.AskDrop("ours")
	d.err = errDisk
	s.DropTable()
	q.all()
	if st := s.State(); st.ActErr == nil || st.Drop != "ours" {
		t.Errorf("a table that could not be taken away is asked about no more: %+v", st)
	}
	d.err = nil
	s.DropTable()
	q.all()
	s.AddTable(true)
	d.err = errDisk
	s.TakeTable("ours.csv", " ours ", "")
	q.all()
	if !s.State().Adding {
		t.Error("the form closed although the table was refused")
	}
	d.err = nil
	s.TakeTable("ours.csv", " ours ", "2")
	q.all()
	s.WriteTable("ours", true, "rows.csv")
	q.all()
	want := []string{`use ours for "servers"`, `use ours for ""`, "drop ours", "drop ours", `take in ours.csv as "ours" ""`, `take in ours.csv as "ours" "2"`, "write ours true rows.csv"}
	if !slices.Equal(d.asked, want) {
		t.Errorf("asked for %q", d.asked)
	}
	if st := s.State(); st.Adding || st.Drop != "" || st.Did != DidWrite || *settled != 5 {
		t.Errorf("afterwards %+v, settled %d", st, *settled)
	}
	s.ShowTable("ours")
	if st := s.State(); st.Table != "ours" || st.Did != DidNothing || st.Policy("ours") == nil || st.Policy("") != nil {
		t.Errorf("the table in sight: %+v", st)
	}
	s.Open("people")
	s.Open("policy")
	if s.State().Table != "" {
		t.Error("a table stays in sight after another page")
	}
}

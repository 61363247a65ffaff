package assess

import (
	"slices"
	"testing"

	"fenceline/internal/domain"
)

func TestDateNotes(t *testing.T) {
	sunday, err := domain.ParseWindow("Sun 02:00-05:00")
	if err != nil {
		t.Fatal(err)
	}
	windows, texts := []domain.Window{sunday}, []string{"Sun 02:00-05:00"}
	holidays := domain.Freeze{From: "2026-12-21", To: "2027-01-03", Reason: "holidays"}
	wards := domain.Freeze{From: "2026-11-28", To: "2026-11-30", Group: "wards"}
	for name, tc := range map[string]struct {
		due     domain.Day
		windows bool
		freezes []domain.Freeze
		want    []domain.DateNote
	}{
		"no date":                        {"", true, []domain.Freeze{holidays}, nil},
		"nothing beside it":              {"2026-12-08", false, []domain.Freeze{holidays}, nil},
		"on a holiday":                   {"2026-12-25", false, []domain.Freeze{holidays}, []domain.DateNote{{Code: domain.NoteFrozen, Day: "2026-12-21", To: "2027-01-03", Reason: "holidays"}}},
		"the last window before":         {"2026-12-08", true, nil, []domain.DateNote{{Code: domain.NoteLastWindow, Day: "2026-12-06", Window: "Sun 02:00-05:00"}}},
		"the window of the day itself":   {"2026-12-06", true, nil, []domain.DateNote{{Code: domain.NoteLastWindow, Day: "2026-12-06", Window: "Sun 02:00-05:00"}}},
		"a holiday before it":            {"2027-01-09", false, []domain.Freeze{holidays, wards}, []domain.DateNote{{Code: domain.NoteFreeze, Day: "2026-12-21", To: "2027-01-03", Reason: "holidays"}, {Code: domain.NoteFreeze, Day: "2026-11-28", To: "2026-11-30"}}},
		"a holiday that is over":         {"2027-01-09", false, []domain.Freeze{{From: "2026-11-01", To: "2026-11-02"}}, nil},
		"another group's freeze":         {"2027-01-09", false, []domain.Freeze{{From: "2026-12-01", To: "2026-12-02", Group: "labs"}}, nil},
		"a frozen window does not count": {"2027-01-04", true, []domain.Freeze{holidays}, []domain.DateNote{{Code: domain.NoteFreeze, Day: "2026-12-21", To: "2027-01-03", Reason: "holidays"}, {Code: domain.NoteLastWindow, Day: "2026-12-20", Window: "Sun 02:00-05:00"}}},
		"no window before":               {"2026-11-27", true, nil, []domain.DateNote{{Code: domain.NoteNoWindow, Day: "2026-11-29", Window: "Sun 02:00-05:00"}}},
		"nor the one after, frozen":      {"2026-11-27", true, []domain.Freeze{wards}, []domain.DateNote{{Code: domain.NoteNoWindow, Day: "2026-12-06", Window: "Sun 02:00-05:00"}}},
		"overdue":                        {"2026-11-02", true, nil, []domain.DateNote{{Code: domain.NoteNoWindow, Day: "2026-11-29", Window: "Sun 02:00-05:00"}}},
	} {
		t.Run(name, func(t *testing.T) {
			w, x := windows, texts
			if !tc.windows {
				w, x = nil, nil
			}
			if got := DateNotes(tc.due, "2026-11-24", "wards", w, x, tc.freezes); !slices.Equal(got, tc.want) {
				t.Errorf("got %+v, want %+v", got, tc.want)
			}
		})
	}
}

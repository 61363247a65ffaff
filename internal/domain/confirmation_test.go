package domain

import (
	"encoding/json"
	"testing"
	"time"
)

// TestConfirmDue: each kind has its own days, one for the year stands for the month,
// and what older programs wrote is one for the month.
func TestConfirmDue(t *testing.T) {
	zone := time.FixedZone("west", -6*3600)
	at := time.Date(2026, 11, 2, 3, 0, 0, 0, time.UTC) // the first of November in the zone
	c := Confirmation{By: "R. Ortiz", At: at}
	var old Desk
	if err := json.Unmarshal([]byte(`{"confirmed":{"by":"R. Ortiz","at":"2026-11-02T03:00:00Z","assets":3}}`), &old); err != nil {
		t.Fatal(err)
	}
	monthly, yearly := Desk{Confirmed: c}, Desk{Confirmed: c, ConfirmedYearly: c}
	for _, one := range []struct {
		name        string
		desk        *Desk
		days        int
		month, year bool
	}{
		{"never", &Desk{}, 0, true, true},
		{"of the month, the same day", &monthly, 0, false, true},
		{"of the month, the last day", &monthly, 31, false, true},
		{"of the month, a day later", &monthly, 32, true, true},
		{"of the year, the same day", &yearly, 0, false, false},
		{"of the year, after the month", &yearly, 32, true, false},
		{"of the year, the last day", &yearly, 366, true, false},
		{"of the year, a day later", &yearly, 367, true, true},
		{"of an older program", &old, 31, false, true},
		{"of an older program, a day later", &old, 32, true, true},
	} {
		now := time.Date(2026, 11, 1+one.days, 23, 59, 0, 0, zone)
		if got := one.desk.ConfirmDue(ConfirmMonthly, now, zone); got != one.month {
			t.Errorf("%s: due for the month %v", one.name, got)
		}
		if got := one.desk.ConfirmDue(ConfirmYearly, now, zone); got != one.year {
			t.Errorf("%s: due for the year %v", one.name, got)
		}
	}
}

package words

import (
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
)

// TestDaysOfTheZone holds that what a person did in the evening stands under that
// person's day, not under the next one of Greenwich.
func TestDaysOfTheZone(t *testing.T) {
	zone := time.FixedZone("west", -6*60*60)
	evening := time.Date(2026, 11, 23, 1, 30, 0, 0, time.UTC) // half past seven on the 22nd
	ended := domain.VEXView{VEXDecision: domain.VEXDecision{Ended: evening, EndCode: domain.VEXUndone, EndedBy: "M.H."}}
	for name, text := range map[string]string{
		"exception": Exception(&domain.Exception{At: evening}, zone),
		"dismissal": Dismissal(&domain.Dismissal{At: evening}, zone),
		"approval":  TaskWork(&domain.PatchTask{Approved: domain.Stated{Value: domain.Yes, At: evening}}, zone),
		"decision":  VEXBy(&domain.VEXDecision{At: evening}, zone),
		"its end":   VEXStands(&ended, zone),
		"sources":   DataAgeTip([]domain.SourceAge{{Name: "CISA", Arrived: evening}}, zone, evening),
	} {
		if !strings.Contains(text, "22 Nov") && !strings.Contains(text, "today") && !strings.Contains(text, "Today") || strings.Contains(text, "23 Nov") {
			t.Errorf("%s: %q", name, text)
		}
	}
}

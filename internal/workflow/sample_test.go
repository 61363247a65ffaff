package workflow

import (
	"sync/atomic"
	"testing"
	"time"

	"fenceline/internal/domain"
	"fenceline/testdata/sample"
)

// The sample operator shows how work ends: by evidence, and by a decision that
// somebody approved. Opened again, nothing of it is done twice.
func TestSampleShowsWork(t *testing.T) {
	var looked atomic.Int64 // evidence is newer than what it proves, so the clock moves on
	d, err := Open(t.Context(), Options{Folder: t.TempDir(), Person: "J.M., IT lead", Program: "Fenceline test",
		Now: func() time.Time { return dayOne.Add(time.Duration(looked.Add(1)) * time.Millisecond) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	var head domain.LogHead
	for range 2 {
		if _, err := d.OpenSample(t.Context(), Sample{Tree: sample.FS, Worked: true}, nil); err != nil {
			t.Fatal(err)
		}
		data, err := d.ReportData(t.Context(), "inside")
		if err != nil {
			t.Fatal(err)
		}
		verified, closed := 0, 0
		for _, l := range data.Lines {
			if l.State == domain.StateVerified && l.Verified != nil && l.Verified.Snapshot != "" {
				verified++
			}
		}
		tasks, err := d.Tasks(t.Context(), true)
		if err != nil {
			t.Fatal(err)
		}
		for _, task := range tasks {
			if task.State == domain.StateVerified {
				closed++
			}
		}
		if verified != 3 || closed != 1 {
			t.Errorf("%d targets verified, %d tasks closed", verified, closed)
		}
		if len(data.Exceptions) != 1 || data.Exceptions[0].Approver == "" || data.Exceptions[0].AssetName != "EHR-01" {
			t.Errorf("exceptions %+v", data.Exceptions)
		}
		if grown := data.Status.Log.Seq - head.Seq; head.Seq > 0 && grown > 1 { // the import that found nothing new
			t.Errorf("the log grew by %d", grown)
		}
		head = data.Status.Log
	}
}
